// Where a network starts: its weights and biases, flat in draw order (see topology.ts).
// What must not change: a seed gives the very parameters that NumPy draws for it, in that order.

import { RandomState } from "../random/random_state.ts";
import { biasCount, parameterCount, type Topology, weightCount } from "./topology.ts";

/**
 * One stream for all drawings, seeded anew by each: a sweep draws a million times, and would else make and leave 2.5 kB
 * a seed.
 */
const random = new RandomState(0);

/**
 * Parameters drawn from the standard normal distribution: what np.random.seed(seed) and one np.random.normal() for each
 * of w1, w2, …, b1, b2, … give.
 *
 * @param topology which neurons there are.
 * @param seed an integer in [0, 2^32 - 1].
 * @param into filled in place and returned, shape [parameterCount]; by default a new array.
 * @throws RangeError for another seed.
 *
 * @example
 * ```ts
 * import { drawParameters } from "./parameters.ts";
 * import { denseTopology } from "./topology.ts";
 * const [w1, w2] = drawParameters(denseTopology([2, 2, 1], "sigmoid", "sigmoid"), 42);
 * if (w1 !== 0.4967141530112327 || w2 !== -0.13826430117118466) throw new Error("wrong");
 * ```
 */
export function drawParameters(
  topology: Topology,
  seed: number,
  into: Float64Array = new Float64Array(parameterCount(topology)),
): Float64Array {
  random.seed(seed);
  for (let index = 0; index < into.length; index++) into[index] = random.normal();
  return into;
}

/** The stream of a seed where the drawing of the parameters leaves it, for what is drawn next; a new one. */
export function streamAfterDrawing(topology: Topology, seed: number): RandomState {
  const stream = new RandomState(seed);
  for (let count = parameterCount(topology); count > 0; count--) stream.normal();
  return stream;
}

/**
 * Parameters that were given: each of weights and biases is one number for all of them, or the full list.
 *
 * @param topology which neurons there are.
 * @param weights shape [weightCount] in draw order, or one number.
 * @param biases shape [biasCount] in draw order, or one number.
 * @returns a new array, shape [parameterCount].
 * @throws RangeError when a list has another length.
 *
 * @example
 * ```ts
 * import { givenParameters } from "./parameters.ts";
 * import { denseTopology } from "./topology.ts";
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
  if (given.length !== count) throw new RangeError(`${what} must be ${count} numbers: found ${given.length}`);
  return given;
}
