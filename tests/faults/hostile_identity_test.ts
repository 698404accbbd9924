// Results under other names, and manifests that say what is not so: nobody is shown another experiment's figures.

import assert from "node:assert/strict";
import { caseCount } from "../requirement.ts";
import { runDisturbed } from "./disturbed_process.ts";
import { cannotInject } from "./fault_injector.ts";
import { type Attack, type HostilePlace, hostileTest } from "./hostile_place.ts";
import { resultsIn } from "./invariants.ts";
import { makePlace, runLine, SCENARIOS } from "./scenario.ts";
import { snapshotOf } from "./tree_snapshot.ts";

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

        const verified = await runDisturbed(["verify", `${outFolder}/${wantedPath}`], {
          outFolder,
          permissions: "read",
        });
        assert.equal(verified.code, 1, `verify: ${verified.stdout}`);
        for (const args of [wantedArgs, kind === "sweep" ? [...wantedArgs, "--parquet"] : wantedArgs]) {
          const found = await runDisturbed(runLine(place, args), { outFolder });
          assert.ok(
            found.code === 1 || found.code === 3,
            `run ${args}: exit code ${found.code}: ${found.stderr}`,
          );
          assert.ok(found.stdout === "" || found.stdout === wanted.stdout, "it prints the other's figures");
          assert.deepEqual(snapshotOf(outFolder), before);
        }
        const fresh = await runDisturbed(runLine(place, [...wantedArgs, "--fresh"]), { outFolder });
        assert.equal(fresh.code, 0, fresh.stderr);
        assert.equal(fresh.stdout, wanted.stdout);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** A manifest as its JSON. */
interface ManifestJson {
  readonly files: { readonly [name: string]: unknown };
  readonly [key: string]: unknown;
}

function forged(change: (manifest: ManifestJson, place: HostilePlace) => ManifestJson): Attack {
  return (place) => {
    const path = `${place.result}/manifest.json`;
    Deno.writeTextFileSync(
      path,
      JSON.stringify(change(JSON.parse(Deno.readTextFileSync(path)), place), null, 2),
    );
  };
}

function withNames(manifest: ManifestJson, names: readonly string[]): ManifestJson {
  const entry = { bytes: 4, sha256: "0".repeat(64) };
  return {
    ...manifest,
    files: { ...manifest.files, ...Object.fromEntries(names.map((name) => [name, entry])) },
  };
}

const MANY = caseCount(5_000, 100_000);
const FORGERIES: readonly (readonly [string, Attack])[] = [
  [
    "another hash of the experiment",
    forged((manifest) => mapped(manifest, /^[0-9a-f]{64}$/, "0".repeat(64))),
  ],
  ["another id", forged((manifest) => mapped(manifest, /^[0-9a-f]{8}$/, "00000000"))],
  ["names above the folder", forged((manifest) => withNames(manifest, ["../../../precious/file", "../x"]))],
  ["absolute names", forged((manifest, { precious }) => withNames(manifest, [precious.file, "/etc/passwd"]))],
  [
    "odd names",
    forged((manifest) =>
      withNames(manifest, ["", ".", "..", "a\0b", "__proto__", "\u202e", "x".repeat(5000)])
    ),
  ],
  [
    `${MANY} names`,
    forged((manifest) => withNames(manifest, Array.from({ length: MANY }, (_, index) => `f${index}`))),
  ],
  ["no files", forged((manifest) => ({ ...manifest, files: {} }))],
  [
    "sizes beyond all numbers",
    forged((manifest) => ({ ...manifest, files: { "config.json": { bytes: 1e300, sha256: "" } } })),
  ],
];

/** The manifest with another text wherever a text of the top matches. */
function mapped(manifest: ManifestJson, pattern: RegExp, text: string): ManifestJson {
  const entries = Object.entries(manifest).map(([key, value]) =>
    [key, typeof value === "string" && pattern.test(value) ? text : value] as const
  );
  return Object.fromEntries(entries) as ManifestJson;
}

for (const [what, attack] of FORGERIES) {
  for (const isSweep of [false, true]) {
    hostileTest(
      `a manifest with ${what} is told as damage: ${isSweep ? "sweep" : "run"}`,
      { isSweep, isFinished: true },
      attack,
      {
        runCodes: [1, 3],
        verifyCodes: [1, 3],
        commands: ["run", "show", "report", "compare", "verify", "run --fresh"],
      },
    );
  }
}
