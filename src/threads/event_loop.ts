// A turn of the event loop, for code that would else keep it waiting.
// Why not a timer: the first one loads as long as half an empty process takes to start.

/** Lets the event loop have a turn: messages come in, signals are heard, and Deno keeps compiled modules. */
export async function turnOfTheLoop(): Promise<void> {
  await crypto.subtle.digest("SHA-256", new Uint8Array());
}
