// The end of the lesson about a row that is held out: what the network answers, what is right, and how far off that is.
// Why without slopes: such a row only judges the network, and no parameter ever follows its gradient.

import { type Block, paragraph, type Section, section } from "../document/page.ts";
import { withUnit } from "../text/words.ts";
import { isScaled, missing } from "./explained_parts.ts";
import type { ExplainedAnswer, ExplainedOutput } from "./explanation.ts";
import { lossBlocks, targetBlocks } from "./lesson_error.ts";
import { answerWords } from "./lesson_forward.ts";
import type { LessonWriter } from "./lesson_pieces.ts";

/** The answer to a held-out row, and its error. */
export function judgedSection(answer: ExplainedAnswer, writer: LessonWriter): Section {
  const judged = answer.judged ?? missing("what the answer is judged by");
  const told = { ...answer, learning: judged };
  return section("error", "The answer and its error", [
    paragraph(...answerWords(answer, writer)),
    ...targetBlocks(told, writer),
    ...lossBlocks(told, writer),
    ...differences(answer, judged.rawTargets, writer),
    NOTHING_LEARNED,
  ]);
}

/** Why its lesson ends there. */
export const NOTHING_LEARNED: Block = paragraph(
  "The row is held out: it shows how good the answers to new rows are, and nothing is learned from it.",
);

/** How far off the answers are in the units of the table, where the network learns others. */
function differences(
  { outputs }: ExplainedAnswer,
  rawTargets: readonly number[],
  writer: LessonWriter,
): readonly Block[] {
  if (!outputs.some(isScaled)) return [];
  const items = outputs.map((output, index) => ({ output, right: rawTargets[index] }));
  if (items.length === 1) {
    const [{ output, right }] = items;
    const unit = output.unit === null ? "" : ` ${output.unit}`;
    const off = writer.found("how far off it is", offBy(output, right));
    return [
      paragraph("Right would be ", writer.number(right), unit, ": the answer is off by ", off, unit, "."),
    ];
  }
  return writer.table(
    ["How far off the answers are:"],
    [
      { title: "answer", of: ({ output }: typeof items[number]) => withUnit(output.of, output.unit) },
      { title: "right", of: ({ right }) => right },
      { title: "off by", of: ({ output, right }) => offBy(output, right) },
    ],
    items,
    "output",
  );
}

function offBy({ raw }: ExplainedOutput, right: number): number {
  return Math.abs(raw - right);
}
