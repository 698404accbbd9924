// The training of a small network as two sheets: its rows, and a line for each step of stochastic gradient descent.
// What must not change: the formulas are the engine's own step, read as formulas, so that they are what the network learned by.

import { outputNamesOf } from "../../dataset/dataset.ts";
import type { QuantityKind } from "../../engine/layer_contract.ts";
import { immediateStepOf, type Learning, learningOf } from "../../engine/learning.ts";
import { lossOfRow } from "../../engine/rules/loss.ts";
import { completed, moving, step } from "../../engine/step.ts";
import { denseLayersOf, isDense, neuronNames, parameterNames } from "../../engine/topology.ts";
import { courseOf, type Experiment, startingParameters, topologyOf } from "../../experiment/experiment.ts";
import type { Outcome } from "../../run/outcome.ts";
import { epochsMade, supervisedOf, supervisedWords } from "../../run/supervised.ts";
import { operations as o, type Value } from "../operations.ts";
import type { TrainedModel } from "../trained_model.ts";
import { type RowsSheet, rowsSheetOf } from "./rows_sheet.ts";
import { type CellStyle, CellValues, fixedReferenceTo, referenceTo, Sheet } from "./sheet.ts";

/** What is shown of a training, at most. */
export const TRAINING_LIMITS = { epochs: 25, rows: 12, parameters: 40 } as const;

const HEADING_ROW = 4;
/** Where the learning rate stands. */
const RATE = { column: 2, row: 2 } as const;

/** How a quantity of a step is called in a heading; neurons and parameters have the names of `explain`. */
const HEADINGS: Readonly<Record<QuantityKind, (name: string) => string>> = {
  sum: (name) => `sum ${name}`,
  activation: (name) => name,
  slope: (name) => `slope of ${name}`,
  lossByActivation: (name) => `dL/d ${name}`,
  delta: (name) => `delta ${name}`,
  parameter: (name) => `new ${name}`,
};

/** The sheets; none where a step is more than a row's plain descent, or the network or its table is not small. */
export function trainingSheets(outcome: Outcome, model: TrainedModel): readonly Sheet[] {
  const { experiment } = outcome;
  const epochCount = shownEpochs(outcome);
  if (epochCount === 0) return [];
  const cells = new CellValues();
  const rows = rowsSheetOf(outcome, model, cells);
  const lines = new TrainingLines(experiment, cells, rows);
  const supervised = supervisedOf(outcome);
  const ending = supervised === null ? null : supervisedWords(outcome, supervised);
  if (ending !== null) lines.sheet.put({ column: 3, row: 1 }, ending, "note");
  const { rows: order } = courseOf(experiment);
  for (let epoch = 0; epoch < epochCount; epoch++) {
    const inOrder = order?.of(epoch) ?? experiment.dataset.rows.map((_, index) => index);
    for (const row of inOrder) lines.add(epoch, row);
  }
  return [lines.sheet, rows.sheet];
}

/** How many epochs are shown; 0 for a training that is not. */
function shownEpochs(outcome: Outcome): number {
  const { experiment } = outcome;
  const { training, dataset } = experiment;
  const isPlain = immediateStepOf(learningOf(training)) !== null && training.schedule === null &&
    isDense(topologyOf(experiment));
  const isSmall = dataset.rows.length <= TRAINING_LIMITS.rows &&
    startingParameters(experiment).length <= TRAINING_LIMITS.parameters;
  return isPlain && isSmall && dataset.rows.length > 0
    ? Math.min(TRAINING_LIMITS.epochs, epochsMade(outcome))
    : 0;
}

/** A line that is being written, cell by cell. */
class Line {
  #column = 1;

  constructor(readonly sheet: Sheet, readonly cells: CellValues, readonly row: number) {}

  /** Writes a number or a text. */
  put(heading: string, value: number | string, style: CellStyle = "plain"): string {
    const place = this.#place(heading);
    this.sheet.put(place, value, style);
    return referenceTo(place);
  }

  /** Writes a formula. @returns the cell, for formulas that follow. */
  putValue(heading: string, value: Value): Value {
    const written = this.cells.formula(value, (label, formula, number) => {
      const place = this.#place(label ?? "part of it");
      this.sheet.putFormula(place, formula, number);
      return referenceTo(place);
    });
    const place = this.#place(heading);
    this.sheet.putFormula(place, written.formula, written.value);
    return this.cells.cell(referenceTo(place), written.value);
  }

