// Ctrl-C and the like: a last word to the user, and the process ends at once.
// Why no clean-up: everything on disk is either whole or recognised as a leftover, as after kill -9.

/**
 * Signals that end a program, with the exit codes that shells give them. Not SIGHUP: `nohup` makes a program ignore it,
 * and listening would undo that.
 */
const SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 130], ["SIGBREAK", 149]]
  : [["SIGINT", 130], ["SIGTERM", 143]];

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
 * @param sayGoodbye called first; it must not wait for anything.
 * @returns a function that stops listening.
 */
export function onInterrupt(sayGoodbye: () => void): () => void {
  const listeners = SIGNALS.map(([signal, code]) => {
    const listener = (): never => {
      sayGoodbye();
      Deno.exit(code);
    };
    Deno.addSignalListener(signal, listener);
    return { signal, listener };
  });
  return () => listeners.forEach(({ signal, listener }) => Deno.removeSignalListener(signal, listener));
}
