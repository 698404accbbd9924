// A film of a training: the loss, what the network answers, and its weights, from the start to the last epoch.
// Why more pictures early: there most happens; the words say at each of them which epoch it is.
// What must not change: every picture shows the bits that a run has at that epoch, and the page stays small enough to mail.

import { lossChart, type LossSeries } from "../../chart/loss_chart.ts";
import { isDense, parameterNames } from "../../engine/topology.ts";
import { type Experiment, topologyOf } from "../../experiment/experiment.ts";
import { argumentPlace, type Problem, type Read } from "../../experiment/source/problem.ts";
import { type Film, type FilmFrame, filmPage } from "../../document/html_film.ts";
import { type Block, type Figure, paragraph, section } from "../../document/page.ts";
import { decisionFigures, type DecisionView, decisionView } from "../../report/run/decision.ts";
import { layerPictures } from "../../report/run/layer_pictures.ts";
import { networkFigure } from "../../report/run/network.ts";
import { SIGNATURE } from "../../report/signature.ts";
import { inFull, inWords } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { type Moment, type Moments, momentsOf } from "./moments.ts";

/** Pictures of a film, at most. */
const MOST_FRAMES = 48;
/** And at least, where the training has as many epochs. */
const FEWEST_FRAMES = 8;
/** What all pictures take together, at most, in bytes; with the fewest they may take more. */
const FRAMES_BYTES = 1_500_000;
/** Lines in the chart of the weights. */
const MOST_LINES = 9;

/**
 * A film of a training as one page for a browser, which needs nothing else.
 *
 * @param experiment its sweep, if it has one, is not looked at.
 * @param onProgress hears how many epochs are done.
 * @returns a problem where there is no training to show.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../../experiment/reading/parse_experiment.ts";
 * import { filmOf } from "./film.ts";
 * const film = filmOf(parseExperiment(`
 * name: or
 * dataset:
 *   features: [{ name: a }, { name: b }]
 *   target: { name: either, classes: { "no": 0, "yes": 1 } }
 *   rows: [{ a: 0, b: 0, either: "no" }, { a: 0, b: 1, either: "yes" }, { a: 1, b: 1, either: "yes" }]
 * training: { epochs: 20 }
 * `));
 * if ("problems" in film || !film.ok.includes("after 20 epochs: loss 0.2")) throw new Error("wrong");
 * ```
 */
export function filmOf(
  experiment: Experiment,
  onProgress: (epochsDone: number) => void = () => {},
): Read<string> {
  const problem = notTrained(experiment);
  if (problem !== null) return { problems: [problem] };
  const single: Experiment = { ...experiment, sweep: null };
  const found = momentsOf(single, onProgress);
  const { moments } = found;
  if (moments.length === 0) return { problems: [neverFinite()] };
  const last = moments[moments.length - 1];
  const look = {
    view: isDense(topologyOf(single)) ? decisionView(last.outcome) : null,
    widest: largestWeight(moments),
    lastEpoch: last.epochsDone,
  };
  const frames = chosen(moments, frameCount(moments, look)).map((moment) => frameOf(moment, look));
  const film: Film = { courses: [lossCourse(moments), weightCourse(moments)], frames };
  return {
    ok: filmPage({
      kind: "Training, as a film",
      title: experiment.name,
      description: experiment.description,
      blocks: [
        section("about", "About this film", aboutBlocks(single, frames.length, found)),
      ],
      signature: SIGNATURE,
    }, film),
  };
}

/** What all pictures have in common. */
interface Look {
  readonly view: DecisionView | null;
  readonly widest: number;
  /** The epoch of the last picture, where the cursors end. */
  readonly lastEpoch: number;
}

function frameOf(moment: Moment, { view, widest, lastEpoch }: Look): FilmFrame {
  const { outcome, epochsDone, parameters } = moment;
  const answers = view === null ? [] : decisionFigures(outcome, view);
  const network = isDense(topologyOf(outcome.experiment))
    ? [networkFigure(outcome, parameters, "", widest)]
    : layerPictures({ ...outcome, parameters }).flatMap((block) =>
      block.kind === "figures" ? block.figures : []
    );
  return {
    words: wordsOf(moment),
    share: epochsDone / Math.max(1, lastEpoch),
    figures: [...answers, ...network],
  };
}

/** When it is, the loss, and how many rows are answered rightly. */
function wordsOf({ epochsDone, loss, verdict: { training, validation } }: Moment): string {
  const when = epochsDone === 0 ? "at the start" : `after ${counted(epochsDone, "epoch")}`;
  const right = training === null || training.right === null
    ? ""
    : `, ${inFull(training.right)} of ${counted(training.count, "row")} right`;
  const heldOut = validation === null || validation.loss === null
    ? ""
    : `; held out: loss ${inWords(validation.loss)}${
      validation.right === null ? "" : `, ${inFull(validation.right)} of ${inFull(validation.count)} right`
    }`;
  return `${when}: loss ${inWords(loss)}${right}${heldOut}`;
}

/** As many as fit into the page, measured by the last picture, which is as rich as any. */
function frameCount(moments: readonly Moment[], look: Look): number {
  const last = moments[moments.length - 1];
  const { figures } = frameOf(last, look);
  const size = figures.reduce((sum, { id, draw }) => sum + draw({ id, styles: "page" }).length, 0);
  const fitting = Math.floor(FRAMES_BYTES / size);
  return Math.min(moments.length, MOST_FRAMES, Math.max(FEWEST_FRAMES, fitting));
}

