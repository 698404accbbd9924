// The job of `run experiments/gender.yaml` without its files: read, check, train, print.
import { readExperimentFile } from "../../src/host/experiment_file.ts";
import { runExperiment } from "../../src/outcome/outcome.ts";
import { logText } from "../../src/results/run_files.ts";

const read = await readExperimentFile(Deno.args[0], []);
if ("problems" in read) throw new Error(read.problems[0].message);
Deno.stdout.writeSync(new TextEncoder().encode(logText(runExperiment(read.experiment))));
