// What to write so that a training takes larger steps, smaller ones, or more of them.
// Why by the usual rate of the optimizer: a run knows nothing of those before it, and whoever follows what is said of one run
// after another must not be led in a circle.

import { optimizers } from "../engine/rules/optimizer.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { asWritten } from "../text/number_words.ts";
import { scaling } from "./far_numbers.ts";

type Training = Experiment["training"];

/** What makes the steps of a training smaller. */
export function smallerSteps(experiment: Experiment): string {
  const { training } = experiment;
  const other = scaling(experiment) ?? (isClipped(training) ? null : "clip_norm: 1 to it");
  return `write learning_rate: ${smallerRate(training)} in training${
    other === null ? "" : `, or add ${other}`
  }`;
}

/** What the optimizer of a training takes where nothing is said. */
export function usualRate({ optimizer }: Training): number {
  return optimizers[optimizer.name].learningRate;
}

/** Whether steps are clipped. */
export function isClipped({ clipNorm, clipValue }: Training): boolean {
  return clipNorm !== null || clipValue !== null;
}

// Following one piece of advice and then the other must not go in a circle: `calmer` never lowers a rate to where `further`
// would raise it, nor the reverse.

/** What keeps a loss from rising. */
export function calmer(training: Training): string {
  if (training.learningRate > lowRate(training)) {
    return `write learning_rate: ${smallerRate(training)} in training`;
  }
  return training.batchSize === "all" ? "add clip_norm: 1 to training" : "write batch_size: all in training";
}

/** What moves a loss that stays. */
export function further(training: Training): string {
  const { learningRate, epochs } = training;
  if (isVast(training)) return `write learning_rate: ${smallerRate(training)} in training`;
  if (10 * learningRate <= lowRate(training)) {
    return `write learning_rate: ${tenfold(learningRate, 10)} in training`;
  }
  return epochs < MANY_EPOCHS ? `write epochs: ${10 * epochs} in training` : "give the network more neurons";
}

/** A loss that stayed for so many epochs hardly waits for more of them. */
const MANY_EPOCHS = 10_000;

/** A tenth of the usual rate of the optimizer. */
function lowRate(training: Training): number {
  return usualRate(training) / 10;
}

/** A rate so many times the usual one of its optimizer is the cause where nothing is learned: it leaps over all there is. */
const VAST_RATE = 100;

export function isVast(training: Training): boolean {
  return training.learningRate >= VAST_RATE * usualRate(training);
}

/** The usual rate of the optimizer in place of a vast one, which a tenth of it would be too; else a tenth of it. */
export function smallerRate(training: Training): string {
  return isVast(training) ? asWritten(usualRate(training)) : tenfold(training.learningRate, 0.1);
}

/** A rate times 10 or a tenth of it, without the digits of a rounding. */
export function tenfold(rate: number, factor: 10 | 0.1): string {
  return asWritten(Number((rate * factor).toPrecision(3)));
}
