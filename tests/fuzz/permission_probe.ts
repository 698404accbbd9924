// Tries everything that a command has no business with, and prints what was refused.
// Run by permissions_test.ts with the options of each task; an attempt that gets through prints "allowed".

// With permission, nobody answers at these addresses, and no name is known there.
const NO_ANSWER =
  /connection ?refused|error sending request|fetch failed|tcp connect error|no record(s)? found|proto error|timed out|io error/i;

// A permission is missing; or code from outside is kept out by `--no-remote`, or by `--frozen` where no lock names it.
const REFUSAL = /NotCapable|Requires \w+ access|but --no-remote is specified|The lockfile is out of date/;

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
  // Deno lets programs with any permission import from some hosts. The addresses are put together here, because it
  // would load those that it finds in the text before the first line runs.
  "import from a default host": () => import("https://" + "deno.land/std@0.224.0/assert/equal.ts"),
  "import from JSR": () => import("jsr:" + "@std/assert@1.0.0"),
  read: () => Deno.readTextFileSync("/etc/hostname"),
  write: () => Deno.writeTextFileSync(`${folder}permission_probe.tmp`, ""),
  // Last, because Deno refuses every import after one that the lock does not name. The tests have fetched the package,
  // so that no answer of a registry is waited for.
  "import a package of no lock": () => import("npm:" + "fast-check@4.3.0"),
};

for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    console.log(`${name}: allowed`);
  } catch (error) {
    const text = String(error);
    console.log(`${name}: ${REFUSAL.test(text) ? "refused" : NO_ANSWER.test(text) ? "allowed" : text}`);
  }
}
