// Files of any size under our names: no command takes a gigabyte of memory or ten seconds.
// Why sparse: ten gigabytes of nothing take no room on the disk, and as much memory as real ones.

import { caseCount } from "../requirement.ts";
import { type Attack, type HostilePlace, hostileTest } from "./hostile_place.ts";

const SPARSE_BYTES = 10 * 1024 ** 3;
const FINISHED_RUN = { isSweep: false, isFinished: true } as const;
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

hostileTest("10 GiB of a kept part take no memory", { isSweep: true, isFinished: false }, (place) => {
  Deno.mkdirSync(place.parts);
  sparse(({ parts }) => `${parts}/part-00000`)(place);
}, { commands: ["run", "run --fresh"], runCodes: [0, 3] });

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
  for (let index = 0; index < caseCount(2000, 100_000); index++) {
    Deno.writeTextFileSync(`${result}/file-${index}`, "");
  }
}, { verifyCodes: [1, 3] });

hostileTest(
  "many thousand folders beside a result take no memory and no time",
  FINISHED_RUN,
  ({ parent }) => {
    for (let index = 0; index < caseCount(1000, 20_000); index++) {
      Deno.mkdirSync(
        `${parent}/seed-${index}-00000000`,
      );
    }
  },
  { runCodes: [0], verifyCodes: [0] },
);
