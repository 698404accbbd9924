// The settings of an experiment as one flat list of dotted keys, so that two experiments can be compared key by key.
// Why columns and queries go by name and rows do not: `queries.Emily.weight` says what changed, while a dataset of
// ten thousand rows is one thing, the same or another.

import { configOf, type JsonObject, type JsonValue } from "./config.ts";
import type { Experiment } from "./experiment.ts";
import { isMapping, isOwner } from "./kind.ts";
import { layerKindOf, namesOfLayers } from "./layer_list.ts";
import { defaultWithin, STATED_KEYS, type StatedKey } from "./stated.ts";

/** Settings by their dotted keys, in the order of `config.json`. */
export type SettingList = ReadonlyMap<string, JsonValue>;

/** Every setting of an experiment by its dotted key, those among them of which the config says nothing. */
export function settingListOf(experiment: Experiment): SettingList {
  const settings = new Map<string, JsonValue>();
  const config = configOf(experiment);
  const sections = ["network", "init", "training"].map((section) =>
    [section, complete(section, config[section] as JsonObject)] as const
  );
  const goals = experiment.sweep === null ? [] : [["goals", completeGoals(experiment)] as const];
  collect({ ...config, ...Object.fromEntries([...sections, ...goals]) }, "", settings);
  return settings;
}

/** A section with the settings that its config leaves out since nothing comes of them. */
function complete(section: string, config: JsonObject): JsonObject {
  // Given weights are drawn by no scheme.
  if ("weights" in config) return config;
  const settings: Record<string, JsonValue> = {};
  for (const entry of STATED_KEYS.filter((entry) => entry.section === section)) {
    const key = entry.key.slice(section.length + 1);
    const value = valueIn(config, key.split(".")) ?? neutralValue(entry, settings);
    if (value !== undefined) settings[key] = value;
  }
  return settings;
}

function completeGoals({ goals: { allRowsRight, macroF1, lossThresholds } }: Experiment): JsonObject {
  return { all_rows_right: allRowsRight, macro_f1: macroF1, loss_thresholds: lossThresholds };
}

function valueIn(object: JsonObject, [first, ...rest]: readonly string[]): JsonValue | undefined {
  const value: JsonValue | undefined = object[first];
  return rest.length === 0 || value === undefined ? value : valueIn(value as JsonObject, rest);
}

/** @param settings of the same section, as far as they come before it. */
function neutralValue(entry: StatedKey, settings: JsonObject): JsonValue | undefined {
  const { section, setting: { isYoung, default: otherwise, belongsTo } } = entry;
  if (isYoung && otherwise !== undefined) return otherwise as JsonValue;
  const word = belongsTo === undefined ? undefined : settings[belongsTo.key.slice(section.length + 1)];
  return belongsTo !== undefined && isOwner(belongsTo, word) ? defaultWithin(entry, String(word)) : undefined;
}

function collect(object: JsonObject, prefix: string, into: Map<string, JsonValue>): void {
  for (const [key, value] of Object.entries(object)) {
    const path = prefix + key;
    if (path === "dataset.features" || path === "dataset.targets" || path === "queries") {
      for (const item of value as readonly JsonObject[]) {
        const { name, ...rest } = item;
        // A column or query that has nothing else differs by being there.
        into.set(`${path}.${name}`, true);
        collect(rest, `${path}.${name}.`, into);
      }
      // The order of the features decides which weight is drawn for which.
      into.set(`${path} in order`, (value as readonly JsonObject[]).map(({ name }) => name));
    } else if (path === "network.layers") {
      const layers = value as readonly JsonObject[];
      const names = namesOfLayers(layers);
      layers.forEach((layer, index) => {
        const settings = layer[layerKindOf(layer)] as JsonObject;
        collect(settings, `${path}.${names[index]}.`, into);
      });
      into.set(`${path} in order`, layers.map(layerKindOf));
    } else if (path === "dataset.target") {
      const { unit, shift, scale, ...whole } = value as JsonObject;
      into.set(path, whole);
      const given = Object.entries({ unit, shift, scale }).filter(([, setting]) => setting !== undefined);
      collect(Object.fromEntries(given), `${path}.`, into);
    } else if (isMapping(value)) {
      collect(value as JsonObject, `${path}.`, into);
    } else {
      into.set(path, value);
    }
  }
}

/** The keys whose values are not the same in all lists, in the order in which the lists name them. */
export function differingKeys(lists: readonly SettingList[]): readonly string[] {
  const [first, ...others] = lists;
  const keys = new Set(lists.flatMap((list) => [...list.keys()]));
  return [...keys].filter((key) => {
    const value = JSON.stringify(first.get(key));
    return others.some((list) => JSON.stringify(list.get(key)) !== value);
  });
}
