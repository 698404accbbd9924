// One picture of a run where it stands: its numbers, its charts and what lies where in them.
// What must not change: charts are those of the report, drawn by the same code; at the end of a run they are the report's own.

import { cellPictures } from "../chart/cell_pictures.ts";
import type { PlacedPlot } from "../chart/svg.ts";
import { diagramSize } from "../chart/network_diagram.ts";
import { connectionsOf, drawnLayers } from "../chart/network_layout.ts";
import { outputNamesOf } from "../dataset/dataset.ts";
import { type Figure, pieceText } from "../document/page.ts";
import { isDense, layersOf, neuronNames, parameterNames } from "../engine/topology.ts";
import { inputShapeOf, topologyOf } from "../experiment/experiment.ts";
import { decisionFigures } from "../report/run/decision.ts";
import { markedPlaces } from "../report/run/decision_marks.ts";
import { confusionFigureOf } from "../report/run/confusion.ts";
import { lossFigures } from "../report/run/losses.ts";
import { pictureGroups, STATE_WORDS } from "../report/run/layer_pictures.ts";
import { diagramData, networkFigure } from "../report/run/network.ts";
import { outputSpanOf, shareOf } from "../report/run/output_span.ts";
import { answerText } from "../results/answer_text.ts";
import type { Outcome } from "../run/outcome.ts";
import { accuracyOf, verdictOf } from "../run/verdict.ts";
import { asOutput, inWords } from "../text/number_words.ts";
import { counted } from "../text/words.ts";
import { answersSaid } from "./answers_said.ts";
import type { ChainFacts } from "./chain_facts.ts";
import {
  type HistogramPlaces,
  type LossPlaces,
  type MapPlaces,
  type NetworkPlaces,
  type PlacedMark,
  positionOf,
} from "./hit.ts";
import { type Pin, pinnedLosses } from "./pins.ts";
import type { RowFinder } from "./row_finder.ts";
import type { StandingRun } from "./standing_run.ts";
import { epochOf, MOST_PARAMETERS, standOf, type ViewState } from "./view.ts";

/** A chart that a page wants. */
export interface ChartRequest {
  readonly chart: "map" | "network" | "loss" | "confusion" | "histogram";
  /** Of its SVG: a letter, then letters, digits, - and _; unlike every other in the page. */
  readonly id: string;
  /** In user units, which are CSS pixels where it is drawn at its natural size. */
  readonly width: number;
  readonly height?: number;
  /** Which output a map shows, where each number has its own; 0 by default. */
  readonly output?: number;
  /** Of the losses. */
  readonly scale?: "linear" | "logarithmic";
}

/** A chart that was drawn; its colours are classes, see `chartStyles`. */
export interface DrawnChart {
  readonly chart: ChartRequest["chart"];
  readonly id: string;
  readonly svg: string;
  readonly caption: string;
  readonly places: MapPlaces | LossPlaces | NetworkPlaces | HistogramPlaces | null;
}

/** One output of an answer. */
export interface AnsweredOutput {
  /** The class or the column. */
  readonly of: string;
  readonly value: number | null;
  /** With three decimal places, as in `log.txt`. */
  readonly text: string;
  /** From the least to the greatest that it can be; null where it has no bounds. */
  readonly share: number | null;
}

/** The answer to a query. */
export interface FrameAnswer {
  readonly name: string;
  readonly outputs: readonly AnsweredOutput[];
  readonly label: string | null;
  /** As in `log.txt`: `0.949 - F`. */
  readonly text: string;
}

/** A weight or bias where a run stands. */
export interface FrameParameter {
  readonly name: string;
  readonly value: number;
}

/** A run where it stands. */
export interface Frame {
  readonly stepsDone: number;
  /** Whole epochs that are learned. */
  readonly epoch: number;
  /** The rows that are learned next; none at the end. */
  readonly nextRows: readonly string[];
  readonly loss: number | null;
  /** The same as people read it. */
  readonly lossText: string | null;
  readonly heldOutLoss: number | null;
  /** Shares of rows answered rightly; null without classes. */
  readonly accuracy: number | null;
  readonly heldOutAccuracy: number | null;
  readonly answers: readonly FrameAnswer[];
  readonly parameters: readonly FrameParameter[];
  readonly charts: readonly DrawnChart[];
  readonly chain: ChainFacts | null;
}

