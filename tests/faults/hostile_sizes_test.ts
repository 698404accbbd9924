// Files of any size under our names: no command takes a gigabyte of memory or hangs.
// Why sparse: ten gigabytes of nothing take no room on the disk, and as much memory as real ones.

import { caseCount } from "../requirement.ts";
import { type Attack, type HostilePlace, hostileTest } from "./hostile_place.ts";

const MIB = 1024 ** 2;
const SPARSE_BYTES = 10 * 1024 ** 3;
/** Of a line that is read to its end: hashing it takes seconds. */
const LINE_BYTES = 1024 ** 3;
const FINISHED_RUN = { isSweep: false, isFinished: true } as const;
const UNFINISHED_SWEEP = { isSweep: true, isFinished: false } as const;
const FINISHED_SWEEP = { isSweep: true, isFinished: true } as const;

function sparse(pathOf: (place: HostilePlace) => string): Attack {
  return (place) => {
    const file = Deno.openSync(pathOf(place), { write: true, create: true, truncate: true });
    file.truncateSync(SPARSE_BYTES);
    file.close();
  };
}

const RUN_FILES = ["config.json", "manifest.json", "model.json", "loss.csv"];
for (const name of RUN_FILES.slice(0, caseCount(2, RUN_FILES.length))) {
  const attack = sparse(({ result }) => `${result}/${name}`);
  hostileTest(`10 GiB of ${name} take no memory: run`, FINISHED_RUN, attack, { verifyCodes: [1, 3] });
}
const SWEEP_FILES = ["trials.csv", "config.json", "manifest.json", "summary.json"];
for (const name of SWEEP_FILES.slice(0, caseCount(1, SWEEP_FILES.length))) {
  const attack = sparse(({ result }) => `${result}/${name}`);
  hostileTest(`10 GiB of ${name} take no memory: sweep`, FINISHED_SWEEP, attack, { verifyCodes: [1, 3] });
}

hostileTest("10 GiB of a kept part take no memory", UNFINISHED_SWEEP, (place) => {
  Deno.mkdirSync(place.parts);
  sparse(({ parts }) => `${parts}/part-00000`)(place);
}, { commands: ["run", "run --fresh"], runCodes: [0, 3] });

hostileTest("10 GiB of checkpoints take no memory and no time", UNFINISHED_SWEEP, ({ parts }) => {
  Deno.mkdirSync(parts);
  sparse(() => `${parts}/part-00000.checkpoint`)({} as HostilePlace);
  for (let part = 1; part < 16; part++) {
    const file = Deno.openSync(`${parts}/part-${String(part).padStart(5, "0")}.checkpoint`, {
      write: true,
      create: true,
    });
    file.truncateSync(64 * MIB);
    file.close();
  }
}, { commands: ["run"], runCodes: [0] });

hostileTest("trials.csv with a line of a gigabyte takes no memory and no time", FINISHED_SWEEP, (place) => {
  // As large as the manifest says, so that it is read.
  const path = `${place.result}/trials.csv`;
  const { size } = Deno.statSync(path);
  Deno.truncateSync(path, LINE_BYTES);
  forgeManifest(place.result, `"bytes": ${size},`, `"bytes": ${LINE_BYTES},`);
}, { runCodes: [1], verifyCodes: [1] });

/** Has a manifest say something else of a file, so that the file is read. */
function forgeManifest(result: string, from: string | RegExp, to: string): void {
  const path = `${result}/manifest.json`;
  const manifest = Deno.readTextFileSync(path);
  const forged = manifest.replace(from, to);
  if (forged === manifest) throw new Error("the manifest is as it was");
  Deno.writeTextFileSync(path, forged);
}

/** Changes the summary of a sweep, and what the manifest says of it, so that it is read. */
function summaryTest(name: string, change: (summary: string) => string): void {
  hostileTest(name, FINISHED_SWEEP, async ({ result }) => {
    const summary = Deno.readTextFileSync(`${result}/summary.json`);
    const bytes = new TextEncoder().encode(change(summary));
    Deno.writeFileSync(`${result}/summary.json`, bytes);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    const entry = `"summary.json": { "bytes": ${bytes.length}, "sha256": "${hash}" }`;
    forgeManifest(result, /"summary\.json": \{[^}]*\}/, entry);
  }, { runCodes: [1], verifyCodes: [1] });
}

summaryTest("a summary above its limit takes no memory and no time", (summary) => {
  return summary + " ".repeat(64 * MIB);
});
summaryTest("63 MiB of empty objects in a summary take no memory and no time", (summary) => {
  return summary.replace("{", `{"more": [${"{},".repeat(21 * MIB - summary.length)}{}],`);
});

hostileTest("255 MiB of brackets as a manifest take no memory and no time", FINISHED_RUN, ({ result }) => {
  Deno.writeTextFileSync(`${result}/manifest.json`, "[".repeat(255 * 1024 * 1024));
}, { verifyCodes: [1, 3] });

hostileTest("a config of 240 MB takes no memory and no time", FINISHED_RUN, ({ result }) => {
  const config = JSON.parse(Deno.readTextFileSync(`${result}/config.json`));
  Deno.writeTextFileSync(
    `${result}/config.json`,
    JSON.stringify({ ...config, description: "x".repeat(240e6) }),
  );
}, { verifyCodes: [1, 3] });

hostileTest("many thousand files in a result take no memory and no time", FINISHED_RUN, ({ result }) => {
  for (let index = 0; index < caseCount(2000, 4000); index++) {
    Deno.writeTextFileSync(`${result}/file-${index}`, "");
  }
}, { verifyCodes: [1, 3] });

hostileTest(
  "many thousand folders beside a result take no memory and no time",
  FINISHED_RUN,
  ({ parent }) => {
    for (let index = 0; index < caseCount(1000, 2500); index++) {
      Deno.mkdirSync(
        `${parent}/seed-${index}-00000000`,
      );
    }
  },
  { runCodes: [0], verifyCodes: [0] },
);
