// The charts of a run where it stands, each as a page asks for it, and what lies where in them.
// What must not change: they are the charts of the report, drawn by the same code; at the end of a run they are its own.

import { cellPictures } from "../chart/cell_pictures.ts";
import type { PlacedPlot } from "../chart/svg.ts";
import { diagramSize } from "../chart/network_diagram.ts";
import { connectionsOf, drawnLayers } from "../chart/network_layout.ts";
import { featureColumnsOf } from "../dataset/dataset.ts";
import { type Figure, pieceText } from "../document/page.ts";
import { isDense, layersOf } from "../engine/topology.ts";
import { inputShapeOf, topologyOf } from "../experiment/experiment.ts";
import { decisionFigures } from "../report/run/decision.ts";
import { markedPlaces } from "../report/run/decision_marks.ts";
import { confusionFigureOf } from "../report/run/confusion.ts";
import { lossFigures } from "../report/run/losses.ts";
import { pictureGroups, STATE_WORDS } from "../report/run/layer_pictures.ts";
import { diagramData, networkFigure } from "../report/run/network.ts";
import { rowNamer } from "../report/run/row_names.ts";
import { answerText } from "../results/answer_text.ts";
import type { Outcome } from "../run/outcome.ts";
import { counted, listed } from "../text/words.ts";
import { answersSaid } from "./answers_said.ts";
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
import { epochOf, MOST_JUDGED_ROWS } from "./view.ts";

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

/**
 * A drag moves two features. Where an answer is made of more than so many, that hardly moves it, and a mark lies on colours
 * that are not its own answer.
 */
const MOST_DRAGGED_FEATURES = 8;

/** Around pictures of layers, which have no axes beside them; the page's styles say the same. */
const MARGIN = { beside: 14, above: 6 };

/** What charts are drawn of, beside the run where it stands. */
export interface ChartSource {
  readonly run: StandingRun;
  readonly find: RowFinder;
  readonly pins: readonly Pin[];
}

/** A run where it stands, as charts show it. */
type Standing = Outcome & { readonly stepsDone: number };

/** Where a run stands, in words. */
function standWords({ stepsDone }: { readonly stepsDone: number }, { length }: StandingRun): string {
  if (stepsDone === 0) return "as it started";
  if (stepsDone >= length.lastStep) return "after training";
  const epoch = epochOf(stepsDone, length);
  const rest = stepsDone - epoch * length.stepsPerEpoch;
  return `after ${counted(epoch, "epoch")}${rest === 0 ? "" : ` and ${counted(rest, "step")}`}`;
}

/** Where a run stands and what it answers there. */
function answersWords(outcome: Standing, run: StandingRun): string {
  const { target } = outcome.experiment.dataset;
  const answers = outcome.predictions.map((each) => ({ name: each.name, text: answerText(target, each) }));
  const said = answersSaid(answers);
  return `${standWords(outcome, run)}${said === "" ? "" : ` it answers ${said}`}`;
}

/** A chart as it is asked for; null where there is nothing to draw. */
export function drawnChart(
  request: ChartRequest,
  outcome: Standing,
  source: ChartSource,
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
  const { svg, caption } = figureDrawn(figure, request, figure.lines?.().join("; "));
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
  outcome: Standing,
  { run, find, pins }: ChartSource,
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
  const summary = mapSummary(indices.map((index) => features[index].name), features.length);
  const places: MapPlaces = { ...placed, features: named, summary, marks: [] };
  if (featureColumnsOf(dataset.features).length > MOST_DRAGGED_FEATURES) {
    return { chart: "map", id: request.id, svg, caption, places };
  }
  const heights = new Map(
    outcome.predictions.map(({ name, outputs }) => [name, outputs?.[request.output ?? 0]]),
  );
  const nameOf = rowNamer(dataset);
  const targets = new Map(
    [...dataset.rows, ...dataset.validation?.rows ?? []]
      .map((row) => [nameOf(row), row.targets[request.output ?? 0]]),
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

/** What a map of some of the features shows. */
function mapSummary(drawn: readonly string[], count: number): string {
  const isMap = drawn.length === 2;
  if (drawn.length === count) return isMap ? "What the colours mean" : "What the curve means";
  return `Only ${listed(drawn)} ${isMap ? "change" : "changes"}; all else is at its mean`;
}

function networkChart(
  request: ChartRequest,
  outcome: Standing,
  { run }: ChartSource,
): DrawnChart | null {
  const { experiment } = outcome;
  if (!isDense(topologyOf(experiment))) return layersChart(request, outcome, run);
  const parameters = outcome.parameters ?? run.session.parameters;
  const data = diagramData(outcome, parameters);
  const { width, height } = diagramSize(request, data);
  const layers = drawnLayers(data, width, height);
  const figure = networkFigure(outcome, parameters, standWords(outcome, run));
  const { svg, caption } = figureDrawn(figure, request);
  const neurons = layers.flatMap(({ neurons, radius }) =>
    neurons.map(({ name, bias, x, y }) => ({ name, bias, x, y, radius }))
  );
  const connections = connectionsOf(data, layers).map(({ from, to, name }) => ({
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
  outcome: Standing,
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
  // A first picture that stands alone has its name as a label, and so has a sentence.
  const isHeaded = (index: number): boolean =>
    groups.length > 1 && !readsSentences && (index > 0 || groups[0].pictures.length > 1);
  const pictures = groups.flatMap(({ title, pictures: [first, ...others] }, index) => [
    isHeaded(index) ? { ...first, heading: title } : first,
    ...others,
  ]);
  const svg = cellPictures(frame, pictures);
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
  { pins }: ChartSource,
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
