// A port for a server that takes none that is merely free, and so is told one before it listens.
// Why below those that the system gives away: whatever asks it for any port meanwhile, every connection among them, gets
// another one. Who uses this one must still try again where somebody else was faster.

/** Systems give away ports from 32768 on, and some from 49152 on. */
const FIRST = 20_000;
const COUNT = 12_000;

/** A port of the loopback interface on which nobody listens now. */
export function freePort(): number {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
