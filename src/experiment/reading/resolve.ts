// From a checked draft to an experiment: rows and queries bound to their columns, and everything that is wrong only
// between one setting and another.

import { type Dataset, nameOfRow, outputNamesOf, type Target } from "../../dataset/dataset.ts";
import type { RawRecords } from "../collection_kind.ts";
import type { DroppedRows, Experiment, Sweep } from "../experiment.ts";
import type { Note } from "../note.ts";
import { isDevice, isExperimentName, NAME_WANTED } from "../label.ts";
import type { Draft } from "../settings.ts";
import type { DataTable } from "../source/data_table.ts";
import { ProblemList, type Read } from "../source/problem.ts";
import { alikeWordsNote } from "./alike_words_note.ts";
import { pointsNote } from "../source/thousands.ts";
import type { Placer, TreePath } from "../source/yaml_tree.ts";
import { checkConfigSize } from "./check_config_size.ts";
import { checkFigures } from "./check_figures.ts";
import { checkLearning } from "./check_learning.ts";
import { decide } from "./decide.ts";
import { isEmpty } from "./labels.ts";
import { checkTable, inlineRecords, type Records, someRecords, tableRecords } from "./records.ts";
import { bindFeatures, type BoundFeature } from "./bind_features.ts";
import { laterColumns, resolveColumns } from "./resolve_columns.ts";
import { isSplitSwept, learnedLabels } from "./query_words.ts";
import { resolveFeatures } from "./resolve_features.ts";
import { resolveGoals } from "./resolve_goals.ts";
import { type RecordContext, resolveQueries, resolveRows } from "./resolve_rows.ts";
import { FILL_HINT, holdsRowsOut, resolveValidation, writtenRecords } from "./resolve_validation.ts";
import { resolveTarget, withLabels } from "./resolve_target.ts";

/** What the draft alone does not say. */
export interface ResolveContext {
  /** Gives the name of an experiment that has none. */
  readonly fileName: string;
  readonly sourceText: string;
  readonly placeOf: Placer;
  /** The rows of `dataset.file`, where it is used. */
  readonly rowsData: DataTable | null;
  /** The rows of `dataset.validation.file`, likewise. */
  readonly heldOutData: DataTable | null;
  /** The queries of `queries.file`, likewise. */
  readonly queriesData: DataTable | null;
  readonly sweep: Sweep | null;
  /** Whether values were left out because they were refused: checks across settings would blame the rest. */
  readonly isPartial: boolean;
  /** Whether more was refused than numbers of the training, which decide nothing else. */
  readonly isUndecided: boolean;
  /** Whether some of a section's values were. */
  readonly isUnclear: (section: "network" | "init" | "training") => boolean;
}

/** The experiment of a draft, or every problem between its settings. */
export function resolveExperiment(draft: Draft, context: ResolveContext): Read<Experiment> {
  const list = new ProblemList();
  const { placeOf } = context;
  const { dataset, context: recordContext, featurePaths, dropped } = resolveDataset(draft, context, list);
  const queries = queryRecords(draft, context);
  const doubts = doubtsOn(context, dataset);
  const experiment: Experiment = {
    numerics: draft.numerics,
    // The file's own name, without its folder and `.yaml`.
    name: draft.name ?? context.fileName.replace(/^.*[/\\]/, "").replace(/\.(ya?ml|json)$/i, ""),
    description: draft.description,
    dataset,
    queries: recordContext === null || queries === null
      ? []
      : resolveQueries(queries, queryContext(recordContext, dataset, queries, context, list), list),
    ...decide(draft, { ...context, target: dataset.target }, list),
    goals: resolveGoals(draft.goals, {
      dataset: recordContext === null ? null : dataset,
      sweep: context.sweep,
      placeOf,
    }, list),
    sourceText: context.sourceText,
    ...(dropped === null ? {} : { dropped }),
    ...(doubts.length === 0 ? {} : { doubts }),
  };
  if (!isExperimentName(experiment.name)) {
    const why = isDevice(experiment.name)
      ? "one that Windows keeps for a device"
      : `not made of ${NAME_WANTED}`;
    const message = `name is missing: the file's own name is ${why}`;
    list.report("missing", { ...placeOf([]), end: 0 }, message, "add a line such as name: my_experiment");
  }
  // Without inputs or outputs there is no network: where none were found, that is reported with the columns.
  const hasEnds = dataset.features.length > 0 && outputNamesOf(dataset.target).length > 0;
  if (hasEnds && !context.isPartial) {
    checkFigures(experiment, placeOf, list, (index) => featurePaths[index]);
  }
  // Of a sweep, only what its trials come to must go together.
  if (hasEnds && !context.isUndecided && context.sweep === null) checkLearning(experiment, placeOf, list);
  if (list.isEmpty) checkConfigSize(experiment, placeOf, list);
  return list.isEmpty ? { ok: experiment } : { problems: list.problems };
}

