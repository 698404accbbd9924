// Turns of the event loop, for code that would else keep it waiting.
// Why by a digest: it takes a thirtieth of a millisecond, and a timer 2 ms and 5 more the first time. A message is heard
// within a turn or two, though under load Deno may take some more.

/** Lets the event loop have a turn: something of what waits is heard, and Deno keeps compiled modules. */
export async function turnOfTheLoop(): Promise<void> {
  await crypto.subtle.digest("SHA-256", new Uint8Array());
}
