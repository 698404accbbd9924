// A run as lines for a terminal: what was asked, how it was learned, what came out.
// Why the question in words: whoever opens a result a year later has forgotten the file.

import { fittingScale, terminalChart } from "../../chart/terminal_chart.ts";
import { unitBar } from "../../chart/terminal_blocks.ts";
import { firstEpochUnder } from "../../engine/training_run.ts";
import { parameterCount, sizesOf } from "../../engine/topology.ts";
import { classLabelsOf, featureColumnsOf, targetNamesOf } from "../../dataset/dataset.ts";
import type { Column } from "../../dataset/standardize.ts";
import { type Experiment, inputShapeOf, targetColumnsOf, topologyOf } from "../../experiment/experiment.ts";
import { notesAfter } from "../../run/notes_after.ts";
import type { Outcome } from "../../run/outcome.ts";
import { verdictOf } from "../../run/verdict.ts";
import { verdictSentences } from "../../run/verdict_words.ts";
import { LOSS_THRESHOLDS } from "../../sweep/figures.ts";
import { aligned, hanging, wrapped } from "../../text/lines.ts";
import { asWritten, inColumn, inWords, toDigits } from "../../text/number_words.ts";
import type { Emphasize, Paint } from "../../text/terminal_style.ts";
import { cellCount, shortened } from "../../text/width.ts";
import { counted, listed } from "../../text/words.ts";
import { answerTableLines, outputTitles } from "./answer_table.ts";
import { enteringLine, layerLine } from "./layer_words.ts";
import { batchWords, optimizerWords, otherLearningWords } from "./learning_words.ts";
import { lossSeries } from "./loss_series.ts";
import { outputSpanOf, shareOf } from "./output_span.ts";

/** How to write the lines. */
export interface RunTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
  readonly paintChart: Paint;
}

const CHART_HEIGHT = 14;
const CHART_WIDTH = 100;
/** Queries that are shown; a file lists them all. */
const MOST_QUERIES = 40;
/** Features and classes that are named one by one. */
const MOST_NAMED = 6;

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
      ...verdictFacts(outcome),
    ], options),
    ...chartLines(outcome, options),
    ...predictionLines(outcome, options),
    ...noteLines(outcome, options),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Whether it learned. */
function verdictFacts(outcome: Outcome): readonly (readonly [word: string, text: string])[] {
  const sentences = verdictSentences(verdictOf(outcome));
  return sentences.map((sentence, index) => [index === 0 ? "verdict" : "", sentence]);
}

/** What people should be told, with what would help. */
function noteLines(outcome: Outcome, { columns, emphasize }: RunTextOptions): readonly string[] {
  const notes = notesAfter(outcome).flatMap(({ message, hint }) => {
    const [first, ...rest] = hanging("note ", wrapped(message, Math.max(20, columns - 5)));
    const hints = wrapped(hint, Math.max(20, columns - 5)).map((line) => `     ${line}`);
    return [emphasize("bold", "note") + first.slice("note".length), ...rest, ...hints];
  });
  return notes.length === 0 ? [] : ["", ...notes];
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
    const [first, ...rest] = hanging(
      aligned(word, width, "left"),
      wrapped(text, Math.max(20, columns - width)),
    );
    return [emphasize("dim", first.slice(0, width)) + first.slice(width), ...rest];
  });
}

/** `gender (M 0, F 1) from weight (lb, −135) and height (in, −66), 4 rows` */
function questionText({ experiment, features }: Outcome): string {
  const { dataset } = experiment;
  const inputs = inputTexts(experiment, features);
  const { target, rows, validation } = dataset;
  if (target === null) {
    return `nothing: a network of given weights answers from ${listed(inputs, MOST_NAMED)}`;
  }
  const classes = target.kind === "coded"
    ? target.classes.map(({ label, value }) => `${label} ${asWritten(value)}`)
    : classLabelsOf(target);
  const named = classes.length > MOST_NAMED ? listed(classes, MOST_NAMED) : classes.join(", ");
  const names = target.kind === "numbers"
    ? targetColumnsOf(experiment).map(columnText)
    : targetNamesOf(target);
  return `${listed(names, MOST_NAMED)}${named === "" ? "" : ` (${named})`} from ${
    listed(inputs, MOST_NAMED)
  }, ${counted(rows.length, "row")}${validation === null ? "" : `, ${validation.rows.length} held out`}`;
}

/** What the features are called: an image by its own name, a column of words once for all of its inputs. */
function inputTexts(experiment: Experiment, features: readonly Column[]): readonly string[] {
  const [first] = features;
  const input = first?.image === undefined ? null : inputShapeOf(experiment.dataset);
  if (input !== null) return [columnText({ ...first, name: first.image!.name })];
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  return featureColumnsOf(experiment.dataset.features).map(({ name, labels }) => {
    const column = labels === null ? byName.get(name) : undefined;
    return column === undefined ? name : columnText(column);
  });
}

