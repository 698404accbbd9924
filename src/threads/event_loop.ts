// Turns of the event loop, for code that would else keep it waiting.
// Why by a digest: it takes a thirtieth of a millisecond, and a timer 2 ms and 5 more the first time. A message is heard
// within a turn or two, though under load Deno may take some more.

/** Milliseconds after which a computation lets others have their turn. */
const LONGEST_MS = 50;

/** Lets the event loop have a turn: something of what waits is heard, and Deno keeps compiled modules. */
export async function turnOfTheLoop(): Promise<void> {
  await crypto.subtle.digest("SHA-256", new Uint8Array());
}

/**
 * Goes through a computation step by step, so that whoever waits is heard meanwhile.
 *
 * @param onStep hears what each step yields.
 * @returns what it returns.
 */
export async function unhurried<Step, Result>(
  computation: Iterator<Step, Result>,
  onStep: (step: Step) => void = () => {},
): Promise<Result> {
  for (let startMs = performance.now();;) {
    const step = computation.next();
    if (step.done === true) return step.value;
    onStep(step.value);
    if (performance.now() - startMs < LONGEST_MS) continue;
    await turnOfTheLoop();
    startMs = performance.now();
  }
}
