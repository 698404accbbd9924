// Which of the numbers that a network reads, or is to answer, are far from 0, where it learns badly or not at all.
// What must not change: it follows from the experiment alone.

import type { ColumnRequest } from "../dataset/dataset.ts";
import { inputsOf, targetsOf } from "../dataset/standardize.ts";
import { type Experiment, featuresOf, targetColumnsOf } from "../experiment/experiment.ts";
import { inWords } from "../text/number_words.ts";
import { listed } from "../text/words.ts";

/** Columns far from 0 after shift and scale. */
interface FarColumns {
  readonly names: readonly string[];
  /** The least and the greatest number in any of them. */
  readonly from: number;
  readonly to: number;
}

/** Inputs beyond this are far from where a bounded activation differs. */
const FAR_INPUT = 8;
/** Answers beyond this are far for a network that starts with weights around 1. */
const FAR_TARGET = 30;
/** Columns that are named one by one. */
const MOST_NAMED = 4;

/** From where to where the numbers run that are far from 0, to end a sentence with; empty where there are none. */
export function farWords(experiment: Experiment): string {
  const inputs = farInputs(experiment);
  const targets = farTargets(experiment);
  const ofInputs = inputs === null
    ? ""
    : `; ${
      inputs.names.length === 1 ? `the input ${namesOf(inputs)} runs` : `the inputs ${namesOf(inputs)} run`
    } ${rangeOf(inputs)}`;
  return targets === null
    ? ofInputs
    : `${ofInputs}; what is learned of ${namesOf(targets)} goes ${rangeOf(targets)}`;
}

/** What brings the numbers nearer to 0; null where all are scaled, or are words, which have no size. */
export function scaling(experiment: Experiment): string | null {
  const isToAnswer = farTargets(experiment) !== null;
  const isToRead = farInputs(experiment) !== null || (!isToAnswer && hasUnscaled(experiment));
  const what = [...(isToRead ? ["the features"] : []), ...(isToAnswer ? ["the target"] : [])];
  const { features, target } = experiment.dataset;
  const columns = [
    ...(isToRead ? features : []),
    ...(isToAnswer && target?.kind === "numbers" ? target.columns : []),
  ];
  return what.length === 0 ? null : `shift: mean, scale: std to ${listed(what)}${inPlaceWords(columns)}`;
}

/** That a scaling takes the place of another one, where some columns have one: a key that is given twice is a mistake. */
export function inPlaceWords(columns: readonly ColumnRequest[]): string {
  return columns.some(({ shift, scale }) => shift !== 0 || scale !== 1) ? " in place of their own" : "";
}

/** The largest number, whatever its sign, that the network is to answer, and at least 1: parameters may grow as far. */
export function largestAnswer(experiment: Experiment): number {
  const { target, rows } = experiment.dataset;
  if (target?.kind !== "numbers") return 1;
  return targetsOf(target, targetColumnsOf(experiment), rows)
    .reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
}

function namesOf({ names }: FarColumns): string {
  return listed(names, MOST_NAMED);
}

function rangeOf({ from, to }: FarColumns): string {
  return `from ${inWords(from)} to ${inWords(to)}`;
}

function farInputs(experiment: Experiment): FarColumns | null {
  const features = featuresOf(experiment);
  if (features[0].tokens !== undefined) return null;
  return farColumns(
    features.map(({ name }) => name),
    inputsOf(features, experiment.dataset.rows),
    FAR_INPUT,
    scaledNames(experiment.dataset.features),
  );
}

/** Columns that are scaled: what is still far of them is in a few rows, and no scaling brings it nearer. */
function scaledNames(columns: readonly ColumnRequest[]): ReadonlySet<string> {
  const scaled = columns.filter(({ shift, scale }) => shift === "mean" && scale === "std");
  return new Set(scaled.map(({ name }) => name));
}

/** Whether it reads numbers that are not scaled at all; a word has an input of 0 or 1, or none that has a size. */
function hasUnscaled({ dataset: { features } }: Experiment): boolean {
  return features.some(({ scale, tokens, category }) =>
    scale === 1 && tokens === undefined && category === undefined
  );
}

function farTargets(experiment: Experiment): FarColumns | null {
  const { target, rows } = experiment.dataset;
  if (target?.kind !== "numbers") return null;
  const columns = targetColumnsOf(experiment);
  return farColumns(
    columns.map(({ name }) => name),
    targetsOf(target, columns, rows),
    FAR_TARGET,
    scaledNames(target.columns),
  );
}

/** @param values row by row, one of each column. @param left names of columns that are not meant. */
function farColumns(
  names: readonly string[],
  values: Float64Array,
  limit: number,
  left: ReadonlySet<string>,
): FarColumns | null {
  const least = new Float64Array(names.length).fill(Infinity);
  const greatest = new Float64Array(names.length).fill(-Infinity);
  values.forEach((value, at) => {
    const column = at % names.length;
    least[column] = Math.min(least[column], value);
    greatest[column] = Math.max(greatest[column], value);
  });
  const isFar = (column: number): boolean =>
    !left.has(names[column]) && (greatest[column] > limit || least[column] < -limit);
  const farNames = names.filter((_, column) => isFar(column));
  if (farNames.length === 0) return null;
  return {
    names: farNames,
    from: Math.min(...least.filter((_, column) => isFar(column))),
    to: Math.max(...greatest.filter((_, column) => isFar(column))),
  };
}
