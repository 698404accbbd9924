// From a checked draft to an experiment: defaults filled in, rows and queries bound to their columns, and
// everything that only shows when the parts are held against each other.

import type { Dataset, Row } from "../../dataset/dataset.ts";
import { checkConfigSize } from "./check_config_size.ts";
import { checkFigures } from "./check_figures.ts";
import type { CsvTable } from "../source/csv_rows.ts";
import type { Draft, Placer } from "./draft.ts";
import type { Experiment, Init, Sweep } from "../experiment.ts";
import { type Problem, ProblemList } from "../source/problem.ts";
import { inlineRecords, tableRecords } from "./record.ts";
import { type Columns, resolveColumns, resolveFeatures, resolveTarget } from "./resolve_columns.ts";
import { resolveQueries, resolveRows } from "./resolve_rows.ts";

/** What the draft alone does not say. */
export interface ResolveContext {
  /** The file's name without `.yaml`. */
  readonly defaultName: string;
  readonly sourceText: string;
  readonly placeOf: Placer;
  /** The rows of `dataset.file`, where it is used. */
  readonly table: CsvTable | null;
  /** Rows that were read before, in place of those of the draft. */
  readonly knownRows: readonly Row[] | null;
  readonly sweep: Sweep | null;
  /** Whether values were left out because they were refused: checks across parts would blame the rest. */
  readonly isPartial: boolean;
}

/** The experiment, or every problem that shows when the parts are held against each other. */
export function resolveExperiment(
  draft: Draft,
  context: ResolveContext,
): { experiment: Experiment } | { problems: readonly Problem[] } {
  const list = new ProblemList();
  const { placeOf } = context;
  const { dataset, columns } = resolveDataset(draft, context, list);
  const experiment: Experiment = {
    numerics: 1,
    name: draft.name ?? context.defaultName,
    description: draft.description ?? "",
    dataset,
    network: {
      hidden: draft.network?.hidden ?? [2],
      activation: draft.network?.activation ?? "sigmoid",
      output: draft.network?.output ?? "sigmoid",
    },
    init: resolveInit(draft, context, list),
    training: {
      learningRate: draft.training?.learning_rate ?? 0.1,
      epochs: draft.training?.epochs ?? 1000,
      loss: draft.training?.loss ?? "mse",
      logEvery: draft.training?.log_every ?? 10,
    },
    queries: columns === null
      ? []
      : resolveQueries(inlineRecords(draft.queries ?? [], ["queries"], placeOf), columns, list),
    sweep: context.sweep,
    sourceText: context.sourceText,
  };
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(experiment.name)) {
    const message = "name is missing: the file's own name is not made of 1 to 64 letters, digits, - and _";
    list.report("missing", { ...placeOf([]), end: 0 }, message, "add a line such as name: my_experiment");
  }
  if (!context.isPartial) checkFigures(experiment, placeOf, list);
  if (list.isEmpty && context.knownRows === null) checkConfigSize(experiment, placeOf, list);
  return list.isEmpty ? { experiment } : { problems: list.problems };
}

/** Features, target and rows, and the columns that queries are read by; null where those are not clear. */
function resolveDataset(
  draft: Draft,
  { placeOf, table, knownRows, isPartial }: ResolveContext,
  list: ProblemList,
): { dataset: Dataset; columns: Columns | null } {
  if (draft.dataset.rows !== undefined && draft.dataset.file !== undefined) {
    const place = placeOf(["dataset", "file"], "key");
    list.report("duplicate", place, "dataset must have rows or a file: found both", "keep one of the two");
  }
  const toldBefore = list.problems.length;
  const features = resolveFeatures(draft.dataset, placeOf, list);
  const target = resolveTarget(draft.dataset, placeOf, list);
  if (list.problems.length > toldBefore) return { dataset: { features, target, rows: [] }, columns: null };
  const records = table === null
    ? inlineRecords(draft.dataset.rows ?? [], ["dataset", "rows"], placeOf)
    : tableRecords(table);
  if (records.length > 0 && target === null && !isPartial) {
    const message = "dataset.target is missing: there are rows to learn from";
    const hint = "add target: { name: gender, classes: { M: 0, F: 1 } } with your column";
    list.report("missing", placeOf(["dataset"], "key"), message, hint);
    return { dataset: { features, target, rows: [] }, columns: null };
  }
  const columns = resolveColumns(features, target, records, table, placeOf, list);
  const rows = knownRows ?? resolveRows(records, columns, table !== null, list);
  return { dataset: { features, target, rows }, columns };
}

function resolveInit(draft: Draft, { placeOf, isPartial }: ResolveContext, list: ProblemList): Init {
  const { seed, weights, biases } = draft.init ?? {};
  if (seed !== undefined && (weights !== undefined || biases !== undefined)) {
    const message = "init must have a seed, or weights and biases: found both";
    list.report("duplicate", placeOf(["init", "seed"], "key"), message, "keep one of the two");
  }
  if (weights === undefined && biases !== undefined && seed === undefined && !isPartial) {
    const message = "init.weights is missing: biases are given";
    const hint = "add weights, or give a seed in place of biases";
    list.report("missing", placeOf(["init", "biases"], "key"), message, hint);
  }
  return weights === undefined ? { seed: seed ?? 0 } : { weights, biases: biases ?? 0 };
}
