// From the text of an experiment file to an experiment, or to every mistake in it at once.
// The way: text → tree → overrides → schema → resolve. No step throws for a user's mistake but the last line.

import { checkField, checkSchema } from "./check_schema.ts";
import { readTable } from "../source/data_file.ts";
import type { Experiment, Sweep } from "../experiment.ts";
import { LIMITS } from "../limits.ts";
import { applyOverrides } from "./override.ts";
import { defaultNameOf, type ParseOptions } from "./quick_read.ts";
import { partialDraft } from "./partial_draft.ts";
import { ExperimentError, type Problem, type SourceText } from "../source/problem.ts";
import { resolveExperiment } from "./resolve.ts";
import { schemaProblems } from "./schema_problems.ts";
import { settingsOf } from "./setting.ts";
import { readSweep } from "./sweep_axes.ts";
import { checkVariants } from "./variant.ts";
import { parseYamlTree } from "../source/yaml_reader.ts";
import { nodeAt, placer, type TreeNode, valueOf } from "../source/yaml_tree.ts";

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
  const limitBytes = options.limitBytes ?? LIMITS.fileBytes;
  const sizeBytes = text.length > limitBytes ? text.length : new TextEncoder().encode(text).length;
  if (sizeBytes > limitBytes) {
    const message = `an experiment file must have at most ${limitBytes} bytes: found ${sizeBytes}`;
    const hint = "put the rows into a CSV file: dataset: { file: rows.csv }";
    return { problems: [{ code: "too_large", place: { source, start: 0, end: 0 }, message, hint }] };
  }
  const { root: fileRoot, problems: treeProblems } = parseYamlTree(source);
  if (fileRoot === null) return { problems: treeProblems };
  const { root, problems: overrideProblems } = applyOverrides(fileRoot, options.overrides ?? []);
  const { sweep, problems: sweepProblems } = sweepOf(root);
  const checked = checkSchema(valueOf(root));
  const breaches = "breaches" in checked ? checked.breaches : [];
  // What cannot be read as a tree has no value, and seems wrong or missing ever after; so does what the schema refused.
  const told = [...treeProblems, ...withoutPlacesOf(schemaProblems(breaches, root), treeProblems)];
  const problems = [...overrideProblems, ...sweepProblems, ...told];
  const draft = "draft" in checked ? checked.draft : partialDraft(root, breaches);
  if (draft === null) return { problems: inFileOrder(problems, source, options) };

  const places = placer(root);
  const dataFile = readTable(draft, fileName, options.readDataFile, places);
  problems.push(...(dataFile?.problems ?? []));
  const resolved = resolveExperiment(draft, {
    defaultName: defaultNameOf(fileName),
    sourceText: text,
    placeOf: places,
    table: dataFile?.table ?? null,
    knownRows: null,
    sweep,
    isPartial: problems.length > 0,
  });
  if ("problems" in resolved) problems.push(...withoutPlacesOf(resolved.problems, told));
  else if (problems.length === 0) {
    problems.push(...checkVariants(resolved.experiment, places(["sweep"], "key"), checkSchema));
  }
  return "problems" in resolved || problems.length > 0
    ? { problems: inFileOrder(problems, source, options) }
    : resolved;
}

function sweepOf(root: TreeNode): { sweep: Sweep | null; problems: readonly Problem[] } {
  const node = nodeAt(root, ["sweep"]);
  return node === undefined ? { sweep: null, problems: [] } : readSweep(node, settingsOf(root), checkField);
}

/** Problems at other places than those already told of. */
function withoutPlacesOf(problems: readonly Problem[], told: readonly Problem[]): readonly Problem[] {
  const starts = new Map(told.map(({ place }) => [place.start, place.source]));
  return problems.filter(({ place }) => starts.get(place.start) !== place.source);
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
