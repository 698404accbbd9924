// Where in its training the network stands, which rows it learns from next and why: the first words of a lesson.
// Why the rows by name: what a step does depends on them, and a reader may want to explain another one.
import { inFull } from "../text/number_words.ts";
import { counted, listed } from "../text/words.ts";
import type { Explanation } from "./explanation.ts";

/** Rows of a batch that are named. */
const NAMED_ROWS = 6;

/** When it is, and what the step that is shown has to do with the training. */
export function stateText(explanation: Explanation): string {
  const { subject, state: { nextRows, shuffle, rowsPerStep } } = explanation;
  if (subject.kind === "query") return when(explanation);
  const isNext = nextRows.includes(subject.name);
  const why = nextRows.length > 0 && (shuffle !== "none" || rowsPerStep > 1)
    ? [orderOfRows(explanation)]
    : [];
  return [when(explanation), ...(isNext ? [] : [otherStep(explanation)]), ...why].join(" ");
}

function when({ state }: Explanation): string {
  const { stepsDone, stepCount, stepsPerEpoch, rowsPerStep } = state;
  const epochs = stepsPerEpoch === 0 ? 0 : Math.floor(stepsDone / stepsPerEpoch);
  const rest = stepsDone - epochs * stepsPerEpoch;
  if (stepsDone === 0) return "At the start, before any training.";
  const after = counted(epochs, "epoch");
  if (rest === 0) return `After ${after} (${inFull(stepsDone)} of ${counted(stepCount, "step")}).`;
  const more = counted(rest, rowsPerStep === 1 ? "row" : "step");
  return `Before step ${inFull(stepsDone + 1)} of ${inFull(stepCount)}: after ${after} and ${more}.`;
}

function otherStep({ subject, state: { stepCount, nextRows, rowsPerStep } }: Explanation): string {
  if (stepCount === 0) return "The experiment does not train; this is what one step would do.";
  if (nextRows.length === 0) return "Training ends here; this is what one more step would do.";
  return rowsPerStep === 1
    ? `Training visits ${nextRows[0]} next; this is what a step for ${subject.name} would do.`
    : `${subject.name} is not among the rows of the next step; this is what a step on ${subject.name} alone would do.`;
}

/** Which rows come next, and why these. */
function orderOfRows({ state: { nextRows, rowsPerStep, rowCount, shuffle } }: Explanation): string {
  const seed = shuffle === "init"
    ? "with the random numbers that follow the starting parameters of init.seed"
    : `with shuffle_seed ${shuffle}`;
  const order = shuffle === "none" ? "" : ` The rows are shuffled anew for each epoch, ${seed}.`;
  if (rowsPerStep === 1) return `Training visits ${nextRows[0]} next.${order}`;
  if (rowsPerStep === rowCount) return `Each step learns from all ${inFull(rowCount)} rows.${order}`;
  const left = nextRows.length === 1 ? "the row that is" : `the ${inFull(nextRows.length)} rows that are`;
  const size = nextRows.length === rowsPerStep ? counted(rowsPerStep, "row") : `${left} left of the epoch`;
  const names = listed(nextRows, NAMED_ROWS);
  const from = shuffle === "none"
    ? ` A step takes ${inFull(rowsPerStep)} rows, in the order of the file.`
    : order;
  return `The next step learns from ${size}: ${names}.${from}`;
}
