// Tests src/cli/files_again.ts on sweeps whose figures are not held in memory: no forged one passes for one that was not
// made again.
import assert from "node:assert/strict";
import { filesAgain } from "../../src/cli/files_again.ts";
import {
  changeText,
  PEOPLE,
  putText,
  repairManifest,
  storedSweepFiles,
  textIn,
} from "../results/stored_examples.ts";
import type { Verification } from "../../src/verify/verification.ts";
import { planVerification } from "../../src/verify/verification_plan.ts";
import { concludeVerification } from "../../src/verify/verify.ts";
import { checkOf, wrong } from "../verify/file_checks.ts";

const WHOLE: ReadonlyMap<string, Uint8Array> = storedSweepFiles(PEOPLE, ["seed=1..40"]);

/** Judges the files of a sweep, as of a zip file: they lie in no folder. */
async function verified(files: ReadonlyMap<string, Uint8Array>): Promise<Verification> {
  const plan = planVerification(files);
  const made = await filesAgain("/nowhere", plan, 1, 0);
  assert.ok(made !== null);
  return "ok" in made ? concludeVerification(plan, made.ok) : concludeVerification(plan, null, made.problems);
}

Deno.test("a large sweep comes out again, its files being in memory", async () => {
  const verification = await verified(WHOLE);
  assert.equal(verification.verdict, "same");
  assert.ok(verification.files.every(({ by }) => by === "bytes"));
});

Deno.test("a large sweep with a trial cut off is changed, whatever its manifest says", async () => {
  const files = new Map(WHOLE);
  putText(files, "trials.csv", textIn(files, "trials.csv").replace(/.*\n$/, ""));
  repairManifest(files);
  const verification = await verified(files);
  assert.equal(verification.verdict, "different");
  assert.deepEqual(checkOf(verification, "trials.csv").notes, [
    "there must be 40 trials: the file ends after 39",
    "it has the hash in manifest.json all the same",
  ]);
});

Deno.test("a line that is none is named where it stands, in a large sweep too", async () => {
  const files = new Map(WHOLE);
  changeText(files, "trials.csv", /^(7,completed,)[^,]*/m, "$1none");
  repairManifest(files);
  const verification = await verified(files);
  assert.equal(verification.verdict, "different");
  const { difference } = checkOf(verification, "trials.csv");
  assert.deepEqual([difference?.line, difference?.found], [8, "none"]);
});

Deno.test("of a large sweep with the line ends of Windows nothing else differs, or what else does is told", async () => {
  const windows = new Map(WHOLE);
  for (const name of windows.keys()) putText(windows, name, textIn(windows, name).replaceAll("\n", "\r\n"));
  assert.equal((await verified(windows)).verdict, "line_ends");
  changeText(windows, "trials.csv", /^(7,completed,)[^,]*/m, "$10.5");
  const changed = await verified(windows);
  assert.equal(changed.verdict, "different");
  assert.ok(wrong(changed).includes("trials.csv different"));
});
