// From the text of an experiment file to an experiment, or to every mistake in it at once.
// The way: text → tree → overrides → schema → resolve. No step throws for a user's mistake but the last line.

import type { Experiment, Sweep } from "./experiment.ts";
import { type CsvTable, parseCsvTable } from "./csv_rows.ts";
import { LIMITS } from "./limits.ts";
import { applyOverrides } from "./override.ts";
import { ExperimentError, type Place, type Problem, type SourceText } from "./problem.ts";
import { clip, resolveExperiment } from "./resolve.ts";
import { type Breach, checkSchema, type Draft, knownKeys } from "./schema.ts";
import { settingsOf } from "./setting.ts";
import { suggestion } from "./suggest.ts";
import { readSweep } from "./sweep_axes.ts";
import { nodeAt, parseYamlTree, placeOf, type TreeNode, valueOf } from "./yaml_tree.ts";
import { checkVariants } from "./variant.ts";

/** How an experiment is read. */
export interface ParseOptions {
  /** The file's name for messages and for the default of `name`; default `experiment.yaml`. */
  readonly fileName?: string;
  /** Settings that follow the file, such as `learning_rate=0.5` or `seed=1..100`. */
  readonly overrides?: readonly string[];
  /** Reads `dataset.file`; without it such a file is a problem. */
  readonly readDataFile?: (name: string) => { readonly text: string } | { readonly problem: string };
}

/**
 * Reads an experiment file.
 *
 * @param text the YAML text.
 * @returns the experiment with every setting decided.
 * @throws ExperimentError with every mistake found.
 *
 * @example Alice alone, and a faster learning rate
 * ```ts
 * const text = `
 * name: alice
 * dataset:
 *   features: [{ name: weight, shift: 135 }, { name: height, shift: 66 }]
 *   target: { name: gender, classes: { M: 0, F: 1 } }
 *   rows: [{ name: Alice, weight: 133, height: 65, gender: F }]
 * `;
 * const experiment = parseExperiment(text, { overrides: ["learning_rate=0.5"] });
 * if (experiment.training.learningRate !== 0.5) throw new Error("wrong");
 * ```
 */
export function parseExperiment(text: string, options: ParseOptions = {}): Experiment {
  const result = readExperiment(text, options);
  if ("problems" in result) throw new ExperimentError(result.problems);
  return result.experiment;
}

/** Like `parseExperiment`, with the mistakes returned as data. */
export function readExperiment(
  text: string,
  options: ParseOptions = {},
): { experiment: Experiment } | { problems: readonly Problem[] } {
  const fileName = options.fileName ?? "experiment.yaml";
  const source: SourceText = { name: fileName, text };
  if (text.length > LIMITS.fileBytes) {
    const message = `an experiment file must have at most ${LIMITS.fileBytes} bytes: found ${text.length}`;
    const hint = "put the rows into a CSV file: dataset: { file: rows.csv }";
    return { problems: [{ code: "too_large", place: { source, start: 0, end: 0 }, message, hint }] };
  }
  const parsed = parseYamlTree(source);
  if ("problems" in parsed) return parsed;

  const overridden = applyOverrides(parsed.root, options.overrides ?? []);
  const { root } = overridden;
  const problems: Problem[] = [...overridden.problems];
  const { sweep, problems: sweepProblems } = sweepOf(root);
  problems.push(...sweepProblems);
  const checked = checkSchema(valueOf(root));
  const breaches = "breaches" in checked ? checked.breaches : [];
  problems.push(...breaches.flatMap((breach) => problemsOf(breach, root)));
  const draft = "draft" in checked ? checked.draft : draftWithout(root, breaches);
  if (draft === null) return { problems: inFileOrder(problems, source) };

  const table = tableOf(draft, root, options);
  if (table !== null && "problems" in table) problems.push(...table.problems);
  const resolved = resolveExperiment(draft, {
    defaultName: fileName.replace(/^.*[/\\]/, "").replace(/\.(ya?ml|json)$/i, ""),
    sourceText: text,
    placeOf: (path, part) => placeOf(root, path, part),
    table: table !== null && "table" in table ? table.table : null,
    sweep,
    isPartial: breaches.length > 0,
  });
  // Without its table the dataset has no rows, and that would be told as a second mistake.
  const isTableMissing = table !== null && "problems" in table;
  if ("problems" in resolved && !isTableMissing) problems.push(...resolved.problems);
  if (problems.length === 0 && "experiment" in resolved) problems.push(...checkVariants(resolved.experiment));
  if (problems.length > 0) return { problems: inFileOrder(problems, source) };
  if ("problems" in resolved) throw new Error("assertion failed: problems were told");
  return resolved;
}

function sweepOf(root: TreeNode): { sweep: Sweep | null; problems: readonly Problem[] } {
  const node = nodeAt(root, ["sweep"]);
  return node === undefined ? { sweep: null, problems: [] } : readSweep(node, settingsOf(root));
}

