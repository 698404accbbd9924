// The end of the lesson: what the network answers after the step, and the loss.
// Why the loss of all rows too: what helps one row may hurt the others.
import { type Block, paragraph, type Section, section, type Words } from "../document/page.ts";
import { inFull } from "../text/number_words.ts";
import type { ExplainedOutput, Explanation } from "./explanation.ts";
import { isScaled, teachingOf } from "./explained_parts.ts";
import { type LessonWriter, named } from "./lesson_pieces.ts";
import { rowNamed } from "./lesson_state.ts";
import { lossAfterEquations } from "./loss_equations.ts";

/** What the step did. */
export function afterSection(explanation: Explanation, writer: LessonWriter): Section {
  const { rowLoss, stepLoss, meanLoss, step: { rows } } = teachingOf(explanation);
  const { subject, state: { rowCount } } = explanation;
  const loss = lossAfterEquations(explanation);
  const course = (whose: string, { before, after }: typeof rowLoss): Words => [
    `${whose} goes from `,
    writer.found("L", before),
    " to ",
    writer.found({ updated: "L" }, after),
    ".",
  ];
  // Other rows would have to be worked out as well.
  const isOfRow = writer.blanks !== null;
  const isBatch = !isOfRow && rows.length > 1 && rows.length < rowCount;
  return section("after", "After the step", [
    ...answersAfter(explanation, writer),
    ...(loss.length === 0 ? [] : [writer.equations(loss)]),
    {
      kind: "list",
      items: [
        course(`For ${rowNamed(subject.name)} the loss`, rowLoss),
        ...(isBatch
          ? [course(`Over the ${inFull(rows.length)} rows of the step the mean loss`, stepLoss)]
          : []),
        ...(rowCount === 1 || isOfRow
          ? []
          : [course(`Over all ${inFull(rowCount)} rows the mean loss`, meanLoss)]),
      ],
    },
  ]);
}

function answersAfter(explanation: Explanation, writer: LessonWriter): readonly Block[] {
  const { outputs } = explanation;
  const { outputsAfter, targets } = teachingOf(explanation);
  const moved = "With all parameters moved at once, the network answers";
  if (outputs.length > 1) {
    const at = (output: ExplainedOutput): number => outputs.indexOf(output);
    return writer.table(
      [`${moved}:`],
      [
        { title: "output", of: ({ name }: ExplainedOutput) => named(name) },
        { title: "stands for", of: ({ of }) => of },
        { title: "target", of: (output) => targets[at(output)].value },
        { title: "before", of: ({ value }) => value, asks: ({ name }) => name },
        {
          title: "after",
          of: (output) => outputsAfter[at(output)],
          asks: ({ name }) => ({ updated: name }),
        },
      ],
      outputs,
      "output",
    );
  }
  const [output] = outputs;
  const inLearnedUnits = isScaled(output) ? [" in the units that it learned"] : [];
  const answer = writer.found({ updated: output.name }, outputsAfter[0]);
  return [paragraph(`${moved} `, answer, ...inLearnedUnits, ".")];
}
