// From the text of an experiment file to an experiment, or to every mistake in it at once.
// The way: text → tree → overrides → settings → resolve. No step throws for a user's mistake but the last line.

import { requireOptions } from "../../numeric/required_objects.ts";
import type { Experiment } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import { EXPERIMENT } from "../settings.ts";
import type { DataFileReader } from "../source/data_file.ts";
import { readDataFiles } from "./data_files.ts";
import { ExperimentError, type Place, type Problem, type Read, type SourceText } from "../source/problem.ts";
import { parseYamlTree } from "../source/yaml_reader.ts";
import { nodeAt, placer, valueOf } from "../source/yaml_tree.ts";
import { breachProblems, check } from "./breach.ts";
import { settingsOf } from "./named_setting.ts";
import { applyOverrides } from "./override.ts";
import { isDeciding, partialDraft, sectionOf } from "./partial_draft.ts";
import { resolveExperiment } from "./resolve.ts";
import { readSweep } from "./sweep_axes.ts";
import { checkVariants } from "./variant.ts";

/** How an experiment is read. */
export interface ParseOptions {
  /** The file's name for messages and for the default of `name`; default `experiment.yaml`. */
  readonly fileName?: string;
  /** Settings that follow the file, such as `learning_rate=0.5` or `seed=1..100`. */
  readonly overrides?: readonly string[];
  /** The largest size of the text, in bytes; default 4 MiB. */
  readonly limitBytes?: number;
  /** Reads `dataset.file` and its like; without it, naming such a file is a mistake. */
  readonly readDataFile?: DataFileReader;
}

/**
 * Reads an experiment file.
 *
 * @param text the YAML text.
 * @returns the experiment with every setting decided.
 * @throws ExperimentError with every mistake found, and TypeError where `readDataFile` gives neither a text nor a problem, for
 * a text that is none, and for overrides that are no list of texts and an option that is none.
 *
 * @example Alice alone, and a faster learning rate
 * ```ts
 * import { parseExperiment } from "@seedbed/seedbed";
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
 *
 * @example The classes that the rows have, by first appearance
 * ```ts
 * import { parseExperiment } from "@seedbed/seedbed";
 * const { dataset: { target } } = parseExperiment(`
 * name: fruit
 * dataset:
 *   features: [{ name: length }]
 *   target: { name: fruit, classes: all }
 *   rows: [{ length: 18, fruit: banana }, { length: 2, fruit: cherry }]
 * `);
 * if (target?.kind !== "classes" || target.labels.join() !== "banana,cherry") throw new Error("wrong");
 * ```
 */
export function parseExperiment(text: string, options: ParseOptions = {}): Experiment {
  requireReadable(text, options);
  const result = readExperiment(text, options);
  if ("problems" in result) throw new ExperimentError(result.problems);
  return result.ok;
}

const OPTIONS: readonly string[] = [
  "fileName",
  "overrides",
  "limitBytes",
  "readDataFile",
] satisfies (keyof ParseOptions)[];

/** Refuses bytes in place of a text, and options of another kind: plain JavaScript has no types that would. */
function requireReadable(text: unknown, options: ParseOptions): void {
  if (typeof text !== "string") {
    throw new TypeError(`an experiment is read from a text: found ${typeof text}`);
  }
  requireOptions(options, OPTIONS);
  const { overrides = [], readDataFile, fileName = "" } = options;
  if (!Array.isArray(overrides) || !overrides.every((override) => typeof override === "string")) {
    throw new TypeError('overrides must be a list of texts, such as ["seed=3"]');
  }
  if (readDataFile !== undefined && typeof readDataFile !== "function") {
    throw new TypeError(`readDataFile must be a function of a path: found ${typeof readDataFile}`);
  }
  if (typeof fileName !== "string") throw new TypeError(`fileName must be a text: found ${typeof fileName}`);
}

