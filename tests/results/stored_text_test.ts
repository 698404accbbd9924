// What is read of a stored file before anything of it is believed.
import assert from "node:assert/strict";
import { jsonIn } from "../../src/results/stored_text.ts";

/** What is said of a file `model.json` with this text; null where it is read. */
function refusal(text: string): string | null {
  const read = jsonIn(new Map([["model.json", new TextEncoder().encode(text)]]), "model.json");
  return "problems" in read ? JSON.stringify(read.problems) : null;
}

Deno.test("JSON of millions of lists, objects or members is refused before it is parsed, which would take gigabytes", () => {
  const few = Array.from({ length: 1_900_000 }, (_, index) => index.toString(36));
  const many = Array.from({ length: 2_000_001 }, (_, index) => index.toString(36));
  const members = (names: readonly string[]): string => `{${names.map((name) => `"${name}":0`).join(",")}}`;
  assert.equal(refusal(members(few)), null);
  assert.equal(refusal(`["${"[{:".repeat(2_000_000)}", "\\"[{:"]`), null); // in a text they are letters
  for (
    const text of [
      members(many),
      `[${many.map(() => "[]").join(",")}]`,
      `[${many.map(() => "{}").join(",")}]`,
    ]
  ) {
    assert.match(
      refusal(text)!,
      /the file holds more than 2000000 lists, objects and members, as no result does/,
    );
  }
});
