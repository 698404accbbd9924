// Where a network starts: its weights and biases, flat in draw order (see topology.ts).
// What must not change: a seed gives the very parameters that NumPy draws for it, in that order.

import { requireDoubles, requireLength } from "../numeric/required_numbers.ts";
import { RandomState } from "../random/random_state.ts";
import { ruleNamed } from "./rules/known.ts";
import { classicScheme, draws, numberOf, type Scheme, schemes } from "./rules/scheme.ts";
import { weightBlocksOf } from "./layers.ts";
import { biasCount, layersOf, parameterCount, type Topology, weightCount } from "./topology.ts";

/**
 * One stream for all drawings, seeded anew by each: a sweep draws a million times, and would else make and leave 2.5 kB
 * a seed.
 */
const random = new RandomState(0);

/**
 * Parameters drawn as a scheme says. The classic one gives what np.random.seed(seed) and one np.random.normal() for each
 * of w1, w2, …, b1, b2, … give; every other draws w1, w2, … and leaves the biases at 0.
 *
 * @param topology which neurons there are.
 * @param seed an integer in [0, 2^32 - 1].
 * @param scheme from which distribution; by default the standard normal one, for biases too.
 * @param into filled in place and returned, shape [parameterCount]; by default a new array.
 * @throws RangeError for another seed or scheme, and where `into` has another length; TypeError where it is no Float64Array.
 *
 * @example
 * ```ts
 * import { denseTopology, drawParameters } from "@seedbed/seedbed";
 * const topology = denseTopology([2, 2, 1], "sigmoid", "sigmoid");
 * const [w1, w2] = drawParameters(topology, 42);
 * if (w1 !== 0.4967141530112327 || w2 !== -0.13826430117118466) throw new Error("wrong");
 * const narrow = drawParameters(topology, 42, { name: "normal", sd: 0.5 });
 * if (narrow[0] !== w1 / 2 || narrow[8] !== 0) throw new Error("wrong");
 * ```
 */
export function drawParameters(
  topology: Topology,
  seed: number,
  scheme: Scheme = classicScheme,
  into: Float64Array = new Float64Array(parameterCount(topology)),
): Float64Array {
  requireDoubles("into", into, parameterCount(topology));
  random.seed(seed);
  drawFrom(random, topology, scheme, into);
  return into;
}

/**
 * The stream of a seed where {@linkcode drawParameters} leaves it, a kept normal number included: what is drawn next
 * comes from there. A new one.
 *
 * @example After an odd count of normal numbers one is kept
 * ```ts
 * import { denseTopology, streamAfterDrawing } from "@seedbed/seedbed";
 * const stream = streamAfterDrawing(denseTopology([2, 2, 1], "sigmoid", "sigmoid"), 42);
 * if (stream.permutation(8).join() !== "5,2,1,6,0,4,3,7") throw new Error("wrong");
 * if (stream.normal() !== 0.5425600435859647) throw new Error("wrong");
 * ```
 */
export function streamAfterDrawing(
  topology: Topology,
  seed: number,
  scheme: Scheme = classicScheme,
): RandomState {
  const stream = new RandomState(seed);
  drawFrom(stream, topology, scheme, new Float64Array(parameterCount(topology)));
  return stream;
}

/** Fills `into` in place, in draw order. */
function drawFrom(stream: RandomState, topology: Topology, scheme: Scheme, into: Float64Array): void {
  const { distribution } = ruleNamed("a scheme's name", scheme?.name, schemes);
  fillBySpreads(into, topology, scheme, draws[distribution], stream);
}

/** Fills `into` in place, in draw order, with what comes of each spread, and with 0 for biases that are not drawn. */
function fillBySpreads<Source>(
  into: Float64Array,
  topology: Topology,
  scheme: Scheme,
  numberBy: (source: Source, spread: number) => number,
  source: Source,
): void {
  const rule = schemes[scheme.name];
  let index = 0;
  for (const layer of layersOf(topology)) {
    for (const { count, fanIn, fanOut } of weightBlocksOf(layer)) {
      const spread = rule.spread(fanIn, fanOut, numberOf(scheme));
      for (const end = index + count; index < end; index++) into[index] = numberBy(source, spread);
    }
  }
  for (; index < into.length; index++) into[index] = rule.drawsBiases ? numberBy(source, 1) : 0;
}

/**
 * How wide the distribution of each parameter is that a scheme draws, in draw order; those after them stay 0.
 *
 * @example Glorot's bound for two inputs and one output is √2
 * ```ts
 * import { spreadsOf } from "./parameters.ts";
 * import { denseTopology } from "./topology.ts";
 * const spreads = spreadsOf(denseTopology([2, 1], "sigmoid", "sigmoid"), { name: "glorot_uniform" });
 * if (spreads.join() !== [Math.sqrt(2), Math.sqrt(2)].join()) throw new Error("wrong");
 * ```
 */
export function spreadsOf(topology: Topology, scheme: Scheme): Float64Array {
  const { drawsBiases } = schemes[scheme.name];
  const spreads = new Float64Array(drawsBiases ? parameterCount(topology) : weightCount(topology));
  fillBySpreads(spreads, topology, scheme, (_source, spread) => spread, null);
  return spreads;
}

/**
 * Parameters that were given: each of weights and biases is one number for all of them, or the full list.
 *
 * @param topology which neurons there are.
 * @param weights shape [weightCount] in draw order, or one number.
 * @param biases shape [biasCount] in draw order, or one number.
 * @returns a new array, shape [parameterCount].
 * @throws RangeError when a list has another length, TypeError for what is neither a number nor a list.
 *
 * @example
 * ```ts
 * import { denseTopology, givenParameters } from "@seedbed/seedbed";
 * const parameters = givenParameters(denseTopology([2, 1], "sigmoid", "sigmoid"), [0, 1], 4);
 * if (parameters.join() !== "0,1,4") throw new Error("wrong");
 * ```
 */
export function givenParameters(
  topology: Topology,
  weights: number | readonly number[],
  biases: number | readonly number[],
): Float64Array {
  return Float64Array.from([
    ...listed("weights", weights, weightCount(topology)),
    ...listed("biases", biases, biasCount(topology)),
  ]);
}

function listed(what: string, given: number | readonly number[], count: number): readonly number[] {
  if (typeof given === "number") return new Array<number>(count).fill(given);
  requireLength(what, given, count);
  return given;
}
