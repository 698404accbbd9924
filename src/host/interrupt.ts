// Ctrl-C and the like: a last word to the user, and the process ends at once.
// Why no clean-up: everything on disk is either whole or recognised as a leftover, as after kill -9.

/**
 * Signals that end a program, with the exit codes that shells give them. Not SIGHUP: `nohup` makes a program ignore it,
 * and listening would undo that.
 */
const SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 149]]
  : [["SIGINT", 130], ["SIGTERM", 143]];

const LONGEST_GOODBYE_MS = 1000;
/**
 * A terminal sends Ctrl-C to every process of a command, and a launcher passes its own on: what comes within this time is
 * the same Ctrl-C once more.
 */
const ECHO_MS = 100;

/**
 * Lets a write fail that would make a file larger than the user allows (`ulimit -f`): unheard, the signal ends the process
 * without a word.
 */
export function surviveLargeFiles(): void {
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGXFSZ", () => {});
}

/**
 * Ends the process when the user or the system asks for it.
 *
 * @param sayGoodbye called first. It must not wait for anything but a word to another machine, and for that a second at
 * most; asked again after {@linkcode ECHO_MS}, the process ends at once.
 * @returns a function that stops listening.
 */
export function onInterrupt(sayGoodbye: () => void | Promise<void>): () => void {
  let askedAtMs: number | null = null;
  const listeners = SIGNALS.map(([signal, code]) => {
    const listener = (): void => {
      if (askedAtMs !== null) {
        if (performance.now() - askedAtMs > ECHO_MS) Deno.exit(code);
        return;
      }
      askedAtMs = performance.now();
      const leaving = sayGoodbye();
      if (leaving === undefined) Deno.exit(code);
      leaving.finally(() => Deno.exit(code));
      setTimeout(() => Deno.exit(code), LONGEST_GOODBYE_MS);
    };
    Deno.addSignalListener(signal, listener);
    return { signal, listener };
  });
  return () => listeners.forEach(({ signal, listener }) => Deno.removeSignalListener(signal, listener));
}
