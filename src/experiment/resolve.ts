// From a checked draft to an experiment: defaults filled in, rows and queries bound to their columns, and
// everything that only shows when the parts are held against each other.

import { type Dataset, labelOfTarget, type Query, type Row, type Target } from "../dataset/dataset.ts";
import { fitFeatures } from "../dataset/standardize.ts";
import { biasCount, parameterCount, weightCount } from "../network/topology.ts";
import { parseDecimal } from "../numeric/decimal.ts";
import { type Experiment, type Init, type Sweep, topologyOf } from "./experiment.ts";
import { cellPlace, type CsvTable } from "./csv_rows.ts";
import { LIMITS } from "./limits.ts";
import type { Place, Problem, ProblemCode } from "./problem.ts";
import { type Draft, isLabel, isRoundedInteger, LABEL_WANTED, type RawCell } from "./schema.ts";
import { suggestion } from "./suggest.ts";
import { Plain, type TreePath } from "./yaml_tree.ts";

/** Where the values of a draft stand. */
export type Placer = (path: TreePath, part?: "key" | "value") => Place;

/** What the draft alone does not say. */
export interface ResolveContext {
  /** The file's name without `.yaml`. */
  readonly defaultName: string;
  readonly sourceText: string;
  readonly placeOf: Placer;
  /** The rows of `dataset.file`, where it is used. */
  readonly table: CsvTable | null;
  readonly sweep: Sweep | null;
  /** Whether values were left out because the schema refused them: checks across parts would blame the rest. */
  readonly isPartial: boolean;
}

/** The experiment, or every problem that shows when the parts are held against each other. */
export function resolveExperiment(
  draft: Draft,
  context: ResolveContext,
): { experiment: Experiment } | { problems: readonly Problem[] } {
  const resolver = new Resolver(draft, context);
  const experiment = resolver.resolve();
  return resolver.problems.length > 0 ? { problems: resolver.problems } : { experiment };
}

/** A row or query before its cells are read. */
interface RawRecord {
  readonly cells: Readonly<Record<string, RawCell>>;
  readonly at: (column: string, part?: "key" | "value") => Place;
  readonly key: string;
}

class Resolver {
  readonly problems: Problem[] = [];

  constructor(readonly draft: Draft, readonly context: ResolveContext) {}

