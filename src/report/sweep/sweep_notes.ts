// What people should be told of a sweep: of its experiment, of some of its trials, of equal ones and of those that diverged.
// What must not change: as for a run, a note changes no figure and no exit code; it says what is so, and a line that would help.

import { type Experiment, type SweptKey, valueCount, valuesIn } from "../../experiment/experiment.ts";
import { variantOf } from "../../experiment/reading/variant.ts";
import { idleBeside, withoutIdle } from "../../experiment/stated.ts";
import type { Note } from "../../experiment/note.ts";
import { notesOn } from "../../run/notes.ts";
import { foldsNote } from "../../run/notes_held_out.ts";
import { isClipped, smallerSteps } from "../../run/step_advice.ts";
import { haveOneUnit, lossesOf } from "../../sweep/measures.ts";
import { makesVariants, settingsAt, trialCountOf } from "../../sweep/plan.ts";
import type { SweepSummary } from "../../sweep/summary.ts";
import { inFull } from "../../text/number_words.ts";
import { counted, listed } from "../../text/words.ts";
import { columnsOf, keyName, settingArguments, valueWords } from "./setting_arguments.ts";

/** The notes on a sweep that is over. */
export function notesOnSweep(
  experiment: Experiment,
  summary: Pick<SweepSummary, "trialCount" | "divergedCount">,
): readonly Note[] {
  const folds = foldsNote(experiment);
  return [
    ...notesOn(experiment),
    ...(folds === null ? [] : [folds]),
    ...notesOnTrials(experiment),
    ...lossNotes(experiment),
    ...repeatedNotes(experiment),
    ...sameNotes(experiment, summary),
    ...divergedNotes(experiment, summary),
  ];
}

/** Values of an axis that are looked at. */
const MOST_LOOKED_AT = 20;

/** What is so of some trials alone: the first values of an output or of a split with a note of which the others know nothing. */
function notesOnTrials(experiment: Experiment): readonly Note[] {
  const { sweep } = experiment;
  if (sweep === null) return [];
  const known = notesOn(experiment).map(({ message }) => message);
  return sweep.axes.filter(decidesNotes).flatMap((axis): readonly Note[] => {
    const others = sweep.axes.filter((other) => other !== axis);
    const count = valueCount(axis[0].values);
    const looked = Array.from({ length: Math.min(count, MOST_LOOKED_AT) }, (_, index) => {
      const settings = settingsAt({ axes: [axis] }, index);
      const trials = { ...variantOf(experiment, settings), sweep: { ...sweep, axes: others } };
      const notes = notesOn(trials).filter(({ message }) => !known.includes(message));
      return { which: settingArguments(settings, columnsOf(experiment)), notes };
    });
    const first = looked.find(({ notes }) => notes.length > 0);
    if (first === undefined) return [];
    const isOfAll = (note: Note): boolean =>
      looked.length === count &&
      looked.every(({ notes }) => notes.some(({ message }) => message === note.message));
    const more = looked.filter(({ notes }) => notes.length > 0).length > 1 ? ", and in others" : "";
    return first.notes.map((note) =>
      isOfAll(note) ? note : { ...note, message: `in trials with ${first.which}${more}: ${note.message}` }
    );
  });
}

/** Whether an axis decides what can be answered, or which rows are learned. */
function decidesNotes(axis: readonly SweptKey[]): boolean {
  return axis.some(({ key }) => key === "network.output" || key.startsWith("dataset.validation."));
}

/** Trials whose losses are of different measures, or in different units. */
function lossNotes(experiment: Experiment): readonly Note[] {
  const axes = experiment.sweep?.axes ?? [];
  const losses = lossesOf({ experiment, axes });
  const isOneUnit = haveOneUnit({ keys: axes.flat().map(({ key }) => key) });
  return [
    ...(isOneUnit ? [] : [{
      message: `trials scale the target differently: ${INCOMPARABLE}`,
      hint: "compare their answers, or R² in the reports of single runs",
    }]),
    ...(losses.length < 2 ? [] : [{
      message: `${listed(losses)} are different measures: ${INCOMPARABLE}`,
      hint:
        "compare losses among trials of one measure, and measures by their answers and by how many rows are right",
    }]),
  ];
}

const INCOMPARABLE = "a loss of one cannot be compared with a loss of another";

/** Values that an axis lists more than once, so that their trials count more than others. */
function repeatedNotes(experiment: Experiment): readonly Note[] {
  const features = columnsOf(experiment);
  return (experiment.sweep?.axes ?? []).flatMap((axis): readonly Note[] => {
    // A range has each of its values once.
    if (axis.some(({ values }) => values.kind === "range")) return [];
    const columns = axis.map(({ values }) => valuesIn(values));
    const counts = new Map<string, number>();
    for (let index = 0; index < columns[0].length; index++) {
      const words = axis.map(({ key }, at) => `${keyName(key, features)}=${valueWords(columns[at][index])}`)
        .join(" ");
      counts.set(words, (counts.get(words) ?? 0) + 1);
    }
    const repeated = [...counts].filter(([, count]) => count > 1);
    if (repeated.length === 0) return [];
    const [[words, count]] = repeated;
    const others = repeated.length === 1
      ? ""
      : `, and ${counted(repeated.length - 1, "other value")} more than once`;
    return [{
      message: `${words} is listed ${
        count === 2 ? "twice" : `${count} times`
      }${others}: equal trials count as several`,
      hint: "list each value once",
    }];
  });
}

/** Trials that are trained alike, since nothing comes of a swept key beside another one. A sweep has few variants. */
function sameNotes(
  experiment: Experiment,
  { trialCount }: Pick<SweepSummary, "trialCount">,
): readonly Note[] {
  const axes = experiment.sweep?.axes.filter(makesVariants) ?? [];
  const combinationCount = trialCountOf(axes);
  const name = (key: string): string => keyName(key, columnsOf(experiment));
  const counts = new Map<string, number>();
  const idle = new Set<string>();
  const reasons = new Set<string>();
  for (let combination = 0; combination < combinationCount; combination++) {
    const settings = settingsAt({ axes }, combination);
    const trained = JSON.stringify(withoutIdle(settings));
    counts.set(trained, (counts.get(trained) ?? 0) + 1);
    for (const key of Object.keys(settings)) {
      const other = idleBeside(key, settings);
      if (other === null) continue;
      idle.add(name(key));
      reasons.add(`${name(key)} is nothing to ${name(other)}=${valueWords(settings[other])}`);
    }
  }
  const sameCount = [...counts.values()].reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
  if (sameCount === 0 || reasons.size === 0) return [];
  const names = [...idle];
  return [{
    message: `${inFull(sameCount * trialCount / combinationCount)} of ${counted(trialCount, "trial")} ` +
      `are the same as others: ${listed([...reasons])}`,
    hint: `vary ${listed(names)} in a sweep of ${names.length === 1 ? "its" : "their"} own`,
  }];
}

function divergedNotes(
  experiment: Experiment,
  { divergedCount, trialCount }: Pick<SweepSummary, "trialCount" | "divergedCount">,
): readonly Note[] {
  if (divergedCount === 0) return [];
  const areRatesSwept = experiment.sweep?.axes.flat().some(({ key }) => key === "training.learning_rate");
  return [{
    message: `${divergedCount} of ${counted(trialCount, "trial")} diverged: their steps were too large`,
    hint: areRatesSwept
      ? `leave out the larger values of learning_rate${
        isClipped(experiment.training) ? "" : ", or add clip_norm: 1 to training"
      }`
      : smallerSteps(experiment),
  }];
}
