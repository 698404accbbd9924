// What the trials in lanes came to: their answers and figures, written down where they end.
// What must not change: a number that is not finite is never taken from a lane; there the plain feedforward decides.

import { rawOutput } from "../dataset/standardize.ts";
import type { Lanes } from "../engine/lanes.ts";
import { outputCountOf } from "../engine/topology.ts";
import type { TrainingEnds } from "../engine/training_run.ts";
import type { Variant } from "./grouped_trials.ts";
import { askedAlone } from "./train_alone.ts";
import type { TrialSheet } from "./trial_sheet.ts";

/** Numbers that lanes answer at once at most: 32 MB. */
const MOST_ASKED = 4_000_000;

/** Writes down what came out of lanes. Its arrays are made once for all trials of a group. */
export class LaneEnds {
  /** The outputs of all lanes for all queries, as they give them. */
  readonly #outputs: Float64Array;
  /** Those of one lane for one query. */
  readonly #answer: Float64Array;
  /** What all lanes answer to rows where they stand, by the inputs of those. */
  readonly #asked = new Map<Float64Array, Float64Array>();

  constructor(readonly lanes: Lanes, readonly variant: Variant, readonly sheet: TrialSheet) {
    this.#outputs = new Float64Array(lanes.laneCount * sheet.queryCount * sheet.outputCount);
    this.#answer = new Float64Array(sheet.outputCount);
  }

  /** Asks all lanes the queries where they stand: to be called before the trials that end there are written down. */
  ask(): void {
    this.#asked.clear();
    this.lanes.outputs(this.variant.queryInputs, this.#outputs);
  }

  /**
   * Writes down what the trial of a lane came to.
   *
   * @param place of the trial in the part.
   * @param loss its final one, which is finite.
   */
  write(lane: number, place: number, loss: number, ends: TrainingEnds): void {
    const { lanes, variant, sheet } = this;
    const answer = this.#answer;
    sheet.finalLoss(place, loss);
    for (let query = 0; query < sheet.queryCount; query++) {
      let isFinite = true;
      for (let output = 0; output < answer.length; output++) {
        const value = this.#outputs[(query * answer.length + output) * lanes.laneCount + lane];
        isFinite &&= Number.isFinite(value);
        answer[output] = rawOutput(variant.targetColumns[output], value);
      }
      // An extreme query may overflow where rows do not: then the plain feedforward decides.
      if (!isFinite) askedAlone(variant, query, lanes.valuesOf(lane), answer);
      sheet.answer(place, query, answer);
    }
    const known = (inputs: Float64Array): Float64Array | null => this.#outputsOf(lane, inputs);
    sheet.judge(place, variant, () => lanes.valuesOf(lane), known);
    sheet.ended(place, variant.supervision, ends);
  }

  /** What a lane answers to rows; null where not all is finite, of which lanes promise nothing, and for too many. */
  #outputsOf(lane: number, inputs: Float64Array): Float64Array | null {
    const { laneCount } = this.lanes;
    const ofLanes = this.#outputsOfLanes(inputs);
    if (ofLanes === null) return null;
    const outputs = new Float64Array(ofLanes.length / laneCount);
    for (let at = 0; at < outputs.length; at++) outputs[at] = ofLanes[at * laneCount + lane];
    return outputs.every(Number.isFinite) ? outputs : null;
  }

  /** What all lanes answer to rows where they stand, see `Lanes.outputs`; null for too many. */
  #outputsOfLanes(inputs: Float64Array): Float64Array | null {
    const found = this.#asked.get(inputs);
    if (found !== undefined) return found;
    const { lanes, variant: { topology } } = this;
    const numberCount = inputs.length / topology.inputCount * outputCountOf(topology) * lanes.laneCount;
    if (numberCount > MOST_ASKED) return null;
    const outputs = new Float64Array(numberCount);
    lanes.outputs(inputs, outputs);
    this.#asked.set(inputs, outputs);
    return outputs;
  }
}
