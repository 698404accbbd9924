// The way back on a sheet: from the error down to the layer of the followed weight, and that weight through all the places at
// which it is used.
// Why no formula at a max-pool: it would name the winner, which is asked for.

import { type Block, paragraph, section } from "../document/page.ts";
import { firstOutputOf, type MaxpoolLayer } from "../engine/layers.ts";
import { squareOf } from "../engine/maxpool.ts";
import { counted } from "../text/words.ts";
import { deltaEquation, slopeEquation } from "./equations.ts";
import type { ExplainedAnswer } from "./explanation.ts";
import type { Equation, Quantity } from "./expression.ts";
import { followedTitle, termOf, usedWords, usesOf, type WeightUse } from "./layer_lesson_weight.ts";
import { outputsBack } from "./layer_sheet_answer.ts";
import { type FewTerms, type LayerSheet, reordered, restWords, type SheetPart } from "./layer_sheet_parts.ts";
import { passedTerms } from "./layer_terms.ts";
import { backThroughWords, isWorkedOut } from "./layer_sheet_states.ts";
import { named } from "./lesson_pieces.ts";

/** Of more places than this the others are given as a rest. */
const MOST_PLACES = 9;

/** From the error to the layer of the followed weight; nothing where that is the output and its loss is made for it. */
export function backwardPart(answer: ExplainedAnswer, sheet: LayerSheet): readonly SheetPart[] {
  const { numbers: { layers }, focus, writer } = sheet;
  const last = layers.length - 1;
  const output = outputsBack(answer, focus.neuronIn(last) - layers[last].firstNeuron);
  const blocks: Block[] = output.length === 0 ? [] : [writer.equations(output)];
  for (let index = last; index > focus.layerIndex; index--) blocks.push(...passedDown(index, sheet));
  const [first] = layers;
  if (first.kind === "rnn" && focus.layerIndex === 0) blocks.push(...backThroughWords(first, sheet));
  if (blocks.length === 0) return [];
  return [{
    about: "backward",
    section: section("backward", "Backward: what each neuron passes down", blocks),
  }];
}

/** What a layer passes down to the neuron that is shown of the layer below, and what that makes of it. */
function passedDown(index: number, sheet: LayerSheet): readonly Block[] {
  const { numbers, focus, writer } = sheet;
  const [layer, below] = [numbers.layers[index], numbers.layers[index - 1]];
  const neuron = focus.neuronIn(index - 1);
  const own = below.kind === "maxpool" ? [] : [
    slopeEquation(numbers.neuronEnd(below, neuron)),
    deltaEquation(numbers.neuronEnd(below, neuron)),
  ];
  if (layer.kind === "maxpool") return [...squareBack(layer, index, sheet), writer.equations(own)];
  if (layer.kind === "rnn") throw new Error("assertion failed: an rnn layer stands on words");
  const terms = passedTerms(layer, index, neuron, numbers);
  const few = sheet.few(
    terms.map(({ term }) => term),
    terms.findIndex(({ from }) => from === focus.neuronIn(index)),
  );
  return [
    paragraph(
      named(numbers.neuronNames[neuron]),
      " hears from all that it leads to, each time by the weight that led there.",
      ...restWords([few], `what it hears from the other ${terms.length - 1} of them`),
    ),
    writer.equations([reordered(numbers.lossByEquation(neuron, few.formula), few), ...own]),
  ];
}

/** What the square hears: the winner all, the others nothing. */
function squareBack(layer: MaxpoolLayer, index: number, sheet: LayerSheet): readonly Block[] {
  const { numbers, focus, writer } = sheet;
  const neuron = focus.neuronIn(index);
  const below = firstOutputOf(numbers.layers[index - 1]);
  const told = layer.ties === "first" ? "to the winner of its square" : "to each winner of its square";
  return writer.table(
    [
      named(numbers.neuronNames[neuron]),
      ` hands it on ${told}, as it is, and 0 to the others, which could be a little larger or smaller and nobody ` +
      "would notice:",
    ],
    [
      { title: "neuron", of: (of: number) => named(numbers.neuronNames[of]) },
      {
        title: "∂L/∂neuron",
        of: (of: number) => numbers.back.lossByActivation[of],
        asks: (of: number) => numbers.lossBy(of).name,
      },
    ],
    shownOf(
      squareOf(layer, neuron - layer.firstNeuron).map((input) => below + input),
      focus.neuronIn(index - 1),
    ),
    "neuron",
    null,
  );
}

/** Of a large square the first points, the winner among them. */
function shownOf(square: readonly number[], winner: number): readonly number[] {
  const place = square.indexOf(winner);
  return square.filter((_, index) => index < MOST_PLACES - 1 || index === Math.max(place, MOST_PLACES - 1));
}

