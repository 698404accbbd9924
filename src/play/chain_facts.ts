// The chain rule of one weight or bias for the row that is looked at, in lines, and the way that lights up in the network; of
// a row or query that is followed alone, the way forward.
// What must not change: every number is the explanation's, and so the engine's own; nothing is calculated here.

import type { Equation } from "../explain/expression.ts";
import { chainOf } from "../explain/chain.ts";
import type { ExplainedNeuron, Explanation } from "../explain/explanation.ts";
import {
  inputEquation,
  layerEquations,
  outputEquations,
  rawEquation,
  sumEquation,
} from "../explain/equations.ts";
import { isScaled } from "../explain/explained_parts.ts";
import { explainOn, layerSubjectOn } from "../explain/explain.ts";
import { answerOfNeurons } from "../explain/layer_answer.ts";
import { LayerFocus } from "../explain/layer_focus.ts";
import { forwardEquations } from "../explain/layer_forward.ts";
import { followedGradient } from "../explain/layer_lesson_weight.ts";
import { LayerNumbers } from "../explain/layer_numbers.ts";
import { LessonWriter } from "../explain/lesson_pieces.ts";
import { isDense } from "../engine/topology.ts";
import { topologyOf } from "../experiment/experiment.ts";
import { ExperimentError } from "../experiment/source/problem.ts";
import { withDecimals } from "../text/number_words.ts";
import type { StandingRun } from "./standing_run.ts";
import { standOf, type Subject, type ViewState } from "./view.ts";

/** Decimal places of the numbers in a line. */
const DIGITS = 4;
/** Whoever calculates with the numbers of the lines may get other last digits. */
const ROUNDING = `Rounded to ${DIGITS} places, calculated with all digits.`;
/** Terms of sums that can be read in lines: of larger networks the first neuron of each layer has to do. */
const MOST_TERMS = 200;
/** Lines of a layer that works as a whole. */
const MOST_LINES = 60;

