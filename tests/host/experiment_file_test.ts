// Tests src/host/experiment_file.ts: what stands in the way of a data file is told, and a bug met on the way is one.
import assert from "node:assert/strict";
import { readExperimentFile } from "../../src/host/experiment_file.ts";

const TEXT = "name: t\ndataset: { features: [{ name: x }], target: { name: y }, file: d.csv }\n";

Deno.test("a disk that fails is a problem of the data file, and a bug of the program is none", () => {
  const folder = Deno.makeTempDirSync();
  const { readFileSync } = Deno;
  try {
    Deno.writeTextFileSync(`${folder}/t.yaml`, TEXT);
    Deno.writeTextFileSync(`${folder}/d.csv`, "x,y\n1,0\n2,1\n");
    const reading = (error: Error): ReturnType<typeof readExperimentFile> => {
      Deno.readFileSync = (path) => {
        if (String(path).endsWith(".csv")) throw error;
        return readFileSync(path);
      };
      return readExperimentFile(`${folder}/t.yaml`, []);
    };
    const failed = reading(new Error("Input/output error (os error 5)"));
    assert.match("problems" in failed ? failed.problems[0].message : "", /input\/output error/);
    assert.throws(() => reading(new TypeError("undefined is not a function")), TypeError);
  } finally {
    Deno.readFileSync = readFileSync;
    Deno.removeSync(folder, { recursive: true });
  }
});
