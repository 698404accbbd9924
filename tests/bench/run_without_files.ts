// The job of `run experiments/gender.yaml` without its files: read, check, train, print.
import { parseExperiment } from "../../src/experiment/parse_experiment.ts";
import { runExperiment } from "../../src/outcome/outcome.ts";
import { logText } from "../../src/results/run_files.ts";

const path = Deno.args[0];
const outcome = runExperiment(parseExperiment(Deno.readTextFileSync(path), { fileName: path }));
Deno.stdout.writeSync(new TextEncoder().encode(logText(outcome)));
