// The way back in the lesson: the chain rule, for all parameters in tables or for one link by link.
// Why the rules first and the tables last: a table of numbers explains nothing to readers who have not seen one of them made.
import { type Block, paragraph, type Section, section, type Words } from "../document/page.ts";
import { NONE } from "../text/number_words.ts";
import {
  activationsOf,
  backwardOf,
  isMatched,
  neuronOf,
  outputNeuronsOf,
  teachingOf,
} from "./explained_parts.ts";
import { type Chain, chainOf, wayDown, wayFromLoss } from "./chain.ts";
import { gradientEquation } from "./equations.ts";
import type { ExplainedNeuron, ExplainedParameter, Explanation } from "./explanation.ts";
import { type Equation, product, type Quantity } from "./expression.ts";
import { differenceText } from "./lesson_error.ts";
import { formula, type LessonColumn, type LessonWriter, named } from "./lesson_pieces.ts";

const byOutput = formula({ text: "∂L/∂output", tex: "\\partial L / \\partial a" });
const bySum = formula({ text: "∂L/∂sum", tex: "\\partial L / \\partial s" });
const derivativeColumns: readonly LessonColumn<ExplainedNeuron>[] = [
  { title: "output", of: ({ output }) => named(output.name) },
  {
    title: "slope",
    of: (neuron) => backwardOf(neuron).slope ?? NONE,
    asks: ({ activation, sum }) => ({ slopeOf: activation.name, at: sum.name }),
  },
  {
    title: byOutput,
    of: (neuron) => backwardOf(neuron).lossByOutput ?? NONE,
    asks: ({ output }) => ({ of: "L", by: output.name }),
  },
  {
    title: bySum,
    of: (neuron) => backwardOf(neuron).delta,
    asks: ({ sum }) => ({ of: "L", by: sum.name }),
  },
];

/** Outputs that the loss is made for have neither slope nor ∂L/∂output. */
function columnsOf(neurons: readonly ExplainedNeuron[]): readonly LessonColumn<ExplainedNeuron>[] {
  return neurons.every(isMatched) ? [derivativeColumns[0], derivativeColumns[3]] : derivativeColumns;
}

/** The chain rule. */
export function backwardSection(explanation: Explanation, writer: LessonWriter): Section {
  const { parameter } = explanation;
  return parameter === null
    ? allDerivatives(explanation, writer)
    : oneChain(explanation, chainOf(explanation, parameter), writer);
}

function allDerivatives(explanation: Explanation, writer: LessonWriter): Section {
  const { layers } = explanation;
  // A worksheet has room for every neuron, and each needs those above it.
  const isSheet = writer.blanks !== null;
  const examples = wayThrough(explanation, isSheet ? "every neuron" : "one neuron a layer");
  const whose = isSheet || layers.length === 1 ? "" : ", for the first neuron of each layer";
  return section("backward", "Backward: how the loss changes with each parameter", [
    paragraph(
      "A gradient such as ",
      ...meaning("w1"),
      "The chain rule finds all gradients from the answer back to the inputs, neuron by neuron:",
    ),
    { kind: "list", items: rules(explanation) },
    ...(examples.length === 0 ? [] : [
      paragraph(`With numbers${whose}:`),
      writer.equations(examples),
    ]),
    ...(isSheet ? [] : writer.table(
      ["For every neuron:"],
      columnsOf(layers.flat()),
      layers.toReversed().flat(),
      "neuron",
    )),
    ...writer.table(
      [
        "The gradient of a parameter is ",
        bySum,
        " of its neuron, times the input that it weighs; a bias weighs 1:",
      ],
      gradientColumns(explanation, writer),
      teachingOf(explanation).parameters,
      "parameter",
    ),
    ...(writer.blanks === null
      ? [paragraph("Name one to see its chain rule link by link: ", { code: "--parameter w1" })]
      : []),
  ]);
}

function gradientColumns(
  explanation: Explanation,
  writer: LessonWriter,
): readonly LessonColumn<ExplainedParameter>[] {
  const equationOf = (parameter: ExplainedParameter) =>
    gradientEquation(parameter, neuronOf(explanation, parameter));
  const written = (view: "names" | "numbers") => (parameter: ExplainedParameter) => {
    const { formula } = equationOf(parameter);
    if (formula === null) throw new Error("assertion failed: a gradient has a formula");
    return writer.expression(formula, view);
  };
  return [
    { title: "name", of: (parameter) => named(equationOf(parameter).left) },
    { title: "formula", of: written("names") },
    ...(writer.blanks === null ? [{ title: "numbers", of: written("numbers") }] : []),
    { title: "gradient", of: ({ gradient }) => gradient, asks: ({ name }) => ({ of: "L", by: name }) },
  ];
}

