// Waiting: for a turn of the event loop, by code that would else keep it waiting, or for a time.
// Why a turn by a digest: it takes a thirtieth of a millisecond, and a timer 2 ms and 5 more the first time. A message is heard
// within a turn or two, though under load Deno may take some more.

/** Lets the event loop have a turn: something of what waits is heard, and Deno keeps compiled modules. */
export async function turnOfTheLoop(): Promise<void> {
  await crypto.subtle.digest("SHA-256", new Uint8Array());
}

/** Waits for a time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
