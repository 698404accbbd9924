// Calls as plain JavaScript may make them, each with the error that answers it.
// Why the whole error as a text: its kind and its words are both what a caller sees.

import assert from "node:assert/strict";

/** What is called, and the error in words, by what is wrong with the call. */
export type Refusals = Readonly<Record<string, readonly [call: () => unknown, words: string]>>;

/** Anything, as plain JavaScript hands it over. */
export const any = (given: unknown): never => given as never;

/** An experiment of one row. */
export const ONE_ROW = `
name: ask
dataset:
  features: [{ name: x }]
  target: { name: y }
  rows: [{ name: first, x: 1, y: 0 }]
training: { epochs: 1 }
`;

/** Registers a test for each call. */
export function testRefusals(refusals: Refusals): void {
  for (const [what, [call, words]] of Object.entries(refusals)) {
    Deno.test(`${what} is refused, with what is wanted`, () => {
      assert.throws(call, (error) => {
        assert.equal(String(error), words);
        return true;
      });
    });
  }
}