  #place(heading: string): { readonly column: number; readonly row: number } {
    const column = this.#column++;
    this.sheet.put({ column, row: HEADING_ROW }, heading, "heading");
    return { column, row: this.row };
  }
}

/** The lines of a training, one a step. */
class TrainingLines {
  readonly sheet = new Sheet("Training");
  readonly #learning: Learning;
  readonly #rate: Value;
  /** Those from which the next step goes on; none before the first. */
  #parameters: readonly Value[] = [];
  #row = HEADING_ROW + 1;

  constructor(readonly experiment: Experiment, readonly cells: CellValues, readonly rows: RowsSheet) {
    const { sheet } = this;
    const { learningRate } = experiment.training;
    sheet.put({ column: 1, row: 1 }, "Stochastic gradient descent, a row a step", "title");
    sheet.put({ column: 1, row: RATE.row }, "learning rate", "heading");
    sheet.put(RATE, learningRate, "input");
    const note = "Change it, a row or a starting parameter, and see what is learned.";
    sheet.put({ column: 3, row: RATE.row }, note, "note");
    sheet.frozenRows = HEADING_ROW;
    sheet.widths = [8, 14];
    this.#learning = learningOf(experiment.training);
    this.#rate = cells.cell(fixedReferenceTo(RATE), learningRate);
  }

  /** Adds the step that learns a row. */
  add(epoch: number, row: number): void {
    const { experiment, rows } = this;
    const topology = topologyOf(experiment);
    const line = new Line(this.sheet, this.cells, this.#row++);
    line.put("epoch", epoch);
    line.put("row", experiment.dataset.rows[row].name);
    const outputCount = outputNamesOf(experiment.dataset.target).length;
    const named = (letter: string, count: number, from: number): readonly Value[] =>
      Array.from(
        { length: count },
        (_, at) => line.putValue(`${letter}${at + 1}`, rows.cell(row, from + at)),
      );
    const inputs = named("x", topology.inputCount, 0);
    const yTrue = named("t", outputCount, topology.inputCount);
    const parameters = this.#begin(line, parameterNames(topology));
    this.#parameters = this.#step(line, parameters, inputs, yTrue);
  }

  /** The parameters before a step: typed in the first line, in others those after the step above. */
  #begin(line: Line, names: readonly string[]): readonly Value[] {
    if (this.#parameters.length > 0) {
      return names.map((name, at) => line.putValue(name, this.#parameters[at]));
    }
    const start = startingParameters(this.experiment);
    return names.map((name, at) => this.cells.cell(line.put(name, start[at], "input"), start[at]));
  }

  /** The engine's step, each quantity of it in a cell. @returns the parameters after it. */
  #step(
    line: Line,
    parameters: readonly Value[],
    inputs: readonly Value[],
    yTrue: readonly Value[],
  ): readonly Value[] {
    const topology = topologyOf(this.experiment);
    const layers = denseLayersOf(topology);
    const names = { neurons: neuronNames(topology), parameters: parameterNames(topology) };
    const learning = this.#learning;
    const next = [...parameters];
    const [sums, activations]: [Value[], Value[]] = [[], []];
    const name = (kind: QuantityKind, at: number, value: Value): Value => {
      const owner = kind === "parameter" ? names.parameters[at] : names.neurons[at];
      const cell = line.putValue(HEADINGS[kind](owner), value);
      if (kind === "sum") sums[at] = cell;
      if (kind === "activation") activations[at] = cell;
      return cell;
    };
    const values = {
      get: (at: number) => parameters[at],
      set: (at: number, value: Value) => void (next[at] = value),
    };
    const subject = { layers, values, inputs, name };
    completed(step(o, subject, learning.loss, yTrue, () => {
      const [ofSums, ofActivations] = [sums, activations].map((all) => all.slice(-yTrue.length));
      const outputs = { sums: ofSums, activations: ofActivations };
      const output = layers[layers.length - 1].activation.name;
      line.putValue("loss L", lossOfRow(o, learning.loss, output, yTrue, outputs));
      return moving(o, subject, immediateStepOf(learning)!, this.#rate);
    }));
    return next;
  }
}
