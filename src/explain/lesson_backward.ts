// The way back in the lesson: the chain rule, for all parameters in tables or for one link by link.
// Why the rules first and the tables last: a table of numbers explains nothing to who has not seen one of them made.
import { type Chain, chainOf, derivativesOf } from "./chain.ts";
import {
  activationsOf,
  deltaEquation,
  gradientEquation,
  learningOf,
  lossByOutputEquation,
  neuronOf,
  slopeEquation,
} from "./equations.ts";
import type { ExplainedNeuron, ExplainedParameter, Explanation } from "./explanation.ts";
import { type Equation, product, type Quantity } from "./expression.ts";
import { type Block, cutTable, type Inline, paragraph, type Section } from "./lesson_blocks.ts";

const byOutput: Inline = { formula: { text: "∂L/∂output", tex: "\\partial L / \\partial a" } };
const bySum: Inline = { formula: { text: "∂L/∂sum", tex: "\\partial L / \\partial s" } };
const derivativesHeader: readonly Inline[] = ["output", "slope", byOutput, bySum];

/** The chain rule. */
export function backwardSection(explanation: Explanation): Section {
  const { parameter } = explanation;
  return parameter === null ? allDerivatives(explanation) : oneChain(chainOf(explanation, parameter));
}

function allDerivatives(explanation: Explanation): Section {
  const { layers } = explanation;
  return {
    title: ["Backward: how the loss changes with each parameter"],
    blocks: [
      paragraph(
        "A gradient such as ",
        ...meaning("w1"),
        "The chain rule finds all gradients from the answer back to the inputs, neuron by neuron:",
      ),
      { kind: "list", items: rules(explanation) },
      paragraph(layers.length > 1 ? "With numbers, for the first neuron of each layer:" : "With numbers:"),
      { kind: "equations", equations: oneNeuronALayer(layers) },
      paragraph("For every neuron:"),
      ...cutTable(derivativesHeader, layers.toReversed().flat(), derivativesRow, "neurons"),
      paragraph(
        "The gradient of a parameter is ",
        bySum,
        " of its neuron, times the input that it weighs; a bias weighs 1:",
      ),
      ...cutTable(
        ["", "formula", "numbers", "gradient"],
        learningOf(explanation).parameters,
        (parameter) => gradientRow(parameter, neuronOf(explanation, parameter)),
        "parameters",
      ),
      paragraph("Name one to see its chain rule link by link: ", { code: "--parameter w1" }),
    ],
  };
}

function derivativesRow(neuron: ExplainedNeuron): readonly Inline[] {
  const numbers = derivativesOf(neuron).map(({ value }) => ({ number: value }));
  return [{ name: neuron.output.name }, ...numbers];
}

function gradientRow(parameter: ExplainedParameter, neuron: ExplainedNeuron): readonly Inline[] {
  const { left, formula, value } = gradientEquation(parameter, neuron);
  if (formula === null) throw new Error("assertion failed: a gradient has a formula");
  const [names, numbers] = (["names", "numbers"] as const).map((view) => ({ expression: formula, view }));
  return [{ name: left }, names, numbers, { number: value }];
}

function rules({ layers }: Explanation): readonly (readonly Inline[])[] {
  const slopes = activationsOf(layers.toReversed()).map(({ name, slopeFormula }): readonly Inline[] => [
    `the slope of ${name} where the output is a: `,
    { formula: slopeFormula },
  ]);
  const wayDown: readonly Inline[] = [
    byOutput,
    ": ",
    bySum,
    " of each neuron that it enters, times the weight there, added up",
  ];
  return [...slopes, ...(layers.length > 1 ? [wayDown] : []), [bySum, ": ", byOutput, " times the slope"]];
}

/** The way back through the output neuron and one hidden neuron of each layer. */
function oneNeuronALayer(layers: readonly (readonly ExplainedNeuron[])[]): readonly Equation[] {
  return layers.map((neurons, index) => ({ neuron: neurons[0], above: layers[index + 1] })).toReversed()
    .flatMap(({ neuron, above }) => [
      ...(above === undefined ? [] : [lossByOutputEquation(neuron, above)]),
      slopeEquation(neuron),
      deltaEquation(neuron),
    ]);
}

function oneChain(chain: Chain): Section {
  const { parameter, links } = chain;
  return {
    title: ["Backward: how the loss changes with ", { name: parameter.name }],
    blocks: links === null ? manyPaths(chain) : onePath(chain, links),
  };
}

function onePath(
  { parameter: { name }, equations, inEngineOrder }: Chain,
  links: readonly Quantity[],
): readonly Block[] {
  const wholeChain: readonly Inline[] = [
    { name: { of: "L", by: name } },
    " = ",
    { expression: product(...links), view: "names" },
  ];
  return [
    paragraph(
      ...meaning(name),
      "One path leads from ",
      { name },
      " to the answer, and the chain rule multiplies along it:",
    ),
    { kind: "list", items: [wholeChain] },
    paragraph("The links, and their product:"),
    { kind: "equations", equations },
    ...(inEngineOrder.length === 0 ? [] : [
      paragraph(
        "The program multiplies the same factors in another order, to keep what other parameters need too. " +
          "That order decides the last digit:",
      ),
      { kind: "equations", equations: inEngineOrder } as const,
    ]),
  ];
}

function manyPaths({ parameter: { name }, neuron, equations, layersAbove }: Chain): readonly Block[] {
  return [
    paragraph(
      ...meaning(name),
      "Many paths lead from ",
      { name },
      " to the answer. They meet in the weighted sums of each layer, so ",
      bySum,
      " is worked out from the output down:",
    ),
    { kind: "equations", equations: equations.slice(0, 3) },
    ...layersAbove.slice(1).flatMap((neurons, index) => layerAbove(neurons, layersAbove[index])),
    paragraph("Then ", { name: neuron.output.name }, ", whose sum ", { name }, " enters:"),
    { kind: "equations", equations: equations.slice(3) },
  ];
}

function meaning(parameter: string): readonly Inline[] {
  return [
    { name: { of: "L", by: parameter } },
    " says how fast L grows when ",
    { name: parameter },
    " grows. ",
  ];
}

/** A layer on the way down: its first neuron's equations, then all its derivatives in a table. */
function layerAbove(
  neurons: readonly ExplainedNeuron[],
  above: readonly ExplainedNeuron[],
): readonly Block[] {
  const [first] = neurons;
  const equations: Block = {
    kind: "equations",
    equations: [lossByOutputEquation(first, above), slopeEquation(first), deltaEquation(first)],
  };
  const lead = paragraph("The layer below, ", { name: first.output.name }, " in full:");
  if (neurons.length === 1) return [lead, equations];
  return [
    lead,
    equations,
    paragraph("And all its neurons:"),
    ...cutTable(derivativesHeader, neurons, derivativesRow, "neurons"),
  ];
}
