// From a checked draft to an experiment: rows and queries bound to their columns, and everything that is wrong only
// between one setting and another.

import { type Dataset, outputNamesOf } from "../../dataset/dataset.ts";
import type { Experiment, Sweep } from "../experiment.ts";
import { isExperimentName, NAME_WANTED } from "../label.ts";
import type { Draft } from "../settings.ts";
import type { CsvTable } from "../source/csv_rows.ts";
import { ProblemList, type Read } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { checkConfigSize } from "./check_config_size.ts";
import { checkFigures } from "./check_figures.ts";
import { checkLearning } from "./check_learning.ts";
import { decide } from "./decide.ts";
import { checkTable, inlineRecords, tableRecords } from "./records.ts";
import { type Columns, resolveColumns, resolveFeatures } from "./resolve_columns.ts";
import { resolveQueries, resolveRows } from "./resolve_rows.ts";
import { resolveValidation } from "./resolve_validation.ts";
import { resolveTarget, withLabels } from "./resolve_target.ts";

/** What the draft alone does not say. */
export interface ResolveContext {
  /** Gives the name of an experiment that has none. */
  readonly fileName: string;
  readonly sourceText: string;
  readonly placeOf: Placer;
  /** The rows of `dataset.file`, where it is used. */
  readonly table: CsvTable | null;
  /** The rows of `dataset.validation.file`, where it is used. */
  readonly heldOutTable: CsvTable | null;
  readonly sweep: Sweep | null;
  /** Whether values were left out because they were refused: checks across settings would blame the rest. */
  readonly isPartial: boolean;
  /** Whether some of a section's values were. */
  readonly isUnclear: (section: "network" | "init" | "training") => boolean;
}

/** The experiment of a draft, or every problem between its settings. */
export function resolveExperiment(draft: Draft, context: ResolveContext): Read<Experiment> {
  const list = new ProblemList();
  const { placeOf } = context;
  const { dataset, columns } = resolveDataset(draft, context, list);
  const experiment: Experiment = {
    numerics: draft.numerics,
    // The file's own name, without its folder and `.yaml`.
    name: draft.name ?? context.fileName.replace(/^.*[/\\]/, "").replace(/\.(ya?ml|json)$/i, ""),
    description: draft.description,
    dataset,
    queries: columns === null
      ? []
      : resolveQueries(inlineRecords(draft.queries, ["queries"], placeOf), columns, list),
    ...decide(draft, { ...context, target: dataset.target }, list),
    sourceText: context.sourceText,
  };
  if (!isExperimentName(experiment.name)) {
    const message = `name is missing: the file's own name is not made of ${NAME_WANTED}`;
    list.report("missing", { ...placeOf([]), end: 0 }, message, "add a line such as name: my_experiment");
  }
  // Without outputs there is no network: `classes: all` found none, which is reported with the columns.
  const isWhole = !context.isPartial && outputNamesOf(dataset.target).length > 0;
  if (isWhole) checkFigures(experiment, placeOf, list);
  // Of a sweep, only what its trials come to must go together.
  if (isWhole && context.sweep === null) checkLearning(experiment, placeOf, list);
  if (list.isEmpty) checkConfigSize(experiment, placeOf, list);
  return list.isEmpty ? { ok: experiment } : { problems: list.problems };
}

/** Features, target and rows, and the columns that queries are read by; null where those are not clear. */
function resolveDataset(
  draft: Draft,
  context: ResolveContext,
  list: ProblemList,
): { dataset: Dataset; columns: Columns | null } {
  const { placeOf, table, isPartial } = context;
  if (draft.dataset.rows !== undefined && draft.dataset.file !== undefined) {
    const place = placeOf(["dataset", "file"], "key");
    list.report("duplicate", place, "dataset must have rows or a file: found both", "keep one of the two");
  }
  const countBefore = list.problems.length;
  const features = resolveFeatures(draft.dataset, placeOf, list);
  const rows = draft.dataset.rows ?? [];
  if (table === null) checkTable(rows, ["dataset", "rows"], placeOf, list);
  const records = table === null ? inlineRecords(rows, ["dataset", "rows"], placeOf) : tableRecords(table);
  const found = resolveTarget(draft.dataset, records, placeOf, list);
  if (list.problems.length > countBefore) {
    return { dataset: { features, target: found, rows: [], validation: null }, columns: null };
  }
  const target = withLabels(found, records, placeOf, list);
  if (records.count > 0 && target === null && !isPartial) {
    const message = "dataset.target is missing: there are rows to learn from";
    const hint = "add target: { name: gender, classes: { M: 0, F: 1 } } with your column";
    list.report("missing", placeOf(["dataset"], "key"), message, hint);
    return { dataset: { features, target, rows: [], validation: null }, columns: null };
  }
  const columns = resolveColumns(features, target, records, placeOf, list);
  const dataset = { features, target, rows: resolveRows(records, columns, list), validation: null };
  return { dataset: resolveValidation(dataset, draft.dataset.validation, context, list), columns };
}
