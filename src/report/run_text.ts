// A run as lines for a terminal: what was asked, how it was learned, what came out.
// Why the question in words: whoever opens a result a year later has forgotten the file.

import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { parameterCount, sizesOf } from "../engine/topology.ts";
import { shortest } from "../text/decimal.ts";
import { firstEpochUnder } from "../engine/training_run.ts";
import type { Outcome, Prediction } from "../run/outcome.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { type Paint, unitBar } from "../chart/terminal_text.ts";
import { terminalChart } from "../chart/terminal_chart.ts";
import { cellCount, shortened } from "../text/width.ts";
import { lossText, numberColumn } from "../text/number_words.ts";
import { type Emphasize, wrapped } from "../text/text_table.ts";

/** How to write the lines. */
export interface RunTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  /** Gives text a style, or none. */
  readonly emphasize: Emphasize;
  /** Colours charts and bars. */
  readonly paintChart: Paint;
}

const CHART_HEIGHT = 14;
const CHART_WIDTH = 100;
/** Queries that are shown; a file lists them all. */
const MOST_QUERIES = 40;

/** The whole text, with its final line feed. */
export function runText(outcome: Outcome, options: RunTextOptions): string {
  const { experiment } = outcome;
  const lines = [
    ...titleLines(experiment, options),
    "",
    ...factLines([
      ["learned", questionText(outcome)],
      ["network", networkText(experiment)],
      ["training", trainingText(experiment)],
      ["result", resultText(outcome)],
    ], options),
    ...chartLines(outcome, options),
    ...predictionLines(outcome, options),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function titleLines(
  { name, description }: Experiment,
  { columns, emphasize }: RunTextOptions,
): readonly string[] {
  const text = description.replace(/\s+/g, " ").trim();
  return [emphasize("bold", name), ...(text === "" ? [] : wrapped(text, columns))];
}

/** Words on the left, what they say on the right, broken where the terminal ends. */
function factLines(
  facts: readonly (readonly [word: string, text: string])[],
  { columns, emphasize }: RunTextOptions,
): readonly string[] {
  const width = Math.max(...facts.map(([word]) => word.length)) + 2;
  return facts.flatMap(([word, text]) => {
    const [first, ...rest] = wrapped(text, Math.max(20, columns - width));
    return [emphasize("dim", word.padEnd(width)) + first, ...rest.map((line) => " ".repeat(width) + line)];
  });
}

/** Features, classes and rows that are named one by one. */
const MOST_NAMED = 6;

/** `gender (M 0, F 1) from weight (lb, -135) and height (in, -66), 4 rows` */
function questionText({ experiment: { dataset }, features }: Outcome): string {
  const inputs = features.map(({ name, unit, shift, scale }) => {
    const parts = [
      ...(unit === null ? [] : [unit]),
      ...(shift === 0 ? [] : [`${shift < 0 ? "+" : "-"}${numberText(Math.abs(shift))}`]),
      ...(scale === 1 ? [] : [`/${numberText(scale)}`]),
    ];
    return parts.length === 0 ? name : `${name} (${parts.join(", ")})`;
  });
  const { target, rows } = dataset;
  if (target === null) return `nothing: a network of given weights answers from ${listed(inputs)}`;
  const classes = target.classes === null
    ? ""
    : ` (${listed(target.classes.map(({ label, value }) => `${label} ${shortest(value)}`), ", ")})`;
  return `${target.name}${classes} from ${listed(inputs)}, ${rows.length} row${rows.length === 1 ? "" : "s"}`;
}

function listed(items: readonly string[], last = " and "): string {
  if (items.length > MOST_NAMED) {
    return `${items.slice(0, MOST_NAMED - 1).join(", ")} and ${items.length - MOST_NAMED + 1} more`;
  }
  return items.length < 2 ? items.join("") : items.slice(0, -1).join(", ") + last + items[items.length - 1];
}

function networkText(experiment: Experiment): string {
  const topology = topologyOf(experiment);
  const { network, init } = experiment;
  const activations = network.hidden.length === 0 || network.activation === network.output
    ? network.output
    : `${network.activation}, output ${network.output}`;
  const count = parameterCount(topology);
  const start = "seed" in init ? `drawn from seed ${init.seed}` : "given";
  return `${sizesOf(topology).join("-")}, ${activations}; ${count} parameters, ${start}`;
}

function trainingText({ training }: Experiment): string {
  const { epochs, learningRate, loss, logEvery } = training;
  if (epochs === 0) return "none";
  return `${epochs} epoch${epochs === 1 ? "" : "s"}, learning rate ${
    shortest(learningRate)
  }, loss ${loss}, ` +
    `logged every ${logEvery === 1 ? "epoch" : `${logEvery} epochs`}`;
}

function resultText({ status, divergedAtEpoch, losses, finalLoss }: Outcome): string {
  if (status === "diverged") return `diverged: the loss was not finite at epoch ${divergedAtEpoch}`;
  if (finalLoss === null) return "completed";
  const course = losses.length === 0
    ? lossText(finalLoss)
    : `${lossText(losses[0].loss)} → ${lossText(finalLoss)}`;
  const under = LOSS_THRESHOLDS.map((threshold) => {
    const epoch = firstEpochUnder(losses, threshold);
    return epoch === null ? `never under ${threshold}` : `under ${threshold} at epoch ${epoch}`;
  });
  return [`completed: loss ${course}`, ...(losses.length === 0 ? [] : under)].join(", ");
}

function chartLines({ losses }: Outcome, { columns, paintChart }: RunTextOptions): readonly string[] {
  if (losses.length < 2) return [];
  const values = losses.map(({ loss }) => loss);
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const chart = terminalChart({
    series: [{ label: "", points: losses }],
    // A loss that falls to a tenth is seen better where each tenth is as high as the one before.
    scale: least > 0 && most / least >= 10 ? "logarithmic" : "linear",
    width: Math.min(columns, CHART_WIDTH),
    height: CHART_HEIGHT,
  }, paintChart);
  return ["", ...chart];
}

function predictionLines(outcome: Outcome, { columns, paintChart }: RunTextOptions): readonly string[] {
  const { predictions } = outcome;
  if (predictions.length === 0) return [];
  const shown = predictions.slice(0, MOST_QUERIES);
  const outputs = numberColumn(shown.map(({ output }) => output), 3, 1);
  const nameWidth = Math.min(
    Math.max(8, Math.floor(columns / 3)),
    Math.max(...shown.map(({ name }) => cellCount(name))),
  );
  const outputWidth = Math.max(...outputs.map(cellCount));
  const lines = shown.map((prediction, index) => {
    const name = shortened(prediction.name, nameWidth, cellCount);
    const left = name + " ".repeat(nameWidth - cellCount(name));
    const output = outputs[index].padStart(outputWidth);
    const label = prediction.output === null ? "no answer" : prediction.label ?? "";
    const part = partOfRange(prediction, outcome.experiment);
    const barWidth = Math.min(30, columns - nameWidth - outputWidth - cellCount(label) - 6);
    const bar = part === null || barWidth < 5 ? "" : `${unitBar(part, barWidth, paintChart)}  `;
    return `${left}  ${output}  ${bar}${label}`.trimEnd();
  });
  const more = predictions.length - shown.length;
  return ["", ...lines, ...(more > 0 ? [`and ${more} more in predictions.csv`] : [])];
}

/** Where an output lies between the least and the greatest class, or between 0 and 1 for a sigmoid. */
function partOfRange({ output }: Prediction, { dataset, network }: Experiment): number | null {
  if (output === null) return null;
  const values = dataset.target?.classes?.map(({ value }) => value) ?? [];
  if (values.length < 2) return network.output === "sigmoid" ? output : null;
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return Math.max(0, Math.min(1, (output - least) / (greatest - least)));
}

/** A number in words of people: whole, or with as many digits as say something. */
function numberText(value: number): string {
  const text = shortest(value);
  return text.length <= 8 ? text : shortest(Number(value.toPrecision(5)));
}
