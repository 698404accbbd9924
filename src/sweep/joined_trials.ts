// Several parts as one: a graphics card has room for more trials at once than a part has.
// What must not change: a trial's figures depend on the trial alone, so that a part cut out of the whole has the bytes of one
// that was trained by itself.

import { figureCount } from "./figures.ts";
import type { GroupedTrials, TrialGroup } from "./grouped_trials.ts";
import type { PartResult } from "./part_training.ts";

/** The trials of some parts, at least one, together; it has the number of the first. */
export function joinedTrials(parts: readonly GroupedTrials[]): GroupedTrials {
  const groups = new Map<number, { readonly group: TrialGroup; readonly offset: number }[]>();
  let trialCount = 0;
  for (const part of parts) {
    for (const group of part.groups) {
      groups.set(group.variantKey, [...groups.get(group.variantKey) ?? [], { group, offset: trialCount }]);
    }
    trialCount += part.trialCount;
  }
  return {
    ...parts[0],
    trialCount,
    linePrefixes: parts.flatMap(({ linePrefixes }) => linePrefixes),
    groups: [...groups.values()].map(joinedGroup),
  };
}

function joinedGroup(all: readonly { readonly group: TrialGroup; readonly offset: number }[]): TrialGroup {
  const joined = (column: "seeds" | "learningRates" | "epochs" | "shuffleSeeds"): Float64Array =>
    concatenated(all.map(({ group }) => group[column]));
  return {
    ...all[0].group,
    places: Uint32Array.from(
      all.flatMap(({ group, offset }) => Array.from(group.places, (place) => place + offset)),
    ),
    seeds: joined("seeds"),
    learningRates: joined("learningRates"),
    epochs: joined("epochs"),
    shuffleSeeds: joined("shuffleSeeds"),
  };
}

function concatenated(columns: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    whole.set(column, at);
    at += column.length;
  }
  return whole;
}

/** What came out of each part, cut out of what came out of all of them together. */
export function resultsOfParts(
  parts: readonly GroupedTrials[],
  { figures, bins, laneTrialCount }: PartResult,
): readonly PartResult[] {
  const all = parts.reduce((sum, { trialCount }) => sum + trialCount, 0);
  let from = 0;
  return parts.map((part, index): PartResult => {
    const cut = <Numbers extends Float64Array | Uint16Array>(into: Numbers, whole: Numbers): Numbers => {
      for (let row = 0; row < into.length / part.trialCount; row++) {
        const first = row * all + from;
        into.set(whole.subarray(first, first + part.trialCount), row * part.trialCount);
      }
      return into;
    };
    const result = {
      part: part.part,
      figures: cut(new Float64Array(part.trialCount * figureCount(part)), figures),
      bins: cut(new Uint16Array(part.trialCount * part.bandEpochs.length), bins),
      // Which of them it was does not matter: they are counted together.
      laneTrialCount: index === 0 ? laneTrialCount : 0,
    };
    from += part.trialCount;
    return result;
  });
}
