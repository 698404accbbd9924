// What `explain` explains: the experiment of the file, or each trial of what the settings after it vary.
// Why not of what the file sweeps: that may be ten thousand trials, and a lesson is about one.

import type { Experiment, Sweep } from "../experiment/experiment.ts";
import { settingsMeant } from "../experiment/reading/find_setting.ts";
import { sweepNodeOf } from "../experiment/reading/sweep_text.ts";
import { type Settings, variantOf } from "../experiment/reading/variant.ts";
import { argumentPlace } from "../experiment/source/problem.ts";
import { columnsOf, settingArguments } from "../report/sweep/setting_arguments.ts";
import { settingsAt, trialCountOf } from "../sweep/plan.ts";
import { quoted } from "../text/shell_word.ts";
import { visible } from "../text/visible_text.ts";
import type { Arguments } from "./command.ts";
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
  const axes = variedAxes(experiment, args);
  const fixed = settingsIn(args).filter(({ hasSeveral, name }) => !hasSeveral && !TEXTS.includes(name));
  const isSeedTyped = fixed.some(({ name }) => settingsMeant([{ key: "init.seed" }], name).length > 0);
  const typed = areSheets ? fixed.map(({ word }) => quoted(visible(word))) : [];
  return Array.from({ length: trialCountOf(axes) }, (_, index): LessonTrial => {
    const settings = settingsAt({ axes }, index);
    const trial = axes.length === 0 ? experiment : variantOf(experiment, settings);
    const isSeedSaid = areSheets && "seed" in trial.init && !isSeedTyped;
    const seed: Settings = isSeedSaid ? { "init.seed": trial.init.seed } : {};
    const words = settingArguments({ ...settings, ...seed }, columnsOf(experiment));
    const all = [...typed, ...(words === "" ? [] : [words])].join(" ");
    return {
      experiment: all === "" ? trial : { ...trial, name: `${experiment.name} with ${all}` },
      settings: words,
    };
  });
}

/** How many trials the settings of a command line make. */
export function lessonTrialCount(experiment: Experiment, args: Arguments): number {
  return trialCountOf(variedAxes(experiment, args));
}

/** The axes of a sweep that settings of the command line added. */
function variedAxes({ sweep }: Experiment, args: Arguments): Sweep["axes"] {
  const axes = sweep?.axes ?? [];
  const keys = settingsIn(args).filter(({ hasSeveral }) => hasSeveral)
    .flatMap(({ name }) => settingsMeant(axes.flat(), name));
  return axes.filter((axis) => axis.some((key) => keys.includes(key)));
}

/** A setting of a command line. */
interface TypedSetting {
  readonly word: string;
  readonly name: string;
  /** Whether it gives several values. */
  readonly hasSeveral: boolean;
}

function settingsIn(args: Arguments): readonly TypedSetting[] {
  return args.positionals.filter(isSetting).map((word) => {
    const equals = word.indexOf("=");
    const { source } = argumentPlace(word);
    const hasSeveral = sweepNodeOf({ source, start: equals + 1, end: word.length }) !== null;
    return { word, name: word.slice(0, equals).trim(), hasSeveral };
  });
}

/** Settings that change what is said of an experiment, and no number. */
const TEXTS: readonly string[] = ["name", "description"];
