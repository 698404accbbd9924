// Tries everything that a command has no business with, and prints what was refused.
// Run by permissions_test.ts with the permission set of a command; an attempt that gets through prints "allowed".

const folder = decodeURIComponent(new URL(".", import.meta.url).pathname);

const attempts: Readonly<Record<string, () => unknown>> = {
  connect: () => Deno.connect({ hostname: "127.0.0.1", port: 65000 }),
  listen: () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  fetch: () => fetch("http://127.0.0.1:65000/"),
  resolve: () => Deno.resolveDns("example.org", "A"),
  "read the environment": () => Deno.env.get("HOME"),
  "list the environment": () => Deno.env.toObject(),
  "start a process": () => new Deno.Command("true").outputSync(),
  "open a library": () => Deno.dlopen("libc.so.6", {}),
  "ask for the host's name": () => Deno.hostname(),
  "import from the network": () => import(`http://127.0.0.1:${65000}/x.ts`),
  read: () => Deno.readTextFileSync("/etc/hostname"),
  write: () => Deno.writeTextFileSync(`${folder}permission_probe.tmp`, ""),
};

for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    console.log(`${name}: allowed`);
  } catch (error) {
    const text = String(error);
    console.log(`${name}: ${/NotCapable|Requires \w+ access/.test(text) ? "refused" : text}`);
  }
}
