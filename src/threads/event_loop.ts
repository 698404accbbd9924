// Turns of the event loop, for code that would else keep it waiting.
// Why two: a digest takes a thirtieth of a millisecond, but in Deno a message may wait for thirty such turns until it is
// heard. After a timer all are heard, but that takes 2 ms, and the first one loads for 5 more.

/** Lets the event loop have a turn: something of what waits is heard, and Deno keeps compiled modules. */
export async function turnOfTheLoop(): Promise<void> {
  await crypto.subtle.digest("SHA-256", new Uint8Array());
}

/** Lets the event loop hear all that waits. */
export async function pauseForTheLoop(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}
