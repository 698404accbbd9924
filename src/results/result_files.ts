// A result folder as a map of file name to content: the same outcome gives the same bytes everywhere.
// What must not change: the names of the files, their order, and that the manifest comes last and covers them all.

import { configOf, experimentId } from "../experiment/config.ts";
import type { Outcome } from "../outcome/outcome.ts";
import { htmlPage } from "../report/document/html_page.ts";
import { markdownPage } from "../report/document/markdown_page.ts";
import { runReport } from "../report/run/run_report.ts";
import { jsonText } from "./json_text.ts";
import { type FileContent, type FileMap, manifestOf } from "./manifest.ts";
import { logText, lossCsv, modelOf, predictionsCsv } from "./run_files.ts";

/**
 * The files of a run's result folder.
 *
 * @returns file name to text or bytes, `manifest.json` last.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/parse_experiment.ts";
 * import { runExperiment } from "../outcome/outcome.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const files = resultFiles(runExperiment(parseExperiment(text)));
 * if (!files.has("predictions.csv") || files.get("experiment.yaml") !== text) throw new Error("wrong");
 * ```
 */
export function resultFiles(outcome: Outcome): FileMap {
  const { experiment } = outcome;
  const report = runReport(outcome);
  const files = new Map<string, FileContent>([
    ["experiment.yaml", experiment.sourceText],
    ["config.json", jsonText(configOf(experiment))],
    ["log.txt", logText(outcome)],
    ["loss.csv", lossCsv(outcome)],
    ["predictions.csv", predictionsCsv(outcome)],
    ["model.json", jsonText(modelOf(outcome))],
    ["report.md", markdownPage(report)],
    ["report.html", htmlPage(report)],
  ]);
  files.set(
    "manifest.json",
    jsonText(manifestOf("run", experimentId(experiment), experiment.numerics, files)),
  );
  return files;
}
