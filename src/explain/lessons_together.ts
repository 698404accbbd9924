// Several lessons as one page, each on a sheet of its own where it is printed: of the steps of one training, or of the trials
// of a sweep.
// What must not change: a sheet says by itself whose it is, since sheets are handed out one by one.

import { type Block, type Page, section } from "../document/page.ts";
import { inFull } from "../text/number_words.ts";
import { listed } from "../text/words.ts";

/** What is known of a lesson besides its page. */
export interface OneLesson {
  readonly page: Page;
  readonly stepsDone: number;
  /** What sets its experiment apart, as it is typed after the file: `seed=7`; empty where nothing does. */
  readonly settings: string;
}

/** Settings or steps that are named in the title of a page. */
const MOST_NAMED = 6;

/**
 * The pages of several lessons as one page.
 *
 * @param experiment its name.
 */
export function lessonsTogether(experiment: string, lessons: readonly OneLesson[]): Page {
  const settings = [...new Set(lessons.map(({ settings }) => settings))];
  const steps = [...new Set(lessons.map(({ stepsDone }) => stepsDone + 1))];
  const which = [
    ...(settings.length > 1 ? [listed(settings, MOST_NAMED)] : []),
    ...(steps.length > 1 ? [`steps ${listedSteps(steps)}`] : []),
  ];
  return {
    kind: lessons[0].page.kind,
    title: `${experiment}: ${which.join("; ")}`,
    description: "",
    blocks: lessons.map(({ page: { kind, title, blocks }, stepsDone }, index): Block => {
      const id = `sheet-${index + 1}`;
      const step = steps.length > 1 ? `, step ${inFull(stepsDone + 1)}` : "";
      return {
        ...section(
          id,
          `${kind === "" ? "" : `${kind} · `}${title}${step}`,
          blocks.map((one) => apart(one, id)),
        ),
        isOnOwnPage: true,
      };
    }),
  };
}

function apart(block: Block, id: string): Block {
  return block.kind === "section" ? { ...block, id: `${block.id}-of-${id}` } : block;
}

/** 1 to 8 where they follow each other, else each of them. */
function listedSteps(numbers: readonly number[]): string {
  const areConsecutive = numbers.every((number, index) => number === numbers[0] + index);
  return areConsecutive && numbers.length > 2
    ? `${inFull(numbers[0])} to ${inFull(numbers[numbers.length - 1])}`
    : listed(numbers.map(inFull), MOST_NAMED);
}