/** What queries are read by: a data file of theirs must have the columns, too, and their words must have inputs. */
function queryContext(
  { features, columns }: RecordContext,
  dataset: Dataset,
  queries: Records,
  { placeOf, sweep }: ResolveContext,
  list: ProblemList,
): RecordContext {
  // Trials that hold out rows of their own have words of their own: each is checked by itself.
  const learned = isSplitSwept(sweep) || dataset.rows.length === 0 ? undefined : learnedLabels(dataset);
  if (queries.table === null) return { features, columns, learned };
  const asked = { target: columns.target, targets: [], path: ["queries"] };
  return { features, columns: laterColumns(features, asked, queries, placeOf, list), learned };
}

interface ResolvedDataset {
  readonly dataset: Dataset;
  /** What queries are read by; null where that is not clear. */
  readonly context: RecordContext | null;
  readonly featurePaths: readonly TreePath[];
  readonly dropped: DroppedRows | null;
}

/** Features, target and rows. */
function resolveDataset(
  draft: Draft,
  resolveContext: ResolveContext,
  list: ProblemList,
): ResolvedDataset {
  const { placeOf, rowsData, isPartial } = resolveContext;
  if (draft.dataset.rows !== undefined && draft.dataset.file !== undefined) {
    const place = placeOf(["dataset", "file"], "key");
    list.report("duplicate", place, "dataset must have rows or a file: found both", "keep one of the two");
  }
  const countBefore = list.problems.length;
  const all = rowRecords(draft, resolveContext, list);
  const bound = bindFeatures(draft.dataset, all, placeOf, list);
  const records = rowsKept(draft.dataset, bound, all);
  const { dataset: { validation } } = draft;
  const written = writtenRecords(validation, resolveContext);
  const sources = {
    rows: records,
    heldOut: written === null ? null : rowsKept(draft.dataset, bound, written),
    queries: queryRecords(draft, resolveContext),
    isCut: holdsRowsOut(validation, resolveContext.sweep),
  };
  const features = resolveFeatures(bound, sources, placeOf, list);
  const inputs = features.flatMap((feature) => feature.inputs);
  const featurePaths = features.flatMap((feature) => feature.inputs.map(() => feature.path));
  const areFeaturesClear = list.problems.length === countBefore;
  // Beside a file, rows are not all that is meant.
  const areRowsRefused = resolveContext.isUndecided || draft.dataset.file !== undefined && rowsData === null;
  const found = resolveTarget(draft.dataset, { records, areRowsRefused }, placeOf, list);
  const unclear = (target: Target | null) => ({
    dataset: { features: inputs, target, rows: [], validation: null },
    context: null,
    featurePaths,
    dropped: null,
  });
  const needsRows = draft.dataset.target?.classes === "all" ||
    draft.dataset.features.some((feature) => "columns" in feature || feature.categories === "all");
  const isTargetClear = found !== null || list.problems.length === countBefore;
  if (!areFeaturesClear || !isTargetClear || all.isLost && needsRows) return unclear(found);
  const target = withLabels(found, records, placeOf, list);
  if (records.count > 0 && target === null && !isPartial) {
    const message = "dataset.target is missing: there are rows to learn from";
    const hint = "add target: { name: gender, classes: { M: 0, F: 1 } } with your column";
    list.report("missing", placeOf(["dataset"], "key"), message, hint);
    return unclear(target);
  }
  if (all.count > 0 && records.count === 0) {
    const message = `dataset must have a row left: each of the ${all.count} lacks a cell, and is dropped`;
    list.report("missing", placeOf(["dataset", "features"], "key"), message, FILL_HINT);
    return unclear(target);
  }
  const context = { features, columns: resolveColumns(features, target, records, placeOf, list) };
  const dataset = { features: inputs, target, rows: resolveRows(records, context, list), validation: null };
  const heldOut = {
    ...resolveContext,
    features,
    areClassesAll: draft.dataset.target?.classes === "all",
    kept: (records: Records) => rowsKept(draft.dataset, bound, records),
    namesBefore: () => namesIn(all),
  };
  return {
    dataset: resolveValidation(dataset, validation, heldOut, list),
    context,
    featurePaths,
    dropped: droppedBetween([[all, records], [written, sources.heldOut]]),
  };
}