/** `weight (lb, −135)` */
function columnText({ name, unit, shift, scale }: Column): string {
  const parts = [
    ...(unit === null ? [] : [unit]),
    ...(shift === 0 ? [] : [`${shift < 0 ? "+" : "−"}${toDigits(Math.abs(shift), 5)}`]),
    ...(scale === 1 ? [] : [`/${toDigits(scale, 5)}`]),
  ];
  return parts.length === 0 ? name : `${name} (${parts.join(", ")})`;
}

function networkText(experiment: Experiment): string {
  const topology = topologyOf(experiment);
  const { network, init } = experiment;
  const { layers } = network;
  const activations = network.hidden.length === 0 || network.activation === network.output
    ? network.output
    : `${[network.activation].flat().join("-")}, output ${network.output}`;
  const parameters = counted(parameterCount(topology), "parameter");
  const start = !("seed" in init)
    ? "given"
    : `drawn from seed ${init.seed}${init.scheme.name === "classic" ? "" : ` by ${init.scheme.name}`}`;
  if (layers !== undefined) {
    const entering = enteringLine(experiment) ?? counted(topology.inputCount, "input");
    return `${[entering, ...layers.map(layerLine)].join(", ")}; ${parameters}, ${start}`;
  }
  return `${sizesOf(topology).join("-")}, ${activations}; ${parameters}, ${start}`;
}

function trainingText({ training }: Experiment): string {
  const { epochs, learningRate, loss, logEvery } = training;
  if (epochs === 0) return "none";
  const logged = logEvery === 1 ? "epoch" : counted(logEvery, "epoch");
  const optimizer = optimizerWords(training);
  const batch = batchWords(training);
  return [
    training.stop === null ? counted(epochs, "epoch") : `at most ${counted(epochs, "epoch")}`,
    ...(optimizer === null ? [] : [optimizer]),
    `learning rate ${asWritten(learningRate)}`,
    ...(batch === null ? [] : [`${batch} a step`]),
    ...otherLearningWords(training),
    `loss ${loss}`,
    `logged every ${logged}`,
  ].join(", ");
}

function resultText({ status, divergedAtEpoch, losses, finalLoss }: Outcome): string {
  if (status === "diverged") {
    return divergedAtEpoch === null
      ? "diverged: the final parameters were not finite"
      : `diverged: the loss was not finite at epoch ${divergedAtEpoch}`;
  }
  if (finalLoss === null) return "completed";
  if (losses.length === 0) return `completed: loss ${inWords(finalLoss)}`;
  const under = LOSS_THRESHOLDS.map((threshold) => {
    const epoch = firstEpochUnder(losses, threshold);
    return epoch === null ? `never under ${threshold}` : `under ${threshold} at epoch ${epoch}`;
  });
  return [`completed: loss ${inWords(losses[0].loss)} → ${inWords(finalLoss)}`, ...under].join(", ");
}

function chartLines(outcome: Outcome, { columns, paintChart }: RunTextOptions): readonly string[] {
  if (outcome.losses.length < 2) return [];
  const series = lossSeries(outcome);
  const size = { width: Math.min(columns, CHART_WIDTH), height: CHART_HEIGHT };
  return ["", ...terminalChart({ series, scale: fittingScale(series), ...size }, paintChart)];
}

function predictionLines(outcome: Outcome, options: RunTextOptions): readonly string[] {
  const { columns, paintChart, emphasize } = options;
  const { predictions } = outcome;
  if (predictions.length === 0) return [];
  const span = outputSpanOf(outcome.experiment);
  const shown = predictions.slice(0, MOST_QUERIES);
  const more = predictions.length - shown.length;
  const moreLines = more > 0 ? [`and ${more} more in predictions.csv`] : [];
  if (outputTitles(outcome.experiment).length > 1) {
    return ["", ...answerTableLines(outcome, shown, columns, emphasize), ...moreLines];
  }
  const texts = inColumn(shown.map(({ outputs }) => outputs?.[0] ?? null), 3, 1);
  const nameWidth = Math.min(
    Math.max(8, Math.floor(columns / 3)),
    Math.max(...shown.map(({ name }) => cellCount(name))),
  );
  const outputWidth = Math.max(...texts.map(cellCount));
  const lines = shown.map(({ name, outputs, label }, index) => {
    const left = aligned(shortened(name, nameWidth, cellCount), nameWidth, "left");
    const answer = outputs === null ? "no answer" : label ?? "";
    const barWidth = Math.min(30, columns - nameWidth - outputWidth - cellCount(answer) - 6);
    const hasBar = span !== null && outputs !== null && barWidth >= 5;
    const bar = hasBar ? `${unitBar(shareOf(span, outputs[0]), barWidth, paintChart)}  ` : "";
    return `${left}  ${aligned(texts[index], outputWidth, "right")}  ${bar}${answer}`.trimEnd();
  });
  return ["", ...lines, ...moreLines];
}
