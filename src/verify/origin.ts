// How the `experiment.yaml` of a result folder is related to its config: the same settings, or some overridden on the
// command line.
// Why the config is the judge: the text of an experiment cannot be made again from its settings, but it can be read and
// compared with them.

import { csvLine } from "../results/csv_text.ts";
import { differingKeys, settingListOf } from "../experiment/setting_list.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { followsFrom } from "../experiment/stated.ts";
import { type ParseOptions, readExperiment } from "../experiment/reading/parse_experiment.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import { nodeAt, scalarText } from "../experiment/source/yaml_tree.ts";
import { positionOf } from "../experiment/source/problem.ts";
import {
  cellOf,
  type Dataset,
  featureColumnsOf,
  type Row,
  targetCellsOf,
  targetNamesOf,
} from "../dataset/dataset.ts";
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
  const dataFiles = dataFilesOf(text);
  const dataFile = dataFiles.length === 0 ? null : listed(dataFiles.map(({ path }) => path));
  const read = readExperiment(text, optionsFor(dataFiles, experiment));
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
  const read = readExperiment(text, config === null ? {} : optionsFor(dataFilesOf(text), config));
  return "ok" in read ? read.ok : null;
}

/** The settings that name a data file. */
const FILE_SETTINGS = ["dataset.file", "dataset.validation.file", "queries.file"] as const;

/** A setting of a file that names a data file, and the file. */
interface NamedFile {
  readonly setting: typeof FILE_SETTINGS[number];
  readonly path: string;
}

function dataFilesOf(text: string): readonly NamedFile[] {
  const { root } = parseYamlTree({ name: "experiment.yaml", text });
  if (root === null) return [];
  return FILE_SETTINGS.flatMap((setting) => {
    const node = nodeAt(root, setting.split("."));
    const path = scalarText(node) ?? (node === undefined ? undefined : scalarText(nodeAt(node, ["path"])));
    return path === undefined ? [] : [{ setting, path }];
  });
}

/**
 * The name that the file may leave out, and tables in place of data files that were not stored: with commas, a header line
 * and the names of the rows, however those were written.
 */
function optionsFor(dataFiles: readonly NamedFile[], experiment: Experiment): ParseOptions {
  return {
    fileName: `${experiment.name}.yaml`,
    overrides: dataFiles.map(({ setting }) => `${setting}=${setting}`),
    readDataFile: (setting) => ({ text: tableOf(experiment, setting) }),
  };
}

/** The table that a setting stands for. */
function tableOf({ dataset, queries }: Experiment, setting: string): string {
  if (setting === "dataset.file") return rowsTable(dataset, tableRowsOf(dataset));
  if (setting === "dataset.validation.file") return rowsTable(dataset, dataset.validation?.rows ?? []);
  const columns = featureColumnsOf(dataset.features);
  const header = ["name", ...columns.map(({ name }) => name)];
  return [header, ...queries.map(({ name, values }) => [name, ...cellsOf(dataset, values)])].map(line).join(
    "",
  );
}

function rowsTable(dataset: Dataset, rows: readonly Row[]): string {
  const columns = featureColumnsOf(dataset.features);
  const header = ["name", ...columns.map(({ name }) => name), ...targetNamesOf(dataset.target)];
  const cells = rows.map((row) => [
    row.name,
    ...cellsOf(dataset, row.values),
    ...targetCellsOf(dataset.target, row),
  ]);
  return [header, ...cells].map(line).join("");
}

function cellsOf({ features }: Dataset, values: readonly number[]): readonly (string | number)[] {
  return featureColumnsOf(features).map((column) => cellOf(column, values) ?? "");
}

/** Every text in quotes, so that none is disarmed as a formula. */
function line(cells: readonly (string | number)[]): string {
  return cells.map((cell) =>
    typeof cell === "number" ? csvLine([cell]).trimEnd() : `"${cell.replaceAll('"', '""')}"`
  ).join(",") + "\n";
}
