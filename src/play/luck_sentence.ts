// What is said of the answers from many seeds, in one sentence: classes, where most answers lie, and where the own one stands.
// What must not change: it is made of the answers alone, so that whoever hears it needs no picture.

import { outputNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { quantile } from "../sweep/distribution.ts";
import { digitsApart, percentage, toDigits } from "../text/number_words.ts";
import { counted } from "../text/words.ts";

/** How often a class is the answer. */
export interface LabelShare {
  readonly label: string;
  readonly count: number;
  /** Of those that answer, 0 to 1. */
  readonly share: number;
}

/** What a sentence is made of. */
export interface SaidAnswers {
  readonly experiment: Experiment;
  /** Which output is counted, from 0. */
  readonly output: number;
  /** The answers in growing order, one at least. */
  readonly sorted: Float64Array;
  /** Where the own answer stands among them, 0 to 1; null without one. */
  readonly percentile: number | null;
  /** The most frequent first; empty without classes. */
  readonly labels: readonly LabelShare[];
}

/** Classes whose share is said, where it is not less than this. */
const SAID_LABELS = 2;
const LEAST_SAID = 0.001;

/** Significant digits that tell where most answers begin from where they end. @param sorted one at least. */
export function answerDigits(sorted: Float64Array): number {
  return digitsApart(quantile(sorted, 0.05), quantile(sorted, 0.95));
}

/** `Of 10,000 seeds, 99.2% answer F; nine seeds in ten answer between 0.94 and 0.97; 83.7% are above yours.` */
export function luckSentence({ experiment, output, sorted, percentile, labels }: SaidAnswers): string {
  const names = outputNamesOf(experiment.dataset.target);
  // What most seeds answer needs not be named again.
  const name = names.length === 1 || labels[0]?.label === names[output] ? "" : ` for ${names[output]}`;
  const said = labels.slice(0, SAID_LABELS).filter(({ share }) => share >= LEAST_SAID)
    .map(({ label, share }) => `${percentage(share)} answer ${label}`).join(", ");
  const digits = answerDigits(sorted);
  const [low, high] = [0.05, 0.95].map((share) => toDigits(quantile(sorted, share), digits));
  const spread = low === high
    ? `nine seeds in ten answer ${low}${name}`
    : `nine seeds in ten answer between ${low} and ${high}${name}`;
  const own = percentile === null ? "" : `; ${percentage(1 - percentile)} are above yours`;
  return `Of ${counted(sorted.length, "seed")}, ${said === "" ? "" : `${said}; `}${spread}${own}.`;
}
