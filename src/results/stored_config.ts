// Reads `config.json` back as the experiment that made a folder.
// Why apart from the results: a folder is judged by it, and it may be right where they are not.

import type { Experiment } from "../experiment/experiment.ts";
import { LIMITS } from "../experiment/limits.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import { positionOf } from "../experiment/source/problem.ts";
import { damaged, type StoredFiles, type StoredRead, textIn, textOf } from "./stored_text.ts";

/** The experiment of `config.json`; its source text is `experiment.yaml`, empty where that is missing. */
export function readConfig(files: StoredFiles): StoredRead<Experiment> {
  const file = "config.json";
  const text = textIn(files, file);
  if ("problems" in text) return text;
  const read = readExperiment(text.ok, { fileName: file, limitBytes: LIMITS.configBytes });
  if ("problems" in read) {
    const [first, ...rest] = read.problems;
    const { line } = positionOf(first.place.source.text, first.place.start);
    const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
    return damaged(file, `line ${line}: ${first.message}${more}`);
  }
  const yaml = files.get("experiment.yaml");
  const sourceText = yaml === undefined ? "" : textOf(yaml) ?? "";
  return { ok: { ...read.ok, sourceText } };
}
