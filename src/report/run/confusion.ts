// Which rows are answered rightly, and what the others are taken for.
// Why a table and not a number alone: which two classes are confused says what to measure next.

import { indexOfLargest } from "../../dataset/dataset.ts";
import type { Outcome } from "../../run/outcome.ts";
import { type Block, headings, paragraph } from "../../document/page.ts";
import { inFull, percentage } from "../../text/number_words.ts";
import { counted, listed } from "../../text/words.ts";

/** More classes than this are not laid out as a table. */
const MOST_CLASSES = 12;
/** Wrong rows that are named. */
const MOST_NAMED = 12;

/**
 * How many rows of each class get which answer, and the rows whose answer is wrong; nothing without a list of classes.
 *
 * @param outputs of all rows, in their order.
 */
export function confusionBlocks(
  { experiment }: Outcome,
  outputs: readonly (readonly number[])[],
): readonly Block[] {
  const { target, rows } = experiment.dataset;
  if (target?.kind !== "classes") return [];
  const { labels, name } = target;
  const answers = outputs.map(indexOfLargest);
  const counts = labels.map(() => labels.map(() => 0));
  rows.forEach(({ targets: [truth] }, row) => counts[truth][answers[row]]++);
  const wrong = rows.filter(({ targets: [truth] }, row) => answers[row] !== truth);
  const rightCount = rows.length - wrong.length;
  const share = `${inFull(rightCount)} of ${counted(rows.length, "row")} (${
    percentage(rightCount / rows.length)
  })`;
  const names = wrong.length === 0
    ? ""
    : ` Wrong ${wrong.length === 1 ? "is" : "are"} ${listed(wrong.map((row) => row.name), MOST_NAMED)}.`;
  const sentence = paragraph(`The network answers ${share} as the rows say.${names}`);
  if (labels.length > MOST_CLASSES) return [sentence];
  return [sentence, {
    kind: "table",
    caption: [`The rows of each ${name}, and how many of them get which answer.`],
    columns: [
      ...headings("text", `rows of`),
      ...headings("number", ...labels.map((label) => `answer ${label}`)),
    ],
    rows: labels.map((label, truth) => [
      label,
      ...counts[truth].map((count, answer) =>
        count > 0 && answer === truth ? { strong: inFull(count) } : inFull(count)
      ),
    ]),
  }];
}