/** What a frame is made of. */
export interface FrameSource {
  readonly run: StandingRun;
  readonly find: RowFinder;
  readonly pins: readonly Pin[];
  /** Tells the chain rule; null where it is not loaded, which it is where a view follows a weight. */
  readonly chainFacts: ((run: StandingRun, view: ViewState) => ChainFacts | null) | null;
}

/** Rows whose answers a frame asks for: of more, accuracy is told at the end alone. */
const MOST_JUDGED_ROWS = 5000;

/** Around pictures of layers, which have no axes beside them; the page's styles say the same. */
const MARGIN = { beside: 14, above: 6 };

/** The picture of a run where a view stands. */
export function frameOf(source: FrameSource, view: ViewState, charts: readonly ChartRequest[]): Frame {
  const { run } = source;
  // What is not trained yet cannot be looked at.
  if (run.outcome === null && standOf(view, run.length) > run.trainedTo) {
    return frameOf(source, { ...view, stand: run.trainedTo }, charts);
  }
  // First what moves the session away, then where it stands.
  const chain = source.chainFacts?.(run, view) ?? null;
  const outcome = run.at(view);
  const { experiment, parameters, predictions, stepsDone } = outcome;
  const { length } = run;
  const names = parameterNames(topologyOf(experiment), outcome.features[0]?.learnedWords).slice(
    0,
    MOST_PARAMETERS,
  );
  const shown = parameters ?? run.session.parameters;
  return {
    stepsDone,
    epoch: epochOf(stepsDone, length),
    nextRows: stepsDone >= length.lastStep
      ? []
      : run.plan.rowsOf(stepsDone).map((row) => experiment.dataset.rows[row].name),
    loss: outcome.finalLoss,
    lossText: outcome.finalLoss === null ? null : inWords(outcome.finalLoss),
    ...judgedOf(outcome),
    answers: predictions.map((prediction) => ({
      name: prediction.name,
      outputs: outputsOf(outcome, prediction.outputs),
      label: prediction.label,
      text: answerText(experiment.dataset.target, prediction),
    })),
    parameters: names.map((name, index) => ({ name, value: shown[index] })),
    charts: charts.flatMap((chart) => drawn(chart, outcome, source) ?? []),
    chain,
  };
}

function judgedOf(outcome: Outcome): Pick<Frame, "heldOutLoss" | "accuracy" | "heldOutAccuracy"> {
  const { rows, validation } = outcome.experiment.dataset;
  if (rows.length + (validation?.rows.length ?? 0) > MOST_JUDGED_ROWS) {
    return { heldOutLoss: null, accuracy: null, heldOutAccuracy: null };
  }
  const { training, validation: heldOut } = verdictOf(outcome);
  return {
    heldOutLoss: heldOut?.loss ?? null,
    accuracy: accuracyOf(training),
    heldOutAccuracy: accuracyOf(heldOut),
  };
}

function outputsOf({ experiment }: Outcome, outputs: readonly number[] | null): readonly AnsweredOutput[] {
  return outputNamesOf(experiment.dataset.target).map((of, index) => {
    const value = outputs?.[index] ?? null;
    const span = outputSpanOf(experiment, index);
    return {
      of,
      value,
      text: asOutput(value),
      share: value === null || span === null ? null : shareOf(span, value),
    };
  });
}

/** Where a run stands, in words. */
function standWords({ stepsDone }: { readonly stepsDone: number }, { length }: StandingRun): string {
  if (stepsDone === 0) return "as it started";
  if (stepsDone >= length.lastStep) return "after training";
  const epoch = epochOf(stepsDone, length);
  const rest = stepsDone - epoch * length.stepsPerEpoch;
  return `after ${counted(epoch, "epoch")}${rest === 0 ? "" : ` and ${counted(rest, "step")}`}`;
}

