// How a network learns, as short pieces of text: optimizer, batches, order of rows, penalties, cut gradients.
// Why only what is not plain: of stochastic gradient descent row by row, in the order of the file, nothing need be said.

import { isPlainSgd } from "../../engine/rules/optimizer.ts";
import type { Schedule } from "../../engine/rules/schedule.ts";
import type { NetworkSettings, TrainingSettings } from "../../experiment/experiment.ts";
import { asWritten } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";

/** Tells of a dotted key whether it differs from trial to trial. */
export type IsSwept = (key: string) => boolean;

/** For a single run. */
const nothingSwept: IsSwept = () => false;

/** `adam (beta1 0.9, beta2 0.999, epsilon 1e-8)`; null for plain stochastic gradient descent. */
export function optimizerWords({ optimizer }: TrainingSettings, isSwept = nothingSwept): string | null {
  if (isSwept("training.optimizer")) return "an optimizer that differs by trial";
  const { name, ...numbers } = optimizer;
  if (isPlainSgd(optimizer) && !isSwept("training.momentum")) return null;
  const parts = Object.entries(numbers).flatMap(([camelCased, value]) => {
    const key = camelCased.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (isSwept(`training.${key}`)) return [`${key} by trial`];
    if (typeof value === "boolean") return value ? [key] : [];
    return [`${key} ${asWritten(value)}`];
  });
  return `${name} (${parts.join(", ")})`;
}

/** `16 rows`, `all rows`; null for a step a row. */
export function batchWords({ batchSize }: TrainingSettings, isSwept = nothingSwept): string | null {
  if (isSwept("training.batch_size")) return "as many rows as each trial says";
  if (batchSize === "all") return "all rows";
  return batchSize === 1 ? null : counted(batchSize, "row");
}

/**
 * What is added to gradients and cut from them, in which order rows come, how the rate changes and what ends the training;
 * empty for nothing.
 */
export function otherLearningWords(training: TrainingSettings, isSwept = nothingSwept): readonly string[] {
  const { l1, l2, clipNorm, clipValue, shuffle, schedule, stop } = training;
  const words: string[] = [];
  const add = (key: string, isThere: boolean, name: string, value: string): void => {
    if (isSwept(`training.${key}`)) words.push(`${name} that differs by trial`);
    else if (isThere) words.push(`${name} ${value}`);
  };
  add("l1", l1 > 0, "an l1", `of ${asWritten(l1)}`);
  add("l2", l2 > 0, "an l2", `of ${asWritten(l2)}`);
  add("clip_norm", clipNorm !== null, "a gradient cut to a length", `of ${asWritten(clipNorm ?? 0)}`);
  add("clip_value", clipValue !== null, "each slope cut to a size", `of ${asWritten(clipValue ?? 0)}`);
  if (isSwept("training.shuffle")) words.push("an order of rows that differs by trial");
  else if (isSwept("training.shuffle_seed")) words.push("rows shuffled by each trial's own seed");
  else if (shuffle === "init") words.push("rows shuffled by the seed of the start");
  else if (shuffle !== "none") words.push(`rows shuffled by seed ${shuffle}`);
  if (["step", "plateau", "factor"].some((key) => isSwept(`training.schedule.${key}`))) {
    words.push("a schedule that differs by trial");
  } else if (schedule !== null) words.push(scheduleWords(schedule));
  add(
    "stop.patience",
    stop?.patience != null,
    "a patience",
    `of ${counted(stop?.patience ?? 0, "logged epoch")}`,
  );
  add(
    "stop.loss_under",
    stop?.lossUnder != null,
    "an end at a loss",
    `under ${asWritten(stop?.lossUnder ?? 0)}`,
  );
  return words;
}

/** `a rate times 0.5 after every 30 epochs` */
function scheduleWords(schedule: Schedule): string {
  const times = `a rate times ${asWritten(schedule.factor)}`;
  if ("plateau" in schedule) {
    return `${times} after ${counted(schedule.plateau, "logged epoch")} without a better loss`;
  }
  return schedule.step === 1 ? `${times} after every epoch` : `${times} after every ${schedule.step} epochs`;
}

/** The activation of a hidden layer, counted from 0. */
export function activationOf({ activation }: Pick<NetworkSettings, "activation">, layer: number): string {
  return typeof activation === "string" ? activation : activation[layer];
}
