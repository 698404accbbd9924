// Where in its training the network stands, which rows it learns from next and why: the first words of a lesson.
// Why the rows by name: what a step does depends on them, and a reader may want to explain another one.
import { inFull } from "../text/number_words.ts";
import { counted, listed } from "../text/words.ts";
import type { ExplainedState, Explanation } from "./explanation.ts";

/** Rows of a batch that are named. */
export const NAMED_ROWS = 6;

/** A row in a sentence: one that a table only numbers is `row 3`. */
export function rowNamed(name: string): string {
  return /^\d+$/.test(name) ? `row ${name}` : name;
}

/** When it is, and what the step that is shown has to do with the training. */
export function stateText({ subject, state }: Explanation): string {
  if (subject.kind === "query" || subject.isHeldOut) return whenText(state);
  const next = state.nextRows.includes(subject.name) ? nextStep(state) : otherStep(subject.name, state);
  return [whenText(state), ...next, ...orderOfRows(state)].join(" ");
}

/** When it is. */
export function whenText(
  { stepsDone, stepCount, stepsPerEpoch, rowsPerStep, end }: Pick<
    ExplainedState,
    "stepsDone" | "stepCount" | "stepsPerEpoch" | "rowsPerStep" | "end"
  >,
): string {
  const epochs = stepsPerEpoch === 0 ? 0 : Math.floor(stepsDone / stepsPerEpoch);
  const rest = stepsDone - epochs * stepsPerEpoch;
  if (stepsDone === 0) return "At the start, before any training.";
  const after = counted(epochs, "epoch");
  if (rest === 0) {
    const steps = `${inFull(stepsDone)} of ${counted(stepCount, "step")}`;
    if (end === null) return `After ${after} (${steps}).`;
    return end.keptEpoch === null
      ? `As the run ends, after ${after} (${steps}).`
      : `As the run ends: the best epoch, ${inFull(end.keptEpoch)}, is kept (${steps}).`;
  }
  const more = counted(rest, rowsPerStep === 1 ? "row" : "step");
  return `Before step ${inFull(stepsDone + 1)} of ${inFull(stepCount)}: after ${after} and ${more}.`;
}

/** The explained row is next: a single one goes without saying. */
function nextStep({ nextRows, rowsPerStep, rowCount }: ExplainedState): readonly string[] {
  if (rowsPerStep === 1) return [];
  if (rowsPerStep === rowCount) return [`Each step learns from all ${inFull(rowCount)} rows.`];
  const left = nextRows.length === 1 ? "the row that is" : `the ${inFull(nextRows.length)} rows that are`;
  const size = nextRows.length === rowsPerStep ? counted(rowsPerStep, "row") : `${left} left of the epoch`;
  return [`The next step learns from ${size}: ${listed(nextRows.map(rowNamed), NAMED_ROWS)}.`];
}

function otherStep(row: string, { stepCount, nextRows, rowsPerStep }: ExplainedState): readonly string[] {
  if (stepCount === 0) return ["The experiment does not train; this is what one step would do."];
  if (nextRows.length === 0) return ["Training ends here; this is what one more step would do."];
  return rowsPerStep === 1
    ? [`Training visits ${rowNamed(nextRows[0])} next; this is what a step for ${rowNamed(row)} would do.`]
    : [
      `The next step learns from ${listed(nextRows.map(rowNamed), NAMED_ROWS)};`,
      `this is what a step on ${rowNamed(row)} alone would do.`,
    ];
}

/** Why the next rows are those; in the order of the file, one by one, that needs no words. */
function orderOfRows({ nextRows, rowsPerStep, rowCount, shuffle }: ExplainedState): readonly string[] {
  if (nextRows.length === 0) return [];
  if (shuffle !== "none") {
    const seed = shuffle === "init" ? "init.seed" : `shuffle_seed ${shuffle}`;
    return [`The rows are shuffled anew for each epoch, by the random numbers of ${seed}.`];
  }
  return rowsPerStep === 1 || rowsPerStep === rowCount
    ? []
    : [`A step takes ${inFull(rowsPerStep)} rows, in the order of the file.`];
}
