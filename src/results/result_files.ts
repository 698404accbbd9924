// A result folder as a map of file name to content: the same outcome gives the same bytes everywhere.
// What must not change: the names of the files, their order, and that the manifest comes last and covers them all.

import { configOf, experimentId } from "../experiment/config.ts";
import type { Outcome } from "../outcome/outcome.ts";
import { htmlPage } from "../report/document/html_page.ts";
import { markdownPage } from "../report/document/markdown_page.ts";
import { runReport } from "../report/run/run_report.ts";
import { jsonText } from "./json_text.ts";
import { type FileContent, type FileMap, hashOf, manifestOf } from "./manifest.ts";
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
  const files = new Map<string, FileContent>();
  const hashes = new Map<string, string>();
  // Hashed one by one, the small files before the reports are drawn: by then the engine has compiled the hash.
  for (const [name, content] of contents(outcome)) {
    files.set(name, content);
    hashes.set(name, hashOf(content));
  }
  const manifest = manifestOf("run", experimentId(experiment), experiment.numerics, files, hashes);
  return files.set("manifest.json", jsonText(manifest));
}

/** Each file when it is asked for. */
function* contents(outcome: Outcome): Generator<readonly [name: string, content: string]> {
  yield ["experiment.yaml", outcome.experiment.sourceText];
  yield ["config.json", jsonText(configOf(outcome.experiment))];
  yield ["log.txt", logText(outcome)];
  yield ["loss.csv", lossCsv(outcome)];
  yield ["predictions.csv", predictionsCsv(outcome)];
  yield ["model.json", jsonText(modelOf(outcome))];
  const report = runReport(outcome);
  yield ["report.md", markdownPage(report)];
  yield ["report.html", htmlPage(report)];
}
