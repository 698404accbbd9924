// Serves files over the loopback interface, as a web server that hosts the library would.
// Why the types matter: Deno and browsers take a module only with a type that says what it is.

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  ts: "application/typescript; charset=utf-8",
  wasm: "application/wasm",
};

/** A server that is running. */
export interface ModuleServer {
  /** `127.0.0.1:40123`. */
  readonly host: string;
  /** The paths that were asked for, in order. */
  readonly requested: readonly string[];
  close(): Promise<void>;
}

/** Serves the files below a folder on a free port; nothing but the loopback interface can reach it. */
export function serveFolder(folder: URL): ModuleServer {
  const requested: string[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  const server = Deno.serve(options, async (request) => {
    const { pathname } = new URL(request.url);
    requested.push(pathname);
    try {
      const bytes = await Deno.readFile(new URL(`.${pathname}`, folder));
      const type = TYPES[pathname.slice(pathname.lastIndexOf(".") + 1)] ?? "text/plain";
      return new Response(bytes, { headers: { "content-type": type } });
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
  return { host: `127.0.0.1:${server.addr.port}`, requested, close: () => server.shutdown() };
}