function rules(explanation: Explanation): readonly Words[] {
  const { layers } = explanation;
  const outputs = outputNeuronsOf(explanation);
  const areMatched = isMatched(outputs[0]);
  const withSlopes = areMatched ? layers.slice(0, -1) : layers;
  const slopes = activationsOf(withSlopes.toReversed()).flatMap((activation): readonly Words[] =>
    "over" in activation
      ? [[`the slope of ${activation.name} where the output is a: `, formula(activation.slopeFormula)]]
      : []
  );
  const atOutput: Words = [bySum, " of an output: ", differenceText(outputs.length > 1), ", as above"];
  const toNeuron: Words = [
    byOutput,
    ": ",
    bySum,
    " of each neuron that it enters, times the weight there, added up",
  ];
  return [
    ...(areMatched ? [atOutput] : []),
    ...slopes,
    ...(layers.length > 1 ? [toNeuron] : []),
    ...(withSlopes.length > 0 ? [[bySum, ": ", byOutput, " times the slope"]] : []),
  ];
}

/** The way back through the layers, for every neuron or one of each layer. */
function wayThrough(
  explanation: Explanation,
  which: "every neuron" | "one neuron a layer",
): readonly Equation[] {
  const { layers } = explanation;
  return layers.map((neurons, index) => ({ neurons, above: layers[index + 1] })).toReversed()
    .flatMap(({ neurons, above }) =>
      (which === "every neuron" ? neurons : neurons.slice(0, 1)).flatMap((neuron) =>
        // Where the way begins stands with the error.
        above === undefined ? wayFromLoss(explanation, neuron).slice(1) : wayDown(neuron, above)
      )
    );
}

function oneChain(explanation: Explanation, chain: Chain, writer: LessonWriter): Section {
  const { parameter, links } = chain;
  return section(
    "backward",
    ["Backward: how the loss changes with ", named(parameter.name)],
    links === null ? manyPaths(explanation, chain, writer) : onePath(chain, links, writer),
  );
}

function onePath(
  { parameter: { name }, equations, inEngineOrder }: Chain,
  links: readonly Quantity[],
  writer: LessonWriter,
): readonly Block[] {
  const wholeChain: Words = [
    named({ of: "L", by: name }),
    " = ",
    writer.expression(product(...links), "names"),
  ];
  return [
    paragraph(
      ...meaning(name),
      "One path leads from ",
      named(name),
      " to the answer, and the chain rule multiplies along it:",
    ),
    { kind: "list", items: [wholeChain] },
    paragraph("The links, and their product:"),
    writer.equations(equations),
    // On paper nobody minds the last digit.
    ...(inEngineOrder.length === 0 || writer.blanks !== null ? [] : [
      paragraph(
        "The program multiplies the same factors in another order, so that other parameters can share the products. " +
          "That order decides the last digit:",
      ),
      writer.equations(inEngineOrder),
    ]),
  ];
}

function manyPaths(
  explanation: Explanation,
  { parameter: { name }, neuron, own, layersAbove: [outputs, ...others] }: Chain,
  writer: LessonWriter,
): readonly Block[] {
  const ofOutputs = outputs.length === 1
    ? []
    : writer.table(["And all outputs:"], columnsOf(outputs), outputs, "output");
  return [
    paragraph(
      ...meaning(name),
      "Many paths lead from ",
      named(name),
      " to the answer. They meet in the weighted sums of each layer, so ",
      bySum,
      " is worked out from the output down:",
    ),
    writer.equations(wayFromLoss(explanation, outputs[0])),
    ...ofOutputs,
    ...others.flatMap((neurons, index) => layerAbove(neurons, [outputs, ...others][index], writer)),
    paragraph("Then ", named(neuron.output.name), ", whose sum ", named(name), " enters:"),
    writer.equations(own),
  ];
}

function meaning(parameter: string): Words {
  return [named({ of: "L", by: parameter }), " says how fast L grows when ", named(parameter), " grows. "];
}

/** A layer on the way down: its first neuron's equations, then all its derivatives in a table. */
function layerAbove(
  neurons: readonly ExplainedNeuron[],
  above: readonly ExplainedNeuron[],
  writer: LessonWriter,
): readonly Block[] {
  const [first] = neurons;
  const blocks = [
    paragraph("The layer below, ", named(first.output.name), " in full:"),
    writer.equations(wayDown(first, above)),
  ];
  if (neurons.length === 1) return blocks;
  return [...blocks, ...writer.table(["And all its neurons:"], derivativeColumns, neurons, "neuron")];
}
