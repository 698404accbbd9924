// The job of `run experiments/gender.yaml` without its two reports: what those cost is the difference.
import { folderOf } from "../../src/experiment/config.ts";
import { readExperimentFile } from "../../src/host/experiment_file.ts";
import { nativeExperimentHash, nativelyHashedFiles } from "../../src/host/native_files.ts";
import { storeFolder } from "../../src/host/result_store.ts";
import { print } from "../../src/host/terminal.ts";
import { runExperiment } from "../../src/outcome/outcome.ts";
import { logText, textFiles } from "../../src/results/run_files.ts";

const read = await readExperimentFile(Deno.args[0], []);
if ("problems" in read) throw new Error(read.problems[0].message);
const { experiment } = read;
const hashing = nativeExperimentHash(experiment);
const outcome = runExperiment(experiment);
const experimentHash = await hashing;
const files = await nativelyHashedFiles({ experiment, experimentHash, files: textFiles(outcome) });
await storeFolder(`results/${folderOf(experiment, experimentHash)}`, files);
print(logText(outcome));
Deno.exit(0);
