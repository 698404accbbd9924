// A network as a spreadsheet: a sheet that answers, and for a small network the first epochs of its training, step by step.
// What must not change: it begins with the first query, or the first row, so that it shows an answer that predictions.csv has.

import { neuronCountOf } from "../../engine/layers.ts";
import { layersOf, parameterCount } from "../../engine/topology.ts";
import { topologyOf } from "../../experiment/experiment.ts";
import type { Outcome } from "../../run/outcome.ts";
import { inFull } from "../../text/number_words.ts";
import { rawInputsOf, type TrainedModel } from "../trained_model.ts";
import { networkSheet } from "./network_sheet.ts";
import { FIRST_WEIGHT } from "./sheet.ts";
import { trainingSheets } from "./training_sheets.ts";
import { workbook } from "./workbook.ts";

/** The file's bytes. */
export function spreadsheet(outcome: Outcome, model: TrainedModel): Uint8Array {
  const { queries, dataset: { rows } } = outcome.experiment;
  const first = queries[0] ?? rows[0];
  const values = first === undefined
    ? model.features.map(({ shift, category }) => category === undefined ? shift : NaN)
    : model.features[0].learnedWords === undefined
    ? rawInputsOf(model, first.values)
    : first.values;
  return workbook([networkSheet(model, values), ...trainingSheets(outcome, model)]);
}

/** What spreadsheets take in a sheet and open in seconds; cells of parameters and neurons, beside which stand some for inputs. */
const LIMITS = { columns: 16_384, cells: 200_000 } as const;

/** Why there is no spreadsheet of a network; null where there is one. */
export function spreadsheetLack({ experiment }: Outcome): string | null {
  const topology = topologyOf(experiment);
  const layers = layersOf(topology);
  const neuronCount = layers.reduce((sum, layer) => sum + neuronCountOf(layer), 0);
  const [first] = layers;
  const matched = first.kind === "rnn" ? first.wordCount * first.inputCount : 0;
  // Beside each parameter, of each neuron its sum and what it makes of it.
  const cellCount = parameterCount(topology) + 2 * neuronCount + matched;
  if (cellCount > LIMITS.cells) {
    return `xlsx has at most ${
      inFull(LIMITS.cells)
    } cells of parameters and neurons: this network would have ${inFull(cellCount)}`;
  }
  const widest = Math.max(...layers.map(({ inputCount }) => inputCount));
  return FIRST_WEIGHT - 1 + widest > LIMITS.columns
    ? `xlsx has at most ${inFull(LIMITS.columns)} columns: a layer of this network has ${
      inFull(widest)
    } inputs`
    : null;
}