/** Like `parseExperiment`, with the mistakes returned as data. */
export function readExperiment(text: string, options: ParseOptions = {}): Read<Experiment> {
  const { fileName = "experiment.yaml", readDataFile } = options;
  const source: SourceText = { name: fileName, text };
  const tooLarge = sizeProblem(source, options.limitBytes ?? LIMITS.fileBytes);
  if (tooLarge !== null) return { problems: [tooLarge] };
  const { root: fileRoot, problems: treeProblems, cut = [] } = parseYamlTree(source);
  if (fileRoot === null) return { problems: treeProblems };
  const { root, problems: overrideProblems } = applyOverrides(fileRoot, options.overrides ?? []);
  const sweepNode = nodeAt(root, ["sweep"]);
  const { sweep, problems: sweepProblems } = sweepNode === undefined
    ? { sweep: null, problems: [] }
    : readSweep(sweepNode, settingsOf(root));
  const checked = check(EXPERIMENT, valueOf(root));
  const breaches = "breaches" in checked ? checked.breaches : [];
  // A value whose text is wrong, or that was refused, would seem wrong or missing to every later check.
  const reported = [...treeProblems, ...withoutPlacesOf(breachProblems(breaches, root), treeProblems)];
  const problems = [...overrideProblems, ...sweepProblems, ...reported];
  const draft = "value" in checked ? checked.value : partialDraft(root, breaches);
  if (draft === null) return { problems: inFileOrder(problems, source, options) };

  const placeOf = placer(root);
  const data = readDataFiles(draft, { experimentName: fileName, read: readDataFile, placeOf });
  problems.push(...data.problems);
  const isOtherwiseWrong = treeProblems.length + overrideProblems.length + sweepProblems.length > 0;
  const isPartial = problems.length > 0;
  const sections = breaches.filter(isDeciding).map(sectionOf);
  const isUnclear = (section: string) =>
    isOtherwiseWrong || sections.some((wrong) => wrong === null || wrong === section);
  const isUndecided = data.problems.length > 0 || LEARNED_FROM.some(isUnclear);
  const context = { fileName, sourceText: text, placeOf, ...data, sweep, isPartial, isUndecided, isUnclear };
  const resolved = resolveExperiment(draft, context);
  if ("problems" in resolved) problems.push(...withoutPlacesOf(resolved.problems, reported));
  else if (!isPartial) problems.push(...checkVariants(resolved.ok, placeOf(["sweep"], "key")));
  // Where a number is wanted, it is refused by now; in silence it would be a name.
  if (problems.length === 0) problems.push(...cut);
  return problems.length > 0 ? { problems: inFileOrder(problems, source, options) } : resolved;
}

/** The sections that decide what is learned, and how. */
const LEARNED_FROM = ["dataset", "network", "init", "training"];

function sizeProblem(source: SourceText, limitBytes: number): Problem | null {
  const { text } = source;
  // A character has at most three bytes in UTF-8, so most texts need not be encoded.
  if (text.length * 3 <= limitBytes) return null;
  const sizeBytes = text.length > limitBytes ? text.length : new TextEncoder().encode(text).length;
  if (sizeBytes <= limitBytes) return null;
  const message = `an experiment file must have at most ${limitBytes} bytes: found ${sizeBytes}`;
  const hint = "put the rows into a CSV file: dataset: { file: rows.csv }";
  return { code: "too_large", place: { source, start: 0, end: 0 }, message, hint };
}

/** The problems that are not where others are already reported. */
function withoutPlacesOf(problems: readonly Problem[], reported: readonly Problem[]): readonly Problem[] {
  const startsIn = new Map(reported.map(({ place }) => [place.source, new Set<number>()]));
  for (const { place } of reported) startsIn.get(place.source)!.add(place.start);
  const isReported = ({ start, source }: Place): boolean => startsIn.get(source)?.has(start) ?? false;
  return problems.filter(({ place }) => !isReported(place));
}

/** The command line first, argument by argument, then the file from top to bottom, then its data file. */
function inFileOrder(
  problems: readonly Problem[],
  file: SourceText,
  { overrides = [] }: ParseOptions,
): readonly Problem[] {
  const rank = ({ place: { source } }: Problem): number =>
    source.isArgument ? overrides.indexOf(source.text) - overrides.length : source === file ? 0 : 1;
  return problems
    .toSorted((a, b) => rank(a) - rank(b) || a.place.start - b.place.start)
    .slice(0, LIMITS.problems);
}