/** Where a run stands and what it answers there. */
function answersWords(outcome: Outcome & { readonly stepsDone: number }, run: StandingRun): string {
  const { target } = outcome.experiment.dataset;
  const answers = outcome.predictions.map((each) => ({ name: each.name, text: answerText(target, each) }));
  const said = answersSaid(answers);
  return `${standWords(outcome, run)}${said === "" ? "" : ` it answers ${said}`}`;
}

/** A chart as it is asked for; null where there is nothing to draw. */
function drawn(
  request: ChartRequest,
  outcome: Outcome & { readonly stepsDone: number },
  source: FrameSource,
): DrawnChart | null {
  switch (request.chart) {
    case "map":
      return mapChart(request, outcome, source);
    case "network":
      return networkChart(request, outcome, source);
    case "loss":
      return lossChart(request, outcome, source);
    case "confusion":
      return confusionChart(request, outcome);
    case "histogram":
      return null;
  }
}

function confusionChart(request: ChartRequest, outcome: Outcome): DrawnChart | null {
  const { rows, validation } = outcome.experiment.dataset;
  if (rows.length + (validation?.rows.length ?? 0) > MOST_JUDGED_ROWS) return null;
  const figure = confusionFigureOf(outcome);
  if (figure === null) return null;
  const { svg, caption } = figureDrawn(figure, request);
  return { chart: "confusion", id: request.id, svg, caption, places: null };
}

/** Draws a figure of a report, and hears where its plot lies. @param also what it says beside what it says in a report. */
export function figureDrawn(figure: Figure, { id, width, height }: ChartRequest, also?: string): {
  readonly svg: string;
  readonly caption: string;
  readonly placed: PlacedPlot | null;
} {
  let placed: PlacedPlot | null = null as PlacedPlot | null;
  const size = height === undefined ? { width } : { width, height };
  const svg = figure.draw({ id, ...size, styles: "page", also, onPlot: (found) => placed = found });
  return { svg, caption: figure.caption.map(pieceText).join(""), placed };
}

function mapChart(
  request: ChartRequest,
  outcome: Outcome & { readonly stepsDone: number },
  { run, find, pins }: FrameSource,
): DrawnChart | null {
  const { dataset } = outcome.experiment;
  if (!isDense(topologyOf(outcome.experiment)) || inputShapeOf(dataset)?.kind === "image") {
    return layersChart(request, outcome, run);
  }
  const behind = pins.map(({ outcome }) => outcome);
  const figures = decisionFigures(outcome, { featureIndices: run.featureIndices, behind });
  const figure = figures[request.output ?? 0];
  if (figure === undefined) return null;
  const { svg, caption, placed } = figureDrawn(figure, request, answersWords(outcome, run));
  if (placed === null) return null;
  const { features } = outcome;
  const indices = run.featureIndices ?? features.slice(0, 2).map((_, index) => index);
  const [across, upwards] = indices;
  const isMap = indices.length === 2;
  const named = indices.map((index) => features[index].category === undefined ? features[index].name : null);
  const places: MapPlaces = { ...placed, features: named, marks: [] };
  const heights = new Map(
    outcome.predictions.map(({ name, outputs }) => [name, outputs?.[request.output ?? 0]]),
  );
  const targets = new Map(
    [...dataset.rows, ...dataset.validation?.rows ?? []]
      .map(({ name, targets }) => [name, targets[request.output ?? 0]]),
  );
  const marks = markedPlaces(outcome).flatMap(({ kind, name, values }): readonly PlacedMark[] => {
    const height = isMap ? values[upwards] : (kind === "row" ? targets : heights).get(name) ?? NaN;
    const at = positionOf(places, [values[across], height]);
    const isInside = at.x >= placed.plot.left && at.x <= placed.plot.right && at.y >= placed.plot.top &&
      at.y <= placed.plot.bottom;
    return isInside ? [{ kind, name, ...find(kind, name), ...at }] : [];
  });
  return { chart: "map", id: request.id, svg, caption, places: { ...places, marks } };
}

