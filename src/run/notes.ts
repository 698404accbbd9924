// What people should be told of an experiment though nothing in it is wrong.
// What must not change: a note changes no figure and no exit code; it says what is so, and a line that would help.

import { targetNamesOf } from "../dataset/dataset.ts";
import { targetsOf } from "../dataset/standardize.ts";
import { outputActivations } from "../engine/rules/output.ts";
import { type Experiment, targetColumnsOf } from "../experiment/experiment.ts";
import { asWritten } from "../text/number_words.ts";
import { listed } from "../text/words.ts";

/** One of them. */
export interface Note {
  /** Without a full stop. */
  readonly message: string;
  /** What would help. */
  readonly hint: string;
}

/**
 * The notes on an experiment, before it is run.
 *
 * @example A sigmoid cannot answer 250
 * ```ts
 * import { parseExperiment } from "../experiment/reading/parse_experiment.ts";
 * import { notesOn } from "./notes.ts";
 * const dataset = "{ features: [{ name: size }], target: { name: price }, rows: [{ size: 40, price: 250 }] }";
 * const [note] = notesOn(parseExperiment(`name: houses\ndataset: ${dataset}`));
 * if (!note.message.includes("price")) throw new Error("wrong");
 * ```
 */
export function notesOn(experiment: Experiment): readonly Note[] {
  const swept = experiment.sweep?.axes.flat().map(({ key }) => key) ?? [];
  // What each trial answers, or what it learns, is its own.
  if (swept.some((key) => key === "network.output" || key.startsWith("dataset.target"))) return [];
  return [outOfReachNote(experiment), blocksNote(experiment)].filter((note) => note !== null);
}

/** Rows of each class from which on blocks of them matter. */
const ROWS_IN_BLOCK = 10;

/** Rows in blocks of one class, learned in that order: each block makes the network forget the one before. */
function blocksNote({ dataset: { target, rows }, training, sweep }: Experiment): Note | null {
  if (target === null || target.kind === "numbers" || training.shuffle !== "none" || training.epochs === 0) {
    return null;
  }
  const isOrderSwept = sweep?.axes.flat().some(({ key }) => /^training\.(shuffle|batch_size)/.test(key)) ??
    false;
  if (isOrderSwept || training.batchSize === "all" || training.batchSize >= rows.length) return null;
  const classes = new Set(rows.map(({ targets: [value] }) => value));
  let changes = 0;
  rows.forEach(({ targets: [value] }, index) => {
    if (index > 0 && value !== rows[index - 1].targets[0]) changes++;
  });
  if (classes.size < 2 || rows.length < ROWS_IN_BLOCK * classes.size || changes >= 2 * classes.size) {
    return null;
  }
  return {
    message: `the rows come in ${
      changes + 1
    } blocks of one ${target.name} each, and are learned in that order`,
    hint: "add shuffle: true to training, which mixes them anew in each epoch",
  };
}

/** Targets beyond what the output's activation can give, which a run learns towards for ever. */
function outOfReachNote(experiment: Experiment): Note | null {
  const { dataset: { target, rows }, network: { output }, training: { epochs } } = experiment;
  if (target === null || target.kind === "classes" || epochs === 0) return null;
  const [low, high] = outputActivations[output].range;
  if (low === -Infinity && high === Infinity) return null;
  let [least, most] = [Infinity, -Infinity];
  for (const value of targetsOf(target, targetColumnsOf(experiment), rows)) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(least < low || most > high)) return null;
  const names = listed(targetNamesOf(target));
  const reach = high === Infinity
    ? `only numbers from ${asWritten(low)} on`
    : `only ${asWritten(low)} to ${asWritten(high)}`;
  const message = `the output ${output} can answer ${reach}, but what is learned of ${names} goes from ` +
    `${asWritten(least)} to ${asWritten(most)}`;
  if (target.kind === "coded") {
    return {
      message,
      hint: `list the classes: classes: [${target.classes.map(({ label }) => label).join(", ")}]`,
    };
  }
  const isScaled = target.columns.every(({ shift, scale }) => shift !== 0 || scale !== 1);
  const scaling = isScaled ? "" : "add shift: mean, scale: std to the target, and ";
  return { message, hint: `${scaling}leave output out or make it identity` };
}
