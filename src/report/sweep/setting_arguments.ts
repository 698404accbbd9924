// The settings of a trial as people read them and as a command line takes them.
// What must not change: put after `run FILE`, they give this very trial.

import type { Experiment, SweepValue } from "../../experiment/experiment.ts";
import type { Settings } from "../../experiment/reading/variant.ts";
import { withoutIdle } from "../../experiment/stated.ts";
import { type SweepPlan, wordOf } from "../../sweep/plan.ts";
import { settingCountOf, settingOf } from "../../sweep/setting_groups.ts";
import { quoted } from "../../text/shell_word.ts";
import { visible } from "../../text/visible_text.ts";
import { listed } from "../../text/words.ts";

/** Keys whose last part says enough, unless a feature has that name. */
const plainKeys = /^(init|training|network)\./;
/** What the command line supplies before a feature's name. */
const featureKeys = /^dataset\.features\./;

/** Of what holds rows out, only the seed needs more than its last part. */
const validationKeys = /^dataset\.(validation\.(?!seed$))?/;

/**
 * The name of a swept key: `seed`, `weight.shift`; the full key where that is ambiguous on a command line.
 *
 * @param columns the names of the features, which a short key must not be.
 */
export function keyName(key: string, columns: readonly string[]): string {
  const short = key.startsWith("dataset.validation.")
    ? key.replace(validationKeys, "")
    : key.replace(featureKeys, "").replace(plainKeys, "");
  return columns.includes(short) ? key : short;
}

/** A value as it is typed: `0.1`, `tanh`, `[8,8]`. */
export function valueWords(value: SweepValue): string {
  return Array.isArray(value)
    ? `[${value.map(wordOf).join(",")}]`
    : wordOf(value as string | number | boolean);
}

/**
 * Settings as words of a command line, quoted where a shell would take them apart.
 *
 * @param columns as for {@linkcode keyName}.
 */
export function settingArguments(settings: Settings, columns: readonly string[]): string {
  return Object.entries(withoutIdle(settings))
    .map(([key, value]) => quoted(visible(`${keyName(key, columns)}=${valueWords(value)}`))).join(" ");
}

/** Settings that are named where several are equally good. */
const MOST_NAMED = 3;

/** Where something is so: `at learning_rate=0.1`, or `at 5 of 30 settings` where they are many. */
export function atSettings(plan: SweepPlan, settings: readonly number[]): string {
  if (settings.length > MOST_NAMED) return `at ${settings.length} of ${settingCountOf(plan)} settings`;
  const names = columnsOf(plan.experiment);
  return `at ${listed(settings.map((setting) => settingArguments(settingOf(plan, setting), names)))}`;
}

/** The names of an experiment's features. */
export function columnsOf({ dataset }: Experiment): readonly string[] {
  return dataset.features.map(({ name }) => name);
}