function networkChart(
  request: ChartRequest,
  outcome: Outcome & { readonly stepsDone: number },
  { run }: FrameSource,
): DrawnChart | null {
  const { experiment } = outcome;
  if (!isDense(topologyOf(experiment))) return layersChart(request, outcome, run);
  const parameters = outcome.parameters ?? run.session.parameters;
  const data = diagramData(outcome, parameters);
  const { width, height } = diagramSize(request, data);
  const layers = drawnLayers(data, width, height);
  const drawnConnections = connectionsOf(data, layers);
  const largest = drawnConnections.reduce((most, one) =>
    Math.abs(one.weight) > Math.abs(most.weight) ? one : most
  );
  const beside = `of the weights drawn the largest is ${largest.name}, ${inWords(largest.weight)}`;
  const figure = networkFigure(outcome, parameters, standWords(outcome, run), { beside });
  const { svg, caption } = figureDrawn(figure, request);
  const names = neuronNames(topologyOf(experiment));
  const firsts = data.layers.map((_, depth) =>
    data.layers.slice(0, depth).reduce((sum, { biases }) => sum + biases.length, 0)
  );
  const neurons = layers.flatMap(({ index: layer, neurons, radius }) =>
    neurons.map(({ index, x, y }) => {
      const neuron = layer === 0 ? null : firsts[layer - 1] + index;
      return neuron === null
        ? { name: `x${index + 1}`, bias: null, x, y, radius }
        : { name: names[neuron], bias: `b${neuron + 1}`, x, y, radius };
    })
  );
  const connections = drawnConnections.map(({ from, to, name }) => ({
    parameter: name,
    from: { x: from.x, y: from.y },
    to: { x: to.x, y: to.y },
  }));
  return { chart: "network", id: request.id, svg, caption, places: { neurons, connections } };
}

/**
 * Of other layers than dense ones what is learned, in the place of the network; in that of the map what is made of a row. Of
 * dense layers on an image, whose network has a drawing, both in the place of the map.
 */
function layersChart(
  { chart, id, width, height }: ChartRequest,
  outcome: Outcome & { readonly stepsDone: number },
  run: StandingRun,
): DrawnChart | null {
  const parameters = outcome.parameters ?? run.session.parameters;
  const all = pictureGroups({ ...outcome, parameters });
  const learnedCount = isDense(topologyOf(outcome.experiment)) ? 0 : 1;
  const groups = chart === "network" ? all.slice(0, 1) : all.slice(learnedCount);
  if (groups.length === 0) return null;
  const size = {
    width: width - 2 * MARGIN.beside,
    ...(height === undefined ? {} : { height: height - 2 * MARGIN.above }),
  };
  const readsSentences = layersOf(topologyOf(outcome.experiment))[0].kind === "rnn";
  const caption = readsSentences ? STATE_WORDS : groups.map(({ caption }) => caption).join(" ");
  const title = `${groups[0].title}, ${standWords(outcome, run)}`;
  const frame = { id, ...size, title, description: caption, styles: "page" as const };
  const svg = cellPictures(frame, groups.flatMap(({ pictures }) => pictures));
  return { chart, id, svg, caption, places: null };
}

/** Whether a pinned run sees the same features: else its loss tells nothing beside this one. */
function isComparable(pin: Pin, { features }: Outcome): boolean {
  const names = (some: Outcome["features"]): string => JSON.stringify(some.map(({ name }) => name));
  return names(pin.outcome.features) === names(features);
}

function lossChart(
  request: ChartRequest,
  outcome: Outcome,
  { pins }: FrameSource,
): DrawnChart | null {
  if (outcome.losses.length < 2) return null;
  const figures = lossFigures(outcome, {
    behind: pinnedLosses(pins.filter((pin) => isComparable(pin, outcome))),
  });
  const figure = figures.find(({ id }) => id === `loss-${request.scale ?? "linear"}`) ?? figures[0];
  const { svg, placed } = figureDrawn(figure, request);
  if (placed === null) return null;
  const scale = figure.id === "loss-logarithmic" ? ", on a logarithmic scale" : "";
  const caption =
    `The loss after each logged epoch${scale}; the line from top to bottom is where the run stands.`;
  const [firstEpoch, lastEpoch] = placed.x;
  return {
    chart: "loss",
    id: request.id,
    svg,
    caption,
    places: { plot: placed.plot, firstEpoch, lastEpoch },
  };
}