/** Moments by the square of their place, so that the early ones are close together. */
function chosen(moments: readonly Moment[], count: number): readonly Moment[] {
  const end = moments[moments.length - 1].epochsDone;
  const found = new Set<Moment>();
  for (let index = 0; index < count; index++) {
    const share = count === 1 ? 1 : index / (count - 1);
    const wanted = end * share * share;
    found.add(moments.find(({ epochsDone }) => epochsDone >= wanted) ?? moments[moments.length - 1]);
  }
  return [...found];
}

function largestWeight(moments: readonly Moment[]): number {
  let largest = 0;
  for (const { parameters } of moments) {
    for (const parameter of parameters) largest = Math.max(largest, Math.abs(parameter));
  }
  return largest;
}

function lossCourse(moments: readonly Moment[]): Figure {
  const learned = moments.map(({ epochsDone, loss }) => ({ epoch: epochsDone, loss }));
  const heldOut = moments.map(({ epochsDone, verdict: { validation } }) => ({
    epoch: epochsDone,
    loss: validation?.loss ?? NaN,
  }));
  const series: readonly LossSeries[] = heldOut.every(({ loss }) => Number.isNaN(loss))
    ? [{ label: "", points: learned }]
    : [{ label: "training", points: learned }, { label: "held out", points: heldOut }];
  return course("loss", "loss", series, ["The loss by epoch."]);
}

/** The parameters that move most, in their own order. */
function weightCourse(moments: readonly Moment[]): Figure {
  const { experiment, features } = moments[0].outcome;
  const names = parameterNames(topologyOf(experiment), features[0].learnedWords);
  const ways = names.map((_, index) => {
    const values = moments.map(({ parameters }) => parameters[index]);
    return Math.max(...values) - Math.min(...values);
  });
  const shown = names.map((_, index) => index).sort((a, b) => ways[b] - ways[a] || a - b).slice(0, MOST_LINES)
    .sort((a, b) => a - b);
  const series = shown.map((index) => ({
    label: names[index],
    points: moments.map(({ epochsDone, parameters }) => ({ epoch: epochsDone, loss: parameters[index] })),
  }));
  const which = shown.length === names.length
    ? "The weights and biases by epoch."
    : `The ${shown.length} of ${
      counted(names.length, "weight and bias", "weights and biases")
    } that move most.`;
  return course("weights", "weight", series, [which]);
}

function course(
  id: string,
  quantity: string,
  series: readonly LossSeries[],
  caption: readonly string[],
): Figure {
  const title = `${quantity === "loss" ? "Loss" : "Weights"} by epoch`;
  const description = series.map(lineWords).join("; ");
  return {
    id,
    caption,
    draw: (frame) =>
      lossChart({ ...frame, title, description }, { series, scale: "linear", quantity, stand: 0 }),
    lines: null,
  };
}

/** Where a line begins and ends. */
function lineWords({ label, points }: LossSeries): string {
  const seen = points.filter(({ loss }) => Number.isFinite(loss));
  if (seen.length === 0) return `${label} no number`.trim();
  return `${label} ${inWords(seen[0].loss)} to ${inWords(seen[seen.length - 1].loss)}`.trim();
}

function aboutBlocks(experiment: Experiment, frameCount: number, moments: Moments): readonly Block[] {
  return [
    paragraph(
      `${counted(frameCount, "picture")}, closer together early in training, where most happens. ${
        endOf(experiment, moments)
      } Where the page is printed, a few of them stand side by side.`,
    ),
    ...(isDense(topologyOf(experiment)) ? [] : [
      paragraph("Cells are shaded by their numbers, each picture by the largest of its own numbers."),
    ]),
    paragraph(
      "Nothing moves by itself: play the film with the button or the space bar, or move it with the slider or " +
        "the left and right arrow keys.",
    ),
  ];
}

/** What the last picture shows. */
function endOf(
  { name }: Experiment,
  { moments, divergedAtEpoch, endedAtEpoch, keepsOthers }: Moments,
): string {
  const { epochsDone } = moments[moments.length - 1];
  if (divergedAtEpoch !== null) {
    return `Training diverged by epoch ${inFull(divergedAtEpoch)}: the last picture is from ${
      epochsDone === 0 ? "the start" : `epoch ${inFull(epochsDone)}`
    }.`;
  }
  const after = `The last shows the network after ${counted(epochsDone, "epoch")}`;
  const stopped = endedAtEpoch === null ? "" : ", where training is stopped";
  return keepsOthers
    ? `${after}${stopped}; a run of ${name} keeps the parameters of its best logged epoch.`
    : `${after}${stopped}, as a run of ${name} ends.`;
}

function neverFinite(): Problem {
  return {
    code: "not_allowed",
    place: argumentPlace("--film"),
    message: "there are no numbers to show: the loss is not finite even at the start",
    hint: "smaller starting weights, or a scale for the features, keep the numbers finite",
  };
}

function notTrained(experiment: Experiment): Problem | null {
  const { dataset: { rows }, training: { epochs } } = experiment;
  if (rows.length > 0 && epochs > 0) return null;
  const why = rows.length === 0 ? "it has no rows" : "training.epochs is 0";
  return {
    code: "not_allowed",
    place: argumentPlace("--film"),
    message: `this experiment makes no steps, so there is nothing to show: ${why}`,
    hint: rows.length === 0 ? "add rows to learn from" : "write epochs=100 after the file",
  };
}
