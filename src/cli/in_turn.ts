// Runs several experiments one after another, as `run`, `queue` and `gpu` do.
// Why here what `--json` prints: a program reads one document, so that what several experiments give is one list.

import type { JsonObject } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { print } from "../host/terminal.ts";
import { jsonText } from "../results/json_text.ts";
import { type Arguments, JSON_OPTION, type Option } from "./command.ts";

/** Machine-readable output of a command that runs experiments. */
export const JSON_IN_TURN_OPTION: Option = {
  ...JSON_OPTION,
  help: `${JSON_OPTION.help}; of several files one list`,
};

/** Prints what came of an experiment for programs. */
export type PrintJson = (document: JsonObject) => void;

/**
 * Runs experiments one after another. Of several the JSON is printed at the end, even where one of them throws; not after Ctrl-C.
 *
 * @returns the largest exit code.
 */
export async function inTurn(
  experiments: readonly Experiment[],
  args: Arguments,
  runOne: (experiment: Experiment, printJson: PrintJson) => Promise<number>,
): Promise<number> {
  if (experiments.length === 1) return await runOne(experiments[0], (document) => print(jsonText(document)));
  const documents: JsonObject[] = [];
  let code = 0;
  try {
    for (const experiment of experiments) {
      code = Math.max(code, await runOne(experiment, (document) => documents.push(document)));
    }
    return code;
  } finally {
    if (args.has("json")) print(jsonText(documents));
  }
}