  resolve(): Experiment {
    const { draft, context } = this;
    const dataset = this.#dataset();
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
      init: this.#init(),
      training: {
        learningRate: draft.training?.learning_rate ?? 0.1,
        epochs: draft.training?.epochs ?? 1000,
        loss: draft.training?.loss ?? "mse",
        logEvery: draft.training?.log_every ?? 10,
      },
      queries: this.#queries(dataset),
      sweep: context.sweep,
      sourceText: context.sourceText,
    };
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(experiment.name)) {
      const message =
        `name is missing, and the file's name cannot stand in: it must be letters, digits, - and _`;
      this.#report("missing", context.placeOf([]), message, "add a line such as name: my_experiment");
    }
    if (!context.isPartial) this.#checkFigures(experiment);
    return experiment;
  }

  #dataset(): Dataset {
    const { dataset } = this.draft;
    const at = this.context.placeOf;
    const target = this.#target();
    const features = dataset.features.map((feature) => ({
      name: feature.name,
      unit: feature.unit ?? null,
      shift: feature.shift ?? 0,
      scale: feature.scale ?? 1,
    }));
    const names = features.map((feature) => feature.name);
    names.forEach((name, index) => {
      const place = at(["dataset", "features", index, "name"]);
      if (names.indexOf(name) !== index) {
        this.#report(
          "duplicate",
          place,
          `dataset.features must have different names: found ${name} twice`,
          "rename one",
        );
      }
      if (name === "name") {
        this.#report(
          "wrong_value",
          place,
          "a feature must not be called name: that column names the rows",
          "rename it",
        );
      }
      if (name === target?.name) {
        this.#report(
          "duplicate",
          place,
          `${name} is both a feature and the target`,
          "leave it out of the features",
        );
      }
    });
    if (dataset.rows !== undefined && dataset.file !== undefined) {
      const hint = "keep one of the two";
      this.#report(
        "duplicate",
        at(["dataset", "file"], "key"),
        "dataset takes rows or file: found both",
        hint,
      );
    }
    if (target?.name === "name") {
      this.#report(
        "wrong_value",
        at(["dataset", "target", "name"]),
        "the target must not be called name",
        "rename it",
      );
    }
    const { table } = this.context;
    if (table !== null && !this.#hasColumns(table, target === null ? names : [...names, target.name])) {
      return { features, target, rows: [] };
    }
    const records = table === null ? this.#inlineRecords("rows") : csvRecords(table);
    if (records.length > 0 && target === null) {
      const hint = "add target: { name: gender, classes: { M: 0, F: 1 } } with your column";
      this.#report(
        "missing",
        at(["dataset"], "key"),
        "dataset.target is missing: there are rows to learn from",
        hint,
      );
    }
    if (records.length > LIMITS.rows) {
      const message = `a dataset must have at most ${LIMITS.rows} rows: found ${records.length}`;
      this.#report("too_large", at(["dataset", "file"]), message);
      return { features, target, rows: [] };
    }
    const rows = records.map((record, index): Row => {
      this.#rejectUnknown(record, [...names, ...(target === null ? [] : [target.name])], table !== null);
      return {
        name: this.#nameOf(record, `row ${index + 1}`),
        values: names.map((name) => this.#number(record, name)),
        target: target === null ? 0 : this.#targetValue(record, target),
      };
    });
    this.#rejectTwins(rows, records, "dataset.rows");
    return { features, target, rows };
  }

  #target(): Target | null {
    const { target } = this.draft.dataset;
    if (target === undefined) return null;
    if (target.classes === undefined) return { name: target.name, classes: null };
    const classes = Object.entries(target.classes).map(([label, value]) => ({ label, value }));
    const path = ["dataset", "target", "classes"];
    if (classes.length === 0 || classes.length > LIMITS.classes) {
      const message =
        `dataset.target.classes must have 1 to ${LIMITS.classes} classes: found ${classes.length}`;
      this.#report("wrong_value", this.context.placeOf(path), message);
      return { name: target.name, classes: null };
    }
    classes.forEach(({ label, value }, index) => {
      const place = this.context.placeOf([...path, label], "key");
      if (!isLabel(label)) {
        this.#report("wrong_value", place, `a class must be called ${LABEL_WANTED}: found ${label}`);
      }
      if (classes.findIndex((other) => other.value === value) !== index) {
        const message = `dataset.target.classes must have different numbers: found ${value} twice`;
        this.#report(
          "duplicate",
          this.context.placeOf([...path, label]),
          message,
          "give each class its own number",
        );
      }
    });
    return { name: target.name, classes };
  }

  #queries(dataset: Dataset): readonly Query[] {
    const names = dataset.features.map((feature) => feature.name);
    const records = this.#inlineRecords("queries");
    const queries = records.map((record, index) => {
      this.#rejectUnknown(record, names, false);
      return {
        name: this.#nameOf(record, `query ${index + 1}`),
        values: names.map((name) => this.#number(record, name)),
      };
    });
    this.#rejectTwins(queries, records, "queries");
    return queries;
  }

  #init(): Init {
    const { seed, weights, biases } = this.draft.init ?? {};
    const at = this.context.placeOf;
    if (seed !== undefined && (weights !== undefined || biases !== undefined)) {
      const message = "init takes a seed or weights and biases: found both";
      this.#report("duplicate", at(["init", "seed"], "key"), message, "keep one of the two");
    }
    if (weights === undefined && biases !== undefined && seed === undefined) {
      const message = "init.weights is missing: biases are given";
      this.#report(
        "missing",
        at(["init", "biases"], "key"),
        message,
        "add weights, or give a seed in place of biases",
      );
    }
    if (weights !== undefined) return { weights, biases: biases ?? 0 };
    return { seed: seed ?? 0 };
  }

  /** Sizes that only show when everything is known, and shifts and scales that the rows do not allow. */
  #checkFigures(experiment: Experiment): void {
    const at = this.context.placeOf;
    const { dataset, init, training } = experiment;
    const topology = topologyOf(experiment);
    const parameters = parameterCount(topology);
    if (parameters > LIMITS.parameters) {
      const message =
        `a network must have at most ${LIMITS.parameters} weights and biases: found ${parameters}`;
      this.#report("too_large", at(["network", "hidden"]), message, "make a hidden layer smaller");
    }
    if ("weights" in init) {
      this.#checkLength("weights", init.weights, weightCount(topology));
      this.#checkLength("biases", init.biases, biasCount(topology));
    }
    if (training.epochs > 0 && dataset.rows.length === 0 && this.problems.length === 0) {
      const hint = "add dataset.rows or dataset.file, or say training: { epochs: 0 } to only ask";
      this.#report(
        "missing",
        at(["dataset"], "key"),
        "dataset.rows is missing: training needs at least one row",
        hint,
      );
    }
    if (training.epochs / training.logEvery > LIMITS.loggedEpochs) {
      const message = `a run must log at most ${LIMITS.loggedEpochs} epochs: ` +
        `found ${training.epochs} epochs with log_every ${training.logEvery}`;
      const hint = `log_every: ${Math.ceil(training.epochs / LIMITS.loggedEpochs)} would do`;
      this.#report("too_large", at(["training", "epochs"]), message, hint);
    }
    const updates = training.epochs * dataset.rows.length * parameters;
    if (updates > LIMITS.updates) {
      const message =
        `a run must make at most ${LIMITS.updates} parameter updates (epochs × rows × parameters): ` +
        `found ${updates}`;
      this.#report("too_large", at(["training", "epochs"]), message, "train for fewer epochs");
    }
    fitFeatures(dataset.features, dataset.rows).forEach(({ name, shift, scale }, index) => {
      const request = dataset.features[index];
      const path = ["dataset", "features", index];
      const lack = dataset.rows.length === 0 ? "there are no rows" : "the column does not allow it";
      if (request.shift === "mean" && !isFinite(shift) && this.problems.length === 0) {
        this.#report(
          "wrong_value",
          at([...path, "shift"]),
          `the mean of ${name} cannot be taken: ${lack}`,
          "give a number",
        );
      }
      if (request.scale === "std" && !(scale > 0 && isFinite(scale)) && this.problems.length === 0) {
        const why = scale === 0 ? "all its values are equal" : lack;
        this.#report(
          "wrong_value",
          at([...path, "scale"]),
          `the std of ${name} cannot divide: ${why}`,
          "give a number",
        );
      }
    });
  }

  #checkLength(key: "weights" | "biases", given: number | readonly number[], wanted: number): void {
    if (typeof given === "number" || given.length === wanted) return;
    const message = `init.${key} must have a number for each of the ${wanted} ${key} of this network: ` +
      `found ${given.length}`;
    this.#report("wrong_value", this.context.placeOf(["init", key]), message);
  }

  #inlineRecords(kind: "rows" | "queries"): readonly RawRecord[] {
    const base: TreePath = kind === "rows" ? ["dataset", "rows"] : ["queries"];
    const records = kind === "rows" ? this.draft.dataset.rows : this.draft.queries;
    return (records ?? []).map((cells, index) => ({
      cells,
      at: (column, part) => this.context.placeOf([...base, index, column], part),
      key: `${base.join(".")}[${index}]`,
    }));
  }

  #hasColumns(table: CsvTable, wanted: readonly string[]): boolean {
    const missing = wanted.filter((name) => !table.columns.includes(name));
    const lineBreak = table.source.text.indexOf("\n");
    const end = lineBreak < 0 ? table.source.text.length : lineBreak;
    for (const name of missing) {
      const hint = suggestion(name, table.columns);
      this.#report("missing", { source: table.source, start: 0, end }, `the column ${name} is missing`, hint);
    }
    return missing.length === 0;
  }

  #rejectUnknown(record: RawRecord, columns: readonly string[], isTable: boolean): void {
    // A table may hold more columns than the experiment looks at: the features choose among them.
    if (isTable) return;
    for (const column of Object.keys(record.cells)) {
      if (column === "name" || columns.includes(column)) continue;
      const message = `${record.key}.${column} is not a column of this dataset`;
      this.#report(
        "unknown_key",
        record.at(column, "key"),
        message,
        suggestion(column, ["name", ...columns]),
      );
    }
  }

  #nameOf(record: RawRecord, otherwise: string): string {
    const cell = record.cells.name;
    if (cell === undefined) return otherwise;
    const text = textOf(cell);
    if (!isLabel(text)) {
      this.#report(
        "wrong_value",
        record.at("name"),
        `${record.key}.name must be ${LABEL_WANTED}: found ${clip(text)}`,
      );
    }
    return text;
  }

  #rejectTwins(
    named: readonly { readonly name: string }[],
    records: readonly RawRecord[],
    key: string,
  ): void {
    const seen = new Set<string>();
    named.forEach(({ name }, index) => {
      if (seen.has(name)) {
        const message = `${key} must have different names: found ${clip(name)} twice`;
        this.#report("duplicate", records[index].at("name"), message, "rename one of the two");
      }
      seen.add(name);
    });
  }

  #number(record: RawRecord, column: string): number {
    const cell = record.cells[column];
    if (cell === undefined) {
      this.#report("missing", record.at(column), `${record.key}.${column} is missing: a number is wanted`);
      return 0;
    }
    const number = typeof cell === "number"
      ? cell
      : cell instanceof Plain
      ? parseDecimal(cell.text)
      : undefined;
    if (number === undefined) {
      const hint = typeof cell === "string" && parseDecimal(cell) !== undefined
        ? "remove the quotes"
        : undefined;
      const found = textOf(cell) === "" ? "nothing" : clip(textOf(cell));
      this.#report(
        "wrong_value",
        record.at(column),
        `${record.key}.${column} must be a number: found ${found}`,
        hint,
      );
      return 0;
    }
    if (cell instanceof Plain && isRoundedInteger(cell.text)) {
      const message = `${record.key}.${column} must be a number that a 64-bit float holds exactly ` +
        `(it would be rounded to ${number}): found ${clip(cell.text)}`;
      this.#report("wrong_value", record.at(column), message);
    }
    return number;
  }

  #targetValue(record: RawRecord, target: Target): number {
    if (target.classes === null) return this.#number(record, target.name);
    const cell = record.cells[target.name];
    const labels = target.classes.map((candidate) => candidate.label);
    if (cell === undefined) {
      const message = `${record.key}.${target.name} is missing: one of ${labels.join(", ")} is wanted`;
      this.#report("missing", record.at(target.name), message);
      return 0;
    }
    const found = target.classes.find((candidate) => candidate.label === textOf(cell));
    if (found === undefined) {
      const message = `${record.key}.${target.name} must be one of ${labels.join(", ")}: found ${
        clip(textOf(cell))
      }`;
      this.#report("wrong_value", record.at(target.name), message, suggestion(textOf(cell), labels));
    }
    return found?.value ?? 0;
  }

  #report(code: ProblemCode, place: Place, message: string, hint?: string): void {
    if (this.problems.length < LIMITS.problems) this.problems.push({ code, place, message, hint });
  }
}

function csvRecords(table: CsvTable): readonly RawRecord[] {
  return table.rows.map((row, index) => ({
    cells: row.cells,
    at: (column) => cellPlace(table, row, column),
    key: `row ${index + 1}`,
  }));
}

function textOf(cell: RawCell): string {
  return cell instanceof Plain ? cell.text : String(cell);
}

/** A found text, short enough for a message. */
export function clip(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}…`;
}

/** A row's target as its file would say it: the class's label, or the number. */
export function targetText(target: Target | null, value: number): string | number {
  return labelOfTarget(target, value) ?? value;
}