/** The followed weight, at all the places at which it is used. */
export function weightPart(sheet: LayerSheet): SheetPart {
  const { numbers, focus } = sheet;
  const name = numbers.parameterNames[focus.parameter];
  const uses = usesOf(focus);
  const { kind } = numbers.layers[focus.layerIndex];
  const used = `It ${usedWords(uses.length, kind)}.`;
  return {
    about: name,
    section: section(
      "weight",
      followedTitle(focus),
      kind === "conv" && uses.length > 0 ? convBlocks(used, uses, sheet) : otherBlocks(used, uses, sheet),
    ),
  };
}

/** A weight of a filter: a table of the places that matter. */
function convBlocks(used: string, uses: readonly WeightUse[], sheet: LayerSheet): readonly Block[] {
  const { numbers, focus, writer } = sheet;
  const own = focus.neuronIn(focus.layerIndex);
  const mattering = uses.filter(({ neuron }) => neuron === own || numbers.back.deltas[neuron] !== 0);
  const left = mattering.filter(({ neuron }) => neuron !== own).slice(MOST_PLACES - 1);
  const shown = mattering.filter((use) => !left.includes(use)).map((use): PlaceTerm => ({
    ...use,
    term: use.weighed === null ? numbers.delta(use.neuron) : sheet.product(termOf(use, numbers)),
  }));
  const sum = sheet.some(shown.map(({ term }) => term), left.map((use) => termOf(use, numbers)));
  const silentCount = uses.length - mattering.length;
  return [
    paragraph(
      used,
      ...(silentCount === 0 ? [] : [` At ${silentCount} of them nothing comes back, as ∂L/∂sum is 0 there.`]),
      ...(left.length === 0 ? [] : [` Here are ${shown.length} of the others.`]),
      ...restWords([sum], `what the ${addedBy(left.length, "other position")}`),
    ),
    placesTable(shown, sheet),
    writer.equations([gradientEquation(sum, silentCount > 0, sheet)]),
  ];
}

/** A use that a table shows, and what it adds to the gradient. */
interface PlaceTerm extends WeightUse {
  readonly term: Quantity;
}

/** The positions with what comes back to each and what is weighed there: given, but at the one that the sheet follows. */
function placesTable(shown: readonly PlaceTerm[], sheet: LayerSheet): Block {
  const { numbers, focus, writer } = sheet;
  const own = focus.neuronIn(focus.layerIndex);
  const isBias = shown.every(({ weighed }) => weighed === null);
  const [table] = writer.table(
    ["The positions that are added up:"],
    [
      { title: "position", of: ({ neuron }: PlaceTerm) => named(numbers.neuronNames[neuron]) },
      {
        title: "∂L/∂sum",
        of: ({ neuron }: PlaceTerm) =>
          neuron === own ? numbers.back.deltas[neuron] : sheet.show(numbers.delta(neuron)),
        asks: ({ neuron }: PlaceTerm) => neuron === own ? numbers.delta(neuron).name : null,
      },
      ...(isBias ? [] : [
        { title: "under it", of: ({ weighed }: PlaceTerm) => named(weighed!.name) },
        { title: "which is", of: ({ weighed }: PlaceTerm) => sheet.given(weighed!) },
        { title: "name", of: ({ term }: PlaceTerm) => named(term.name) },
        {
          title: "product",
          of: ({ term }: PlaceTerm) => term.value,
          asks: ({ term }: PlaceTerm) => term.name,
        },
      ]),
    ],
    shown,
    "position",
    null,
  );
  return table;
}

/** A weight of a state or of a dense layer: its terms in full, those of earlier words as a rest. */
function otherBlocks(used: string, uses: readonly WeightUse[], sheet: LayerSheet): readonly Block[] {
  const { numbers, focus, writer } = sheet;
  const isState = numbers.layers[focus.layerIndex].kind === "rnn";
  const isNear = ({ neuron }: WeightUse): boolean => !isState || isWorkedOut(neuron, sheet);
  const [near, far] = [uses.filter(isNear), uses.filter((use) => !isNear(use))]
    .map((some) => some.map((use) => termOf(use, numbers)));
  const sum = sheet.some(near, far);
  return [
    paragraph(used, ...restWords([sum], `what the ${addedBy(far.length, "earlier word")}`)),
    writer.equations([gradientEquation(uses.length === 0 ? null : sum, far.length > 0, sheet)]),
  ];
}

/** `3 earlier words add` */
function addedBy(count: number, what: string): string {
  return count === 1 ? `${what} adds` : `${counted(count, what)} add`;
}

/** @param sum null where nothing leads to the weight. */
function gradientEquation(
  sum: FewTerms | null,
  isReordered: boolean,
  { numbers, focus }: LayerSheet,
): Equation {
  const equation = numbers.gradientEquation(focus.parameter, sum?.formula ?? null);
  return { ...equation, isReordered: isReordered || sum !== null && sum.rest !== null };
}