/** The rows of the file or of its table, before any is dropped. */
function rowRecords(
  { dataset: { file, rows }, training }: Draft,
  { placeOf, rowsData, isPartial }: ResolveContext,
  list: ProblemList,
): Records {
  const base = ["dataset", "rows"];
  if (rowsData === null) {
    checkTable(rows ?? [], base, placeOf, list);
    const isLost = file !== undefined && rows === undefined;
    return { ...inlineRecords(rows ?? [], base, placeOf), isLost };
  }
  const records = tableRecords(rowsData);
  if (records.count === 0 && !isPartial && training.epochs > 0) {
    const place = rowsData.table.header ?? rowsData.place;
    list.report("missing", place, "the table must have a row below its header line: found none");
  }
  return records;
}

/** What is lacking in the second of each pair of the rows in the first; null where nothing is. */
function droppedBetween(
  pairs: readonly (readonly [all: Records | null, kept: Records | null])[],
): DroppedRows | null {
  const countOf = (records: readonly (Records | null)[]): number =>
    records.reduce((sum, some) => sum + (some?.count ?? 0), 0);
  const of = countOf(pairs.map(([all]) => all));
  const count = of - countOf(pairs.map(([, kept]) => kept));
  return count === 0 ? null : { count, of };
}

/** What cannot be known of the tables, and of their words. */
function doubtsOn({ rowsData, heldOutData, queriesData }: ResolveContext, dataset: Dataset): readonly Note[] {
  const ofTables = [rowsData, heldOutData, queriesData]
    .map((data) => data === null ? null : pointsNote(data, dataset));
  return [...ofTables, alikeWordsNote(dataset)].filter((note) => note !== null);
}

/** The rows that have a cell in each column whose empty cells drop them. */
function rowsKept(
  { target, targets = [] }: Draft["dataset"],
  features: readonly BoundFeature[],
  records: Records,
): Records {
  const targetColumns = [target, ...targets].filter((column) => column !== undefined);
  const columns = [
    ...features.filter(({ missing }) => missing === "drop").map(({ column }) => column),
    ...targetColumns.filter(({ missing }) => missing === "drop").map(({ name }) => name),
  ];
  // A column that is not there at all is a mistake, and drops nothing.
  const readers = columns.filter((column) => records.hasColumn(column)).map((column) =>
    records.reader(column)
  );
  if (readers.length === 0) return records;
  const known = new Set([
    "name",
    ...features.map(({ column }) => column),
    ...targetColumns.map(({ name }) => name),
  ]);
  // A row is kept where it has a mistake to tell: a column that nobody knows, or a cell whose quotes are wrong.
  const isUnclear = (index: number): boolean =>
    records.table === null && records.columnsOf(index).some((column) => !known.has(column)) ||
    records.hasFaults && columns.some((column) => records.faultOf(index, column) !== undefined);
  const kept: number[] = [];
  for (let index = 0; index < records.count; index++) {
    const isWhole = readers.every((reader) => {
      const text = reader.textOf(index);
      return text !== undefined && !isEmpty(text, records);
    });
    if (isWhole || isUnclear(index)) kept.push(index);
  }
  return kept.length === records.count ? records : someRecords(records, kept);
}

/** What records are called: their own names, and the numbers of those without one. */
function namesIn(records: Records): ReadonlySet<string> {
  const names = records.nameColumn === null ? null : records.reader(records.nameColumn);
  return new Set(
    Array.from({ length: records.count }, (_, index) => names?.textOf(index) || nameOfRow(index)),
  );
}

/** The queries of the file or of their own data file; none where the columns are not clear. */
function queryRecords({ queries }: Draft, { placeOf, queriesData }: ResolveContext): Records | null {
  if (Array.isArray(queries)) return inlineRecords(queries as RawRecords, ["queries"], placeOf);
  return queriesData === null ? null : tableRecords(queriesData);
}
