// The settings of an experiment as one flat list of dotted keys, so that two experiments can be told apart by key.
// Why features and queries go by name and rows do not: `queries.Emily.weight` says what changed, while a dataset of
// ten thousand rows is one thing that is the same or is another.

import { configOf, type JsonObject, type JsonValue } from "./config.ts";
import type { Experiment } from "./experiment.ts";

/** Settings by their dotted keys, in the order of `config.json`. */
export type SettingList = ReadonlyMap<string, JsonValue>;

/**
 * Every setting of an experiment by its dotted key.
 *
 * @example
 * ```ts
 * import { parseExperiment } from "./reading/parse_experiment.ts";
 * const text = "name: ask\ndataset: { features: [{ name: x, shift: 2 }] }\ntraining: { epochs: 0 }";
 * const settings = settingListOf(parseExperiment(text));
 * if (settings.get("dataset.features.x.shift") !== 2) throw new Error("wrong");
 * if (settings.get("training.epochs") !== 0) throw new Error("wrong");
 * ```
 */
export function settingListOf(experiment: Experiment): SettingList {
  const settings = new Map<string, JsonValue>();
  collect(configOf(experiment), "", settings);
  return settings;
}

function collect(object: JsonObject, prefix: string, into: Map<string, JsonValue>): void {
  for (const [key, value] of Object.entries(object)) {
    const path = prefix + key;
    if (path === "dataset.features" || path === "queries") {
      for (const item of value as readonly JsonObject[]) {
        const { name, ...rest } = item;
        // A feature or query that has nothing else is told by its being there.
        into.set(`${path}.${name}`, true);
        collect(rest, `${path}.${name}.`, into);
      }
      // The order of the features decides which weight is drawn for which.
      into.set(`${path} in order`, (value as readonly JsonObject[]).map(({ name }) => name));
    } else if (isMapping(value) && path !== "dataset.target") {
      collect(value, `${path}.`, into);
    } else {
      into.set(path, value);
    }
  }
}

function isMapping(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Whether two settings are the same; a setting may be missing. */
export function isSameSetting(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || typeof a !== "object" || typeof b !== "object") return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The keys whose values are not the same in all lists, in the order in which the lists name them. */
export function differingKeys(lists: readonly SettingList[]): readonly string[] {
  const differing = new Set<string>();
  const [first, ...rest] = lists;
  for (const list of rest) {
    for (const key of [...first.keys(), ...list.keys()]) {
      if (!differing.has(key) && !isSameSetting(first.get(key), list.get(key))) differing.add(key);
    }
  }
  const order = new Set(lists.flatMap((list) => [...list.keys()]));
  return [...order].filter((key) => differing.has(key));
}