/**
 * What is left of a file without the values that the schema refused, so that the rows are looked at all the same.
 *
 * @returns null where the refused values decide what the rest means.
 */
function draftWithout(root: TreeNode, breaches: readonly Breach[]): Draft | null {
  const value = valueOf(root);
  for (const { path, unknownKeys } of breaches) {
    const isColumn = path[0] === "dataset" && ["features", "target"].includes(String(path[1])) &&
      path.length < 4;
    if (
      path.length === 0 && unknownKeys.length === 0 || path.length === 1 && path[0] === "dataset" || isColumn
    ) {
      if (unknownKeys.length === 0) return null;
    }
    for (const key of unknownKeys) removeAt(value, [...path, key]);
    if (unknownKeys.length === 0) removeAt(value, path);
  }
  const checked = checkSchema(value);
  return "draft" in checked ? checked.draft : null;
}

/** Removes the value at a path, in place. */
function removeAt(value: unknown, path: readonly (string | number)[]): void {
  let node = value as Record<string | number, unknown> | undefined;
  for (const step of path.slice(0, -1)) node = node?.[step] as typeof node;
  if (node !== undefined && !Array.isArray(node)) delete node[path[path.length - 1]];
}

/** The messages of one breach of the schema: one for each unknown key, else one. */
function problemsOf(breach: Breach, root: TreeNode): readonly Problem[] {
  const { path, wanted, unknownKeys } = breach;
  const dotted = (steps: readonly (string | number)[]): string =>
    steps.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
  if (unknownKeys.length > 0) {
    return unknownKeys.map((key): Problem => ({
      code: "unknown_key",
      place: placeOf(root, [...path, key], "key"),
      message: `there is no key ${clip(dotted([...path, key]))}`,
      hint: suggestion(key, knownKeys(path)),
    }));
  }
  const key = path.length === 0 ? "the file" : dotted(path);
  const node = nodeAt(root, path);
  if (node === undefined) {
    return [{
      code: "missing",
      place: placeOf(root, path, "key"),
      message: `${key} is missing: it must be ${wanted}`,
    }];
  }
  const place = placeOf(root, path);
  return [{
    code: "wrong_value",
    place,
    message: `${key} must be ${wanted}: found ${foundText(node)}`,
    hint: hintFor(node, wanted),
  }];
}

function foundText(node: TreeNode): string {
  const { source, start, end } = node.place;
  if (node.kind === "scalar" && typeof node.value !== "string" && node.value.text === "") return "nothing";
  const text = source.text.slice(start, end).replace(/\s+/g, " ").trim();
  return clip(text);
}

function hintFor(node: TreeNode, wanted: string): string | undefined {
  if (node.kind !== "scalar") return undefined;
  if (typeof node.value === "string") return /number/.test(wanted) ? "remove the quotes" : undefined;
  const words = /^one of (.*)$/.exec(wanted)?.[1].split(", ") ??
    (/ or (mean)$|, or (std)$/.exec(wanted) ?? []).slice(1);
  const known = words.filter((word) => word !== undefined);
  const nearest = known.length > 0 ? suggestion(node.value.text, known) : undefined;
  return nearest?.startsWith("did you mean") ? nearest : undefined;
}

/** The table of `dataset.file`; null where the experiment has none. */
function tableOf(
  draft: Draft,
  root: TreeNode,
  options: ParseOptions,
): { table: CsvTable } | { problems: readonly Problem[] } | null {
  const { file } = draft.dataset;
  if (file === undefined || draft.dataset.rows !== undefined) return null;
  const place: Place = placeOf(root, ["dataset", "file"]);
  const refuse = (code: Problem["code"], message: string, hint?: string) => ({
    problems: [{ code, place, message, hint }],
  });
  if (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(file)) {
    const hint = "put the file beside the experiment and name it without a path";
    return refuse(
      "not_allowed",
      `dataset.file must lie in the experiment's folder: found ${clip(file)}`,
      hint,
    );
  }
  if (options.readDataFile === undefined) {
    return refuse(
      "unreadable",
      "dataset.file cannot be read here: only a text was given",
      "write the rows into the text",
    );
  }
  const read = options.readDataFile(file);
  if ("problem" in read) return refuse("unreadable", `dataset.file ${clip(file)}: ${read.problem}`);
  const folder = (options.fileName ?? "").replace(/[^/\\]*$/, "");
  return parseCsvTable({ name: folder + file, text: read.text });
}

/** The command line first, then the file from top to bottom. */
function inFileOrder(problems: readonly Problem[], file: SourceText): readonly Problem[] {
  const rank = ({ place }: Problem): number =>
    place.source.isArgument ? -1 : place.source === file ? place.start : Infinity;
  return problems
    .map((problem, index) => ({ problem, index }))
    .sort((a, b) => {
      const [left, right] = [rank(a.problem), rank(b.problem)];
      return left === right ? a.index - b.index : left < right ? -1 : 1;
    })
    .map(({ problem }) => problem)
    .slice(0, LIMITS.problems);
}
