// A stranger's results folder with links, pipes and other people's folders in it: nothing outside is touched, nothing hangs.

import { age } from "./tree_snapshot.ts";
import { type Attack, type HostilePlace, hostileTest } from "./hostile_place.ts";

const SWEEP_UNDER_WAY = { isSweep: true, isFinished: false } as const;
const NO_RUN = { isSweep: false, isFinished: false } as const;
const RUNS = ["run", "run --fresh"] as const;
const SWEEPS = ["run", "run --parquet", "run --fresh"] as const;
const UUID = "12345678-1234-4234-8234-123456789abc";

// Links.

hostileTest("a link in place of a part that is being written leads nowhere", SWEEP_UNDER_WAY, (place) => {
  Deno.mkdirSync(place.parts);
  for (const name of ["part-00000.new", "part-00001", "part-00002"]) {
    Deno.symlinkSync(place.precious.file, `${place.parts}/${name}`);
  }
}, { commands: SWEEPS });

hostileTest("a link in place of the folder of parts leads nowhere", SWEEP_UNDER_WAY, (place) => {
  Deno.symlinkSync(place.precious.folder, place.parts);
}, { commands: SWEEPS });

hostileTest("a link in place of a sweep's lock leads nowhere", SWEEP_UNDER_WAY, (place) => {
  Deno.symlinkSync(place.precious.file, `${place.parts}.lock`);
}, { commands: SWEEPS });

hostileTest(
  "a link in place of a sweep's lock to a name that is free creates nothing",
  SWEEP_UNDER_WAY,
  (place) => {
    Deno.symlinkSync(`${place.precious.folder}/new`, `${place.parts}.lock`);
  },
  { commands: SWEEPS },
);

for (const isSweep of [false, true]) {
  const kind = isSweep ? "sweep" : "run";
  const commands = isSweep ? SWEEPS : RUNS;
  hostileTest(`a link in place of the experiment's folder leads nowhere: ${kind}`, {
    isSweep,
    isFinished: false,
  }, (place) => {
    Deno.removeSync(place.parent);
    Deno.symlinkSync(place.precious.folder, place.parent);
  }, { commands });

  hostileTest(
    `a link in place of the result leads nowhere: ${kind}`,
    { isSweep, isFinished: true },
    (place) => {
      Deno.renameSync(place.result, `${place.precious.folder}/result`);
      Deno.symlinkSync(`${place.precious.folder}/result`, place.result);
    },
    { commands: ["show", "report", "verify", ...commands] },
  );

  hostileTest(
    `a link in place of an empty result leads nowhere: ${kind}`,
    { isSweep, isFinished: false },
    (place) => {
      Deno.symlinkSync(place.precious.folder, place.result);
    },
    { commands },
  );

  for (
    const name of isSweep ? ["trials.csv", "manifest.json", "config.json"] : ["loss.csv", "manifest.json"]
  ) {
    hostileTest(
      `a link in place of ${name} is not written through: ${kind}`,
      { isSweep, isFinished: true },
      (place) => {
        Deno.removeSync(`${place.result}/${name}`);
        Deno.symlinkSync(place.precious.file, `${place.result}/${name}`);
      },
    );
  }
}

hostileTest("links below names of leftovers lead nowhere", NO_RUN, (place) => {
  Deno.symlinkSync(place.precious.folder, `${place.parent}/.partial-${UUID}`);
  Deno.symlinkSync(place.precious.file, `${place.parent}/.partial-${UUID}.lock`);
  Deno.symlinkSync(place.precious.folder, `${place.parent}/.partial-${UUID}-replaced`);
}, { commands: RUNS });

// Names that are not ours.

for (const isSweep of [false, true]) {
  const names = [".partial-x", ".partial-notes", ".sweep-notes", ".mine", "notes"];
  hostileTest(
    `folders of others are left alone, however old: ${isSweep ? "sweep" : "run"}`,
    { isSweep, isFinished: false },
    (place) => {
      for (const name of [...names, "sweep-notes"]) {
        Deno.mkdirSync(`${place.parent}/${name}`);
        Deno.writeTextFileSync(`${place.parent}/${name}/file`, "mine");
      }
      age(place.outFolder);
    },
    { commands: isSweep ? SWEEPS : RUNS, runCodes: [0], kept: [...names, "sweep-notes"] },
  );
}

// Pipes that nobody writes to.

const pipe = (pathOf: (place: HostilePlace) => string): Attack => (place) => {
  const path = pathOf(place);
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const { success } = new Deno.Command("mkfifo", { args: [path] }).outputSync();
  if (!success) throw new Error(`no pipe at ${path}`);
};

hostileTest(
  "a pipe in place of a sweep's lock hangs nothing",
  SWEEP_UNDER_WAY,
  pipe(({ parts }) => `${parts}.lock`),
  {
    commands: SWEEPS,
  },
);
hostileTest(
  "a pipe in place of the folder of parts hangs nothing",
  SWEEP_UNDER_WAY,
  pipe(({ parts }) => parts),
  {
    commands: SWEEPS,
  },
);
for (const name of ["part-00000", "part-00000.new"]) {
  hostileTest(`a pipe in place of ${name} hangs nothing`, SWEEP_UNDER_WAY, (place) => {
    Deno.mkdirSync(place.parts);
    pipe(({ parts }) => `${parts}/${name}`)(place);
  }, { commands: SWEEPS });
}
hostileTest("a pipe in place of a leftover's lock hangs nothing", NO_RUN, (place) => {
  Deno.mkdirSync(`${place.parent}/.partial-${UUID}`);
  pipe(({ parent }) => `${parent}/.partial-${UUID}.lock`)(place);
  age(place.outFolder);
}, { commands: RUNS });

for (const isSweep of [false, true]) {
  const kind = isSweep ? "sweep" : "run";
  hostileTest(
    `a pipe in place of the result hangs nothing: ${kind}`,
    { isSweep, isFinished: false },
    pipe(({ result }) => result),
  );
  for (
    const name of isSweep
      ? ["trials.csv", "summary.json", "manifest.json", "config.json"]
      : ["loss.csv", "manifest.json", "config.json", "model.json"]
  ) {
    const attack = pipe(({ result }) => `${result}/${name}`);
    hostileTest(`a pipe in place of ${name} hangs nothing: ${kind}`, { isSweep, isFinished: true }, attack, {
      verifyCodes: [1, 3],
    });
  }
}
