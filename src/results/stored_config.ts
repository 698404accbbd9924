// Reads `config.json` back as the experiment that made a folder.
// Why apart from the results: it is what a folder is judged by, and may be right where they are not.

import type { Experiment } from "../experiment/experiment.ts";
import { LIMITS } from "../experiment/limits.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import { positionOf } from "../experiment/source/problem.ts";
import { type Read, type StoredFiles, textIn, textOf } from "./stored_text.ts";

/** The experiment of `config.json`; its source text is `experiment.yaml`, empty where that is missing. */
export function readConfig(files: StoredFiles): Read<{ readonly experiment: Experiment }> {
  const file = "config.json";
  const text = textIn(files, file);
  if (typeof text !== "string") return text;
  const read = readExperiment(text, { fileName: file, limitBytes: LIMITS.configBytes });
  if ("problems" in read) {
    const [first, ...rest] = read.problems;
    const { line } = positionOf(first.place.source.text, first.place.start);
    const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
    return { problem: { file, message: `line ${line}: ${first.message}${more}` } };
  }
  const yaml = files.get("experiment.yaml");
  const sourceText = yaml === undefined ? "" : textOf(yaml) ?? "";
  return { experiment: { ...read.ok, sourceText } };
}
