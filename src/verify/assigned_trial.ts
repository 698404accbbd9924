// Which trial a result is where the experiment that was handed out sweeps: each of a class may run the same file with a
// seed of their own.
// Why axis by axis: a sweep has up to a million trials, and whether a value is among those of a key is asked of the key.
// What must hold: a key whose values have no such one is still swept, and so told as it was handed out: `seed 1..24 → 25`.

import type { JsonValue } from "../experiment/config.ts";
import {
  type Experiment,
  type SweepValue,
  type SweepValues,
  type SweptKey,
  valueAt,
  valueCount,
} from "../experiment/experiment.ts";
import { variantOf } from "../experiment/reading/variant.ts";
import { type SettingList, settingListOf } from "../experiment/setting_list.ts";
import { idleBeside } from "../experiment/stated.ts";

/**
 * What a result is to be held against: of a sweep the trial with the settings of the result, else what was handed out.
 *
 * @param assigned the experiment that was handed out.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { assignedTo } from "./assigned_trial.ts";
 * import { differencesFrom } from "./assignment.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ x: 1 }]";
 * const of = (seed: string) => parseExperiment(text, { overrides: [`seed=${seed}`] });
 * const [assigned, found] = [of("1..24"), of("6")];
 * if (differencesFrom(assignedTo(assigned, found), found).length !== 0) throw new Error("wrong");
 * ```
 */
export function assignedTo(assigned: Experiment, found: Experiment): Experiment {
  const { sweep } = assigned;
  if (sweep === null || found.sweep !== null) return assigned;
  const given = settingListOf(found);
  const settings: Record<string, SweepValue> = {};
  const others: (readonly SweptKey[])[] = [];
  for (const axis of sweep.axes) {
    const index = indexOn(axis, given);
    if (index === null) others.push(axis);
    else for (const { key, values } of axis) settings[key] = valueAt(values, index);
  }
  const trial = variantOf(assigned, settings);
  return others.length === 0 ? trial : { ...trial, sweep: { ...sweep, axes: others } };
}

/** Where the keys of an axis, which move together, are what a result has; null where they never are. */
function indexOn(axis: readonly SweptKey[], given: SettingList): number | null {
  const [first, ...others] = axis.filter(({ key }) => !isIdle(key, given));
  if (first === undefined) return 0;
  const index = indicesOf(first.values, valueIn(given, first.key)).find((index) =>
    others.every(({ key, values }) => isSame(valueAt(values, index), valueIn(given, key)))
  );
  return index ?? null;
}

function indicesOf(values: SweepValues, value: JsonValue | undefined): readonly number[] {
  if (values.kind === "list") {
    return values.values.flatMap((one, index) => isSame(one, value) ? [index] : []);
  }
  const index = Number.isInteger(value) ? value as number - values.from : -1;
  return index >= 0 && index < valueCount(values) ? [index] : [];
}

/**
 * Whether nothing comes of a key in a result, so that its config says nothing of it: then each of its values gives this
 * result.
 */
function isIdle(key: string, given: SettingList): boolean {
  return !given.has(key) && idleBeside(key, Object.fromEntries(given)) !== null;
}

/** The value of a key; of a target it is left out where it does nothing. */
function valueIn(given: SettingList, key: string): JsonValue | undefined {
  const neutral = /^dataset\.targets?\./.test(key) ? { shift: 0, scale: 1 } : {};
  return given.get(key) ?? new Map(Object.entries(neutral)).get(key.slice(key.lastIndexOf(".") + 1));
}

function isSame(one: SweepValue, other: JsonValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
