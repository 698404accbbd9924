// How the `experiment.yaml` of a result folder is related to its config: the same settings, or some overridden on the
// command line.
// Why the config is the judge: the text of an experiment cannot be made again from its settings, but it can be read and
// compared with them.

import { csvLine } from "../results/csv_text.ts";
import { differingKeys, settingListOf } from "../experiment/setting_list.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { followsFrom } from "../experiment/stated.ts";
import { type ParseOptions, readExperiment } from "../experiment/reading/parse_experiment.ts";
import { positionOf } from "../experiment/source/problem.ts";
import { type Dataset, type Row, targetCellsOf, targetNamesOf } from "../dataset/dataset.ts";
import { tableRowsOf } from "../dataset/held_out.ts";
import { listed } from "../text/words.ts";
import { type StoredFiles, textOf } from "../results/stored_text.ts";

/** How `experiment.yaml` and `config.json` are related. */
export type Origin =
  /** Both say the same; rows that the file takes from CSV files are assumed to be those of the config. */
  | { readonly kind: "same"; readonly dataFile: string | null }
  /** Some settings differ: set on the command line, by a trial of a sweep, or because the file was changed. */
  | { readonly kind: "overrides"; readonly keys: readonly string[]; readonly dataFile: string | null }
  /** The file is not an experiment that can be read. */
  | { readonly kind: "unreadable"; readonly message: string };

/** How the stored experiment file is related to the config; null where there is no such file. */
export function originOf(files: StoredFiles, experiment: Experiment): Origin | null {
  const bytes = files.get("experiment.yaml");
  if (bytes === undefined) return null;
  const text = textOf(bytes);
  if (text === null) return { kind: "unreadable", message: "the file is not UTF-8 text" };
  const dataFiles: string[] = [];
  const read = readExperiment(text, optionsFor(experiment, (name) => dataFiles.push(name)));
  const dataFile = dataFiles.length === 0 ? null : listed(dataFiles);
  if ("problems" in read) {
    const [{ message, place }] = read.problems;
    const { line } = positionOf(place.source.text, place.start);
    return { kind: "unreadable", message: `line ${line}: ${message}` };
  }
  const settings = settingListOf(experiment);
  const differing = differingKeys([settings, settingListOf(read.ok)]);
  const keys = differing.filter((key) => !followsFrom(key, settings, differing));
  return keys.length === 0 ? { kind: "same", dataFile } : { kind: "overrides", keys, dataFile };
}

/** The experiment of `experiment.yaml` without any overrides; null where it cannot be read. */
export function experimentAlone(files: StoredFiles, config: Experiment | null): Experiment | null {
  const bytes = files.get("experiment.yaml");
  const text = bytes === undefined ? null : textOf(bytes);
  if (text === null) return null;
  const read = readExperiment(text, config === null ? {} : optionsFor(config));
  return "ok" in read ? read.ok : null;
}

/** The name that the file may leave out, and the rows of a CSV file that was not stored; `onDataFile` hears its name. */
function optionsFor(experiment: Experiment, onDataFile?: (name: string) => void): ParseOptions {
  return {
    fileName: `${experiment.name}.yaml`,
    readDataFile: (name, key) => {
      onDataFile?.(name);
      const { dataset } = experiment;
      return {
        text: tableOf(
          dataset,
          key === "dataset.file" ? tableRowsOf(dataset) : dataset.validation?.rows ?? [],
        ),
      };
    },
  };
}

function tableOf({ features, target }: Dataset, rows: readonly Row[]): string {
  const header = ["name", ...features.map(({ name }) => name), ...targetNamesOf(target)];
  const cells = rows.map((row) => [row.name, ...row.values, ...targetCellsOf(target, row)]);
  return [header, ...cells].map(line).join("");
}

/** Every text in quotes, so that none is disarmed as a formula. */
function line(cells: readonly (string | number)[]): string {
  return cells.map((cell) =>
    typeof cell === "number" ? csvLine([cell]).trimEnd() : `"${cell.replaceAll('"', '""')}"`
  ).join(",") + "\n";
}
