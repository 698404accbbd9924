// Tests src/host/shipped_experiments.ts: an experiment is written with its data, or nothing is.
import assert from "node:assert/strict";
import { shippedExperiment, shippedNames, writeExperiment } from "../../src/host/shipped_experiments.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { folderTest } from "../results/folder_of_results.ts";
import { namesIn } from "./sweep_folder.ts";

const withData = shippedNames().map(shippedExperiment).find(({ data }) => data !== null)!;

folderTest("where an experiment cannot be written, the data that were written for it go again", (root) => {
  const { text, data } = withData;
  const { writeFileSync } = Deno;
  const write = (): unknown => {
    Deno.writeFileSync = (path, ...rest) => {
      if (String(path).endsWith(".yaml")) throw new Error("No space left on device (os error 28)");
      writeFileSync(path, ...rest);
    };
    try {
      return writeExperiment(`${root}/mine.yaml`, text, data);
    } finally {
      Deno.writeFileSync = writeFileSync;
    }
  };
  assert.throws(write, WorldError);
  assert.deepEqual(namesIn(root), []);
  Deno.writeFileSync(`${root}/${data!.name}`, data!.bytes);
  assert.throws(write, WorldError);
  assert.deepEqual(namesIn(root), [data!.name], "those that were there stay");
});
