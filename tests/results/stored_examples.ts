// Result folders in memory for the tests of reading, verifying and comparing.

import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { runExperiment } from "../../src/run/run_experiment.ts";
import { jsonText } from "../../src/results/json_text.ts";
import { hashOf } from "../../src/results/hashed_files.ts";
import { bytesOf, type FileMap } from "../../src/results/file_content.ts";
import { resultFiles } from "../../src/results/result_files.ts";
import { sweepFiles } from "../../src/results/sweep_files.ts";
import { sweepExperiment } from "../../src/sweep/sweep_outcome.ts";

/** The classic experiment, short. */
export const PEOPLE = `
name: people
dataset:
  features: [{ name: weight, unit: lb, shift: 135 }, { name: height, unit: in, shift: 66 }]
  target: { name: gender, classes: { M: 0, F: 1 } }
  rows:
    - { name: Alice,   weight: 133, height: 65, gender: F }
    - { name: Bob,     weight: 160, height: 72, gender: M }
    - { name: Charlie, weight: 152, height: 70, gender: M }
    - { name: Diana,   weight: 120, height: 60, gender: F }
init: { seed: 42 }
training: { epochs: 60 }
queries:
  - { name: Emily, weight: 128, height: 63 }
  - { name: "=Frank, the tall", weight: 155, height: 68 }
`;

/** A run whose weights leave the range of doubles. */
export const DIVERGING = `
name: diverging
dataset: { features: [{ name: x }], target: { name: y }, rows: [{ x: 1000, y: 1 }, { x: -1000, y: 5 }] }
network: { hidden: [], output: identity }
training: { epochs: 500, learning_rate: 10, log_every: 1 }
queries: [{ x: 3 }]
`;

/** The stored files of an experiment, as bytes, in a map that a test may change. */
export function storedFiles(text: string, overrides: readonly string[] = []): Map<string, Uint8Array> {
  const files = resultFiles(runExperiment(parseExperiment(text, { overrides })));
  return new Map([...files].map(([name, content]) => [name, bytesOf(content)]));
}

/** The stored files of an experiment with a sweep, as bytes, in a map that a test may change. */
export function storedSweepFiles(
  text: string,
  overrides: readonly string[],
  extra: FileMap = new Map(),
): Map<string, Uint8Array> {
  const files = sweepFiles(sweepExperiment(parseExperiment(text, { overrides })), { extra });
  return new Map([...files].map(([name, content]) => [name, bytesOf(content)]));
}

/** Changes a file by text; what is to be changed must be there. */
export function changeText(
  files: Map<string, Uint8Array>,
  name: string,
  from: string | RegExp,
  to: string,
): void {
  const text = textIn(files, name);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing in ${name} matches ${from}`);
  putText(files, name, changed);
}

/** Makes the manifest agree with the files again. */
export function repairManifest(files: Map<string, Uint8Array>): void {
  const manifest = JSON.parse(textIn(files, "manifest.json"));
  for (const name of Object.keys(manifest.files)) {
    const bytes = files.get(name)!;
    manifest.files[name] = { bytes: bytes.length, sha256: hashOf(bytes) };
  }
  putText(files, "manifest.json", jsonText(manifest));
}

/**
 * Makes the reports such as another version of the program might have drawn them, in place.
 *
 * @param drawnBy the version that the manifest names; null for a manifest that names none, as those of 0.1.0.
 */
export function drawOtherwise(files: Map<string, Uint8Array>, drawnBy: string | null): void {
  changeText(files, "report.md", /^# /, "# The result of ");
  changeText(files, "report.html", "<body>", "<body><!-- drawn otherwise -->");
  nameDrawer(files, drawnBy);
  repairManifest(files);
}

/** Makes the manifest say that another version drew the reports, in place. */
export function nameDrawer(files: Map<string, Uint8Array>, drawnBy: string | null): void {
  const line = drawnBy === null ? "" : `  "reports_drawn_by": "${drawnBy}",\n`;
  changeText(files, "manifest.json", / {2}"reports_drawn_by": .*\n/, line);
}

/** A file of a folder as text. */
export function textIn(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(files.get(name));
}

/** Puts a text into a file of a folder, in place. */
export function putText(files: Map<string, Uint8Array>, name: string, text: string): void {
  files.set(name, new TextEncoder().encode(text));
}
