// What `explain` explains: the experiment of the file, or each trial of what the settings after it vary.
// Why not of what the file sweeps: that may be ten thousand trials, and a lesson is about one.

import type { Experiment, Sweep } from "../experiment/experiment.ts";
import { type Settings, variantOf } from "../experiment/reading/variant.ts";
import { columnsOf, settingArguments } from "../report/sweep/setting_arguments.ts";
import { settingsAt, trialCountOf } from "../sweep/plan.ts";
import { quoted } from "../text/shell_word.ts";
import { visible } from "../text/visible_text.ts";
import { type Arguments, UsageError } from "./command.ts";
import { isSetting } from "./experiment_argument.ts";

/** Lessons that one command writes: each takes a page, and a slip such as 1..4000 would take a minute and a forest. */
export const MOST_LESSONS = 100;

/** One experiment to explain. */
export interface LessonTrial {
  /** Its name says what sets it apart, so that whatever is written of it does. */
  readonly experiment: Experiment;
  /** What does, as it is typed after the file: `seed=7`; empty where nothing does. */
  readonly settings: string;
}

/**
 * The trials of what the settings of a command line vary, or the experiment as it is.
 *
 * @param areSheets whether all that sets an experiment apart is said, its seed too: sheets of several are alike but for their
 * numbers.
 */
export function lessonTrialsOf(
  experiment: Experiment,
  args: Arguments,
  areSheets: boolean,
): readonly LessonTrial[] {
  const typed = args.positionals.filter(isSetting);
  const axes = variedAxes(experiment, typed);
  const count = trialCountOf(axes);
  if (count > MOST_LESSONS) throw tooMany(count, `${count} trials`);
  const fixed = typed.filter((word) => !axes.some(([{ key }]) => isNamedBy(key, word)) && !isOfText(word))
    .map((word) => quoted(visible(word)));
  const isSeedTyped = fixed.some((word) => isNamedBy("init.seed", word));
  return Array.from({ length: count }, (_, index): LessonTrial => {
    const settings = settingsAt({ axes }, index);
    const trial = axes.length === 0 ? experiment : variantOf(experiment, settings);
    const isSeedSaid = areSheets && "seed" in trial.init && !isSeedTyped;
    const seed: Settings = isSeedSaid ? { "init.seed": trial.init.seed } : {};
    const words = settingArguments({ ...settings, ...seed }, columnsOf(experiment));
    const all = [...(areSheets ? fixed : []), ...(words === "" ? [] : [words])].join(" ");
    return {
      experiment: all === "" ? trial : { ...trial, name: `${experiment.name} with ${all}` },
      settings: words,
    };
  });
}

/** The mistake of asking for more lessons than one command writes. */
export function tooMany(count: number, found = String(count)): UsageError {
  return new UsageError(
    `explain writes at most ${MOST_LESSONS} lessons at once: found ${found}`,
    "name fewer steps, or fewer values after the file",
  );
}

/** The axes of a sweep that settings of the command line added: they come after those of the file. */
function variedAxes(experiment: Experiment, typed: readonly string[]): Sweep["axes"] {
  const axes = experiment.sweep?.axes ?? [];
  const ofFile = axes.findLastIndex((axis) =>
    axis.length > 1 || !typed.some((word) => isNamedBy(axis[0].key, word))
  );
  return axes.slice(ofFile + 1);
}

/** Whether a setting changes what is said of an experiment alone, and no number. */
function isOfText(word: string): boolean {
  return isNamedBy("name", word) || isNamedBy("description", word);
}

/** Whether a setting such as `seed=7` is of a key such as `init.seed`. */
function isNamedBy(key: string, word: string): boolean {
  const written = word.slice(0, word.indexOf("=")).trim();
  // The split has a seed too, which is never meant by that word alone.
  const name = written === "seed" ? "init.seed" : written;
  return key === name || key.endsWith(`.${name}`);
}
