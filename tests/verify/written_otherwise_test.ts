// Tests src/verify/written_otherwise.ts: what an experiment file says, and what the result was made with, stand in the same order.
import assert from "node:assert/strict";
import { readConfig } from "../../src/results/stored_config.ts";
import type { AssignmentDifference } from "../../src/verify/assignment_difference.ts";
import { saidOtherwise, writtenOtherwise } from "../../src/verify/written_otherwise.ts";
import { verificationText } from "../../src/verify/verification_text.ts";
import { verify } from "../../src/verify/verify.ts";
import { changeText, PEOPLE, repairManifest, storedFiles } from "../results/stored_examples.ts";

const emphasize = (_style: string, text: string): string => text;

function writtenIn(files: Map<string, Uint8Array>): readonly AssignmentDifference[] {
  const config = readConfig(files);
  assert.ok("ok" in config);
  return writtenOtherwise(files, verify(files), config.ok);
}

function saidOf(change: (files: Map<string, Uint8Array>) => void): string | null {
  const files = storedFiles(PEOPLE);
  change(files);
  return saidOtherwise(writtenIn(files));
}

Deno.test("what only one of both has is told as being there and not", () => {
  assert.equal(saidOf(() => {}), null);
  assert.equal(
    saidOf((files) => changeText(files, "experiment.yaml", /^ +- \{ name: Diana.*\n/m, "")),
    "says no row Diana, the result was made with row Diana",
  );
  assert.equal(
    saidOf((files) =>
      changeText(files, "experiment.yaml", /\n$/, "\n  - { name: Zoe, weight: 1, height: 2 }\n")
    ),
    "says query Zoe, the result was made with no query Zoe",
  );
  const rows = (files: Map<string, Uint8Array>): void =>
    changeText(files, "experiment.yaml", /name: (Alice|Bob|Charlie|Diana),/g, "name: $1s,");
  assert.match(saidOf(rows)!, /^says row Alices, .* \(and 2 more\)$/);
});

Deno.test("of one result it is said that nobody can tell a command line from an edited file, unless its hash tells", () => {
  const line = (change: (files: Map<string, Uint8Array>) => void): string => {
    const files = storedFiles(PEOPLE, ["seed=7"]);
    change(files);
    const text = verificationText("people", verify(files), {
      columns: 240,
      emphasize,
      saidOtherwise: saidOtherwise(writtenIn(files)),
    });
    return text.replace(/\n {20,}/g, "; ").split("\n").find((line) => line.includes("experiment.yaml  "))!;
  };
  const said = "it says seed 42, the result was made with seed 7";
  const how = "set on the command line, or the file was edited";
  assert.ok(line(() => {}).endsWith(`by its hash; ${said}: ${how}`));
  const edit = (files: Map<string, Uint8Array>): void =>
    changeText(files, "experiment.yaml", "epochs: 60", "epochs: 70");
  assert.match(
    line(edit),
    /different.*; it says seed 42, epochs 70, the result was made with seed 7, epochs 60$/,
  );
  assert.ok(line((files) => (edit(files), repairManifest(files))).endsWith(how));
});
