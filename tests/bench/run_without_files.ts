// The job of `run experiments/gender.yaml` without its files: read, check, train, print.
import { turnOfTheLoop } from "../../src/threads/event_loop.ts";
import { readExperimentFile } from "../../src/host/experiment_file.ts";
import { print } from "../../src/host/terminal.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { logText } from "../../src/results/run_files.ts";

const read = readExperimentFile(Deno.args[0], []);
if ("problems" in read) throw new Error(read.problems[0].message);
print(logText(runExperiment(read.ok)));
await turnOfTheLoop(); // as `start.ts` has one
Deno.exit(0);
