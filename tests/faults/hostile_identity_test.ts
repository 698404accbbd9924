// Results under other names, and manifests that say what is not so: nobody is shown another experiment's figures.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { runDisturbed } from "./disturbed_process.ts";
import { cannotInject } from "./fault_injector.ts";
import { type Attack, type HostilePlace, hostileTest } from "./hostile_place.ts";
import { resultsIn, saidBy } from "./invariants.ts";
import { makePlace, runLine, SCENARIOS } from "./scenario.ts";
import { differences, snapshotOf } from "./tree_snapshot.ts";

const [, , , aSweep] = SCENARIOS;
/** Pairs of arguments that give two results of one kind. */
const PAIRS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["run", [], ["seed=7"]],
  ["run with other epochs", [], ["epochs=500"]],
  ["sweep", aSweep.args, [...aSweep.args, "learning_rate=0.2"]],
];

for (const [kind, wantedArgs, otherArgs] of PAIRS) {
  Deno.test({
    name: `another experiment's whole result under this one's name is told, not believed: ${kind}`,
    ignore: cannotInject,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        const place = makePlace(`${folder}/place`);
        const { outFolder } = place;
        const wanted = await runDisturbed(runLine(place, wantedArgs), { outFolder });
        const [wantedPath] = resultsIn(snapshotOf(outFolder)).keys();
        await Deno.remove(`${outFolder}/${wantedPath}`, { recursive: true });
        await runDisturbed(runLine(place, otherArgs), { outFolder });
        const [otherPath] = resultsIn(snapshotOf(outFolder)).keys();
        assert.notEqual(otherPath, wantedPath);
        await Deno.rename(`${outFolder}/${otherPath}`, `${outFolder}/${wantedPath}`);
        const before = snapshotOf(outFolder);

        const problems: string[] = [];
        const verify = ["verify", `${outFolder}/${wantedPath}`];
        const verified = await runDisturbed(verify, { outFolder });
        if (verified.code !== 1) problems.push(`verify: exit code ${verified.code}`);
        for (const more of kind === "sweep" ? [[], ["--parquet"]] : [[]]) {
          const { code, stdout, stderr } = await runDisturbed(runLine(place, [...wantedArgs, ...more]), {
            outFolder,
          });
          if (code !== 1 && code !== 3) problems.push(`run ${more}: exit code ${code}: ${saidBy(stderr)}`);
          if (stdout !== "" && stdout !== wanted.stdout) {
            problems.push(`run ${more} prints the other's figures`);
          }
          problems.push(...differences(snapshotOf(outFolder), before));
        }
        assert.equal(problems.length, 0, problems.join("\n"));
        const fresh = await runDisturbed(runLine(place, [...wantedArgs, "--fresh"]), { outFolder });
        assert.equal(fresh.code, 0, fresh.stderr);
        assert.equal(fresh.stdout, wanted.stdout);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** Changes the text of a manifest, which stays as the program writes it in all else. */
function forged(change: (manifest: string, place: HostilePlace) => string): Attack {
  return (place) => {
    const path = `${place.result}/manifest.json`;
    const manifest = Deno.readTextFileSync(path);
    const other = change(manifest, place);
    assert.notEqual(other, manifest);
    Deno.writeTextFileSync(path, other);
  };
}

function withNames(manifest: string, names: readonly string[]): string {
  const entry = `{ "bytes": 4, "sha256": "${"0".repeat(64)}" }`;
  const lines = names.map((name) => `    ${JSON.stringify(name)}: ${entry},\n`).join("");
  return manifest.replace('"files": {\n', (start) => start + lines);
}

const ODD_NAMES = ["", ".", "..", "a\0b", "__proto__", "\u202e", "x".repeat(5000)];
const MANY = caseCount(5_000, 100_000);
/** What is wrong, and whether `run` may still find the figures. */
const FORGERIES: readonly (readonly [string, boolean, Attack])[] = [
  ["another id", false, forged((text) => text.replace(/"id": "\w{8}"/, '"id": "00000000"'))],
  [
    "other hashes",
    false,
    forged((text) => text.replace(/"sha256": "\w{64}"/g, `"sha256": "${"0".repeat(64)}"`)),
  ],
  ["other sizes", false, forged((text) => text.replace(/"bytes": \d+/g, '"bytes": 1'))],
  ["sizes beyond all numbers", false, forged((text) => text.replace(/"bytes": \d+/g, '"bytes": 1e300'))],
  ["no files", false, forged((text) => text.replace(/"files": \{[^]*\n {2}\}/, '"files": {}'))],
  ["names above the folder", true, forged((text) => withNames(text, ["../../../precious/file", "../x"]))],
  ["absolute names", true, forged((text, { precious }) => withNames(text, [precious.file, "/etc/passwd"]))],
  ["odd names", true, forged((text) => withNames(text, ODD_NAMES))],
  [
    `${MANY} names`,
    true,
    forged((text) => withNames(text, Array.from({ length: MANY }, (_, index) => `f${index}`))),
  ],
];

for (const [what, mayBeFound, attack] of FORGERIES) {
  for (const isSweep of [false, true]) {
    hostileTest(
      `a manifest with ${what} is told: ${isSweep ? "sweep" : "run"}`,
      { isSweep, isFinished: true },
      attack,
      { runCodes: mayBeFound ? [0, 1, 3] : [1, 3], verifyCodes: [1, 3] },
    );
  }
}