/** One weight or bias and what the row says of it; of a row or query that is followed alone, its way forward. */
export interface ChainFacts {
  /** Null for the way forward. */
  readonly parameter: string | null;
  readonly subject: Subject;
  /** Null likewise. */
  readonly value: number | null;
  /** How fast the row's loss grows with it; null for a query, which teaches nothing. */
  readonly gradient: number | null;
  /** What it is after the step; null likewise. */
  readonly updated: number | null;
  /**
   * Equations: the product, then its factors from the loss down to it; for a query those of its neuron. Of the way forward all,
   * from the inputs on. After the first how they are rounded.
   */
  readonly lines: readonly string[];
  /** Weights on the way from it to the answers, itself first. */
  readonly path: readonly string[];
  /** What each input and neuron gives, by its name, in few digits; empty for other layers than dense ones. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** The chain rule where a view stands; null where it follows nothing, or there is nothing to say there. */
export function chainFacts(run: StandingRun, view: ViewState): ChainFacts | null {
  const facts = factsWithoutWords(run, view);
  return facts === null ? null : { ...facts, lines: facts.lines.toSpliced(1, 0, ROUNDING) };
}

function factsWithoutWords(run: StandingRun, view: ViewState): ChainFacts | null {
  const { parameter } = view;
  if (parameter === null && view.subject === null) return null;
  const { stepsPerEpoch } = run.plan;
  const stepsDone = standOf(view, run.length);
  const isQuery = view.subject?.kind === "query";
  const when = stepsDone < run.length.lastStep
    ? { step: stepsDone + 1 }
    : { epoch: stepsPerEpoch === 0 ? 0 : Math.floor(stepsDone / stepsPerEpoch) };
  const whose = view.subject === null ? {} : { [view.subject.kind]: view.subject.name };
  try {
    if (!isDense(topologyOf(run.experiment))) {
      const lesson = layerSubjectOn(run.session, run.experiment, { ...when, ...whose });
      const numbers = new LayerNumbers({ ...lesson, parameter });
      return parameter === null ? layersForward(numbers) : layerFacts(numbers, parameter);
    }
    const explanation = explainOn(run.session, run.experiment, { ...when, ...whose });
    const facts = parameter === null
      ? wayForward(explanation)
      : isQuery || explanation.learning === null
      ? forwardFacts(explanation, parameter)
      : backwardFacts({ ...explanation, parameter }, parameter);
    return facts === null ? null : { ...facts, ...factsOfAll(explanation) };
  } catch (error) {
    // A step after which the numbers are none, or a row that is gone.
    if (error instanceof ExperimentError) return null;
    throw error;
  }
}

/** What is said whichever way is told. */
type CommonFacts = Pick<ChainFacts, "subject" | "outputs">;

function factsOfAll({ subject: { kind, name }, inputs, layers }: Explanation): CommonFacts {
  const neurons = layers.flat().map(({ name, output }) => ({ name, value: output.value }));
  return {
    subject: { kind, name },
    outputs: Object.fromEntries([...inputs, ...neurons].map(({ name, value }) => [name, inCircle(value)])),
  };
}

/** A number that is short enough for the circle of a neuron. */
function inCircle(value: number): string {
  const decimals = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return withDecimals(value, decimals).replace(/\.0+$/, "");
}

/** From the inputs to the answers. */
function wayForward({ inputs, layers, outputs }: Explanation): Omit<ChainFacts, keyof CommonFacts> {
  const termCount = layers.flat().reduce((count, { terms }) => count + terms.length, 0);
  const most = termCount <= MOST_TERMS ? Infinity : 1;
  const cutLines = (all: readonly unknown[], equations: readonly Equation[]): readonly string[] =>
    most < all.length ? [...linesOf(equations), "…"] : linesOf(equations);
  const lines = [
    ...cutLines(inputs, inputs.slice(0, most).map(inputEquation)),
    ...layers.flatMap((neurons) =>
      "over" in neurons[0].activation
        ? cutLines(neurons, layerEquations(neurons.slice(0, most)))
        : linesOf(layerEquations(neurons).slice(0, MOST_LINES))
    ),
    ...linesOf(outputs.filter(isScaled).slice(0, MOST_LINES).map(rawEquation)),
  ];
  return { parameter: null, value: null, gradient: null, updated: null, lines, path: [] };
}

function backwardFacts(
  explanation: Explanation,
  name: string,
): Omit<ChainFacts, keyof CommonFacts> | null {
  if (!explanation.learning?.parameters.some((parameter) => parameter.name === name)) return null;
  const { parameter: { value, gradient, updated }, equations, own } = chainOf(explanation, name);
  const all = [...equations, ...own];
  return {
    parameter: name,
    value,
    gradient,
    updated,
    lines: linesOf([...all.slice(-1), ...all.slice(0, -1)]),
    path: pathFrom(explanation, name),
  };
}

function forwardFacts(
  explanation: Explanation,
  name: string,
): Omit<ChainFacts, keyof CommonFacts> | null {
  const { layers } = explanation;
  const layer = layers.find((neurons) => neurons.some((neuron) => has(neuron, name)));
  const neuron = layer?.find((candidate) => has(candidate, name));
  if (layer === undefined || neuron === undefined) return null;
  const found = [...neuron.terms.map(({ weight }) => weight), neuron.bias].find((one) => one.name === name)!;
  const isOwn = "over" in neuron.activation;
  return {
    parameter: name,
    value: found.value,
    gradient: null,
    updated: null,
    lines: linesOf([sumEquation(neuron), ...(isOwn ? outputEquations([neuron]) : [])]),
    path: pathFrom(explanation, name),
  };
}

/** Of other layers than dense ones: one neuron a layer, then the answers. */
function layersForward(numbers: LayerNumbers): ChainFacts {
  const lines = forwardLines(new LayerFocus(numbers));
  return { ...factsOfLayers(numbers), parameter: null, value: null, gradient: null, lines };
}

/** Of other layers than dense ones: the gradient as the sum over all places at which the weight is used; for a query the way forward. */
function layerFacts(numbers: LayerNumbers, name: string): ChainFacts | null {
  if (!numbers.parameterNames.includes(name)) return null;
  const focus = new LayerFocus(numbers);
  const { parameters, yTrue } = numbers.subject;
  const facts = { ...factsOfLayers(numbers), parameter: name, value: parameters[focus.parameter] };
  if (yTrue === null) return { ...facts, gradient: null, lines: forwardLines(focus) };
  const { equation } = followedGradient(focus);
  return { ...facts, gradient: equation.value, lines: linesOf([equation]) };
}

/** What is said of layers whichever way is told: their picture has no circles and lines to light up. */
function factsOfLayers({ subject: { subject: { kind, name } } }: LayerNumbers):
  & CommonFacts
  & Pick<ChainFacts, "updated" | "path"> {
  return { subject: { kind, name }, updated: null, path: [], outputs: {} };
}

function forwardLines(focus: LayerFocus): readonly string[] {
  const { numbers } = focus;
  const { layers: [neurons], outputs } = answerOfNeurons(numbers);
  return linesOf([
    ...numbers.layers.flatMap((_, index) => forwardEquations(focus, index)),
    ...outputEquations(neurons).slice(0, MOST_LINES),
    ...outputs.filter(isScaled).slice(0, MOST_LINES).map(rawEquation),
  ]);
}

function has({ terms, bias }: ExplainedNeuron, name: string): boolean {
  return bias.name === name || terms.some(({ weight }) => weight.name === name);
}

function linesOf(equations: readonly Equation[]): readonly string[] {
  const writer = new LessonWriter(DIGITS);
  return equations.map((equation) => writer.sides(equation).map(({ text }) => text).join(" = "));
}

/** The weights through which a parameter reaches the answers. */
function pathFrom({ layers }: Explanation, name: string): readonly string[] {
  const depth = layers.findIndex((neurons) => neurons.some((neuron) => has(neuron, name)));
  let reached = new Set(layers[depth].filter((neuron) => has(neuron, name)).map(({ output }) => output.name));
  const path = [name];
  for (const neurons of layers.slice(depth + 1)) {
    const next = new Set<string>();
    for (const { terms, output } of neurons) {
      for (const { weight, input } of terms) {
        if (!reached.has(input.name)) continue;
        path.push(weight.name);
        next.add(output.name);
      }
    }
    reached = next;
  }
  return path;
}
