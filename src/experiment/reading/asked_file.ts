// Reads a table of rows that a trained network is asked about, wherever it lies: it is written as the experiment says of its
// queries' file, and of what it does not say there as its rows' file, unless settings say otherwise.
// What must not change: it is read by the reader of `queries.file`, so its mistakes have the same words and places.

import { featureColumnsOf, targetNamesOf } from "../../dataset/dataset.ts";
import { suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import type { Experiment } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import { EXPERIMENT } from "../settings.ts";
import { withNode, withoutNode } from "../source/changed_tree.ts";
import { PLAIN_FORMAT } from "../source/csv_format.ts";
import { type DataFile, encodingOf, formatOfFile } from "../source/data_file.ts";
import { type DataTable, readTableAnywhere } from "../source/data_table.ts";
import type { DataText } from "../source/data_text.ts";
import { argumentPlace, type Problem, type Read } from "../source/problem.ts";
import { parseYamlTree } from "../source/yaml_reader.ts";
import { nodeAt, type TreeNode, valueOf } from "../source/yaml_tree.ts";
import { breachProblems, check } from "./breach.ts";
import { isOneOf, keysOfKind, mappingAt, settingsOf } from "./named_setting.ts";
import { applyOverrides } from "./override.ts";
import { readSweep } from "./sweep_axes.ts";

/** A table of rows to ask about. */
export interface AskedFile {
  /** What messages call it. */
  readonly path: string;
  /** Its text; without an encoding it is UTF-8, or what a byte order mark says. */
  readonly read: (encoding?: string) => DataText;
  /** How it is written, where the experiment does not say so: `separator=;`, or `queries.file.separator=;`. */
  readonly settings: readonly string[];
}

/** The table, or every reason why it is none. */
export function readAskedFile(
  { dataset: { features, target }, sourceText }: Experiment,
  { path, read, settings }: AskedFile,
): Read<DataTable> {
  const written = writtenAs(sourceText, settings);
  if ("problems" in written) return written;
  const { asked, rows } = written.ok;
  const wanted = featureColumnsOf(features).map(({ name }) => name);
  const { data, problems } = readTableAnywhere({
    file: typeof asked === "string" ? path : { ...asked, path },
    setting: FILE,
    otherwise: rows === undefined ? PLAIN_FORMAT : formatOfFile(rows),
    encodingOtherwise: encodingOf(rows),
    wanted,
    likely: [...wanted, ...targetNamesOf(target)],
    mostRows: LIMITS.rows,
    isAsked: true,
    experimentName: "",
    read: (_, encoding) => read(encoding),
    placeOf: () => argumentPlace(path),
  });
  return data === null || problems.length > 0 ? { problems } : { ok: data };
}

/** The texts that mean the same as an empty cell in such a table, as far as the experiment says so. */
export function emptyTextsOf({ sourceText }: Pick<Experiment, "sourceText">): readonly string[] {
  // A text may hold all rows, and most say nothing of it.
  if (!sourceText.includes("missing")) return [];
  const written = writtenAs(sourceText, []);
  if ("problems" in written) return [];
  const { asked, rows } = written.ok;
  return formatOfFile(asked, rows === undefined ? PLAIN_FORMAT : formatOfFile(rows)).missing;
}

/** Where an experiment names such a file. */
const FILE = ["queries", "file"];

/** What an experiment says of its files: of the one that is asked about without its path, of that of its rows. */
interface WrittenAs {
  readonly asked: DataFile;
  readonly rows: DataFile | undefined;
}

/** An experiment that says nothing of any file. */
const SILENT = "dataset: { features: [{ name: x }] }";

/** How the table is written, by the text of the experiment and by settings, which come last. */
function writtenAs(sourceText: string, settings: readonly string[]): Read<WrittenAs> {
  const unknown = settings.flatMap(unknownSetting);
  if (unknown.length > 0) return { problems: unknown };
  // The text may be lost, or another's: then what it says of files is not known.
  const root = treeOf(sourceText) ?? treeOf(SILENT)!;
  const place = argumentPlace("asked.csv");
  const base = nodeAt(root, FILE)?.kind === "mapping" ? root : withoutNode(root, ["queries"]);
  const path: TreeNode = { kind: "scalar", place, value: place.source.text };
  const asking = withNode(withoutNode(base, ["sweep"]), [...FILE, "path"], path, place);
  const { root: changed, problems } = applyOverrides(asking, settings.map(inFull));
  if (problems.length > 0) return { problems };
  const several = nodeAt(changed, ["sweep"]);
  if (several !== undefined) return { problems: readSweep(several, settingsOf(changed)).problems };
  const checked = check(EXPERIMENT, valueOf(changed));
  if ("breaches" in checked) return { problems: breachProblems(checked.breaches, changed) };
  const { dataset, queries } = checked.value;
  return { ok: { asked: (queries as { readonly file: DataFile }).file, rows: dataset.file } };
}

/** The tree of an experiment whose settings are right, each by itself; null for any other text. */
function treeOf(text: string): TreeNode | null {
  const { root } = parseYamlTree({ name: "experiment.yaml", text });
  return root !== null && "value" in check(EXPERIMENT, valueOf(root)) ? root : null;
}

const PREFIX = `${FILE.join(".")}.`;

/** A setting by its whole key. */
function inFull(setting: string): string {
  return setting.startsWith(PREFIX) ? setting : PREFIX + setting;
}

/** What is wrong with a setting that says nothing of how a file is written. */
function unknownSetting(setting: string): readonly Problem[] {
  const key = inFull(setting).slice(PREFIX.length).replace(/=.*$/s, "").trim();
  const settings = Object.entries(keysOfKind(mappingAt(FILE))).filter(([name]) => name !== "path");
  const known = settings.map(([name]) => name);
  if (known.includes(key)) return [];
  const called = settings.find(([, { alsoCalled = [] }]) => isOneOf(key, alsoCalled))?.[0];
  const message = `a setting beside a table must say how it is written: found ${clip(key)}`;
  const hint = called === undefined ? suggestion(key, known) : `did you mean ${called}?`;
  return [{ code: "unknown_key", place: argumentPlace(setting), message, hint }];
}
