// Several runs side by side as a page: what was set differently, what came out, and their losses over each other.
// What must not change: runs stay in the order in which they were given; the page follows from the comparison alone.

import {
  type ComparedRun,
  type Comparison,
  experimentNames,
  isCounted,
  type NamedGap,
  type RunMark,
} from "./comparison.ts";
import { dotChart } from "../chart/dot_chart.ts";
import { briefLabels } from "./comparison_names.ts";
import { lossBlocks } from "./comparison_losses.ts";
import { comparisonTable } from "./comparison_table.ts";
import { shownQueries } from "./shown_parts.ts";
import { followingNote } from "./settings_apart.ts";
import { itemTable } from "../document/item_table.ts";
import {
  type Block,
  type Figure,
  filled,
  headings,
  type Page,
  paragraph,
  section,
} from "../document/page.ts";
import { SIGNATURE } from "../report/signature.ts";
import { LOSS_THRESHOLDS } from "../sweep/figures.ts";
import { answersInColumn, inColumn, inWords, NONE } from "../text/number_words.ts";
import { counted, cutNote, listed } from "../text/words.ts";
import { type ComparisonSet, gapTable, tableOf } from "./comparison_files.ts";

/** Rows of a table; the command prints all. */
const MOST_ROWS = 200;
/** Queries whose answers are drawn. */
const MOST_QUERIES = 6;
/** Rows of a chart of answers. */
const MOST_DOTS = 60;

/** Comparisons as a report, to be rendered as HTML or Markdown: of several questions a part each. */
export function comparisonsReport({ comparisons, gaps }: ComparisonSet): Page {
  if (comparisons.length === 1) return comparisonReport(comparisons[0]);
  const count = comparisons.reduce((sum, { runs }) => sum + runs.filter(isCounted).length, 0);
  const parts = comparisons.map((comparison, index) => {
    const prefix = `q${index + 1}-`;
    return section(`${prefix}question`, comparison.question, partBlocks(comparison, prefix));
  });
  return {
    kind: "Comparison",
    title: `${counted(count, "run")} that ask ${comparisons.length} different things`,
    description: "",
    blocks: [
      ...parts,
      ...gapBlocks(gaps, ""),
    ],
    signature: SIGNATURE,
  };
}

/**
 * What has nothing to be compared.
 *
 * @param prefix of the section's id, which must be unlike all others on the page.
 */
export function gapBlocks(gaps: readonly NamedGap[], prefix: string): readonly Block[] {
  if (gaps.length === 0) return [];
  const table = { kind: "table", caption: ["What is marked."], ...tableOf(gapTable(gaps)) } as const;
  return [section(`${prefix}others`, "Nothing to compare", [table])];
}

/** A comparison as a report. */
export function comparisonReport(comparison: Comparison): Page {
  const names = experimentNames(comparison);
  return {
    kind: "Comparison",
    title: `${counted(comparison.runs.filter(isCounted).length, "run")} of ${
      names.length <= 3 ? listed(names) : `${names.length} experiments`
    }`,
    description: "",
    blocks: comparisonBlocks(comparison),
    signature: SIGNATURE,
  };
}

/** The blocks of a page about one question. */
function comparisonBlocks(comparison: Comparison): readonly Block[] {
  return [
    ...openingBlocks(comparison),
    ...filled([
      section("runs", "Runs", [runTable(comparison)]),
      section("learning", "How they learned", lossBlocks(comparison, "")),
      section("answers", "Answers", answerBlocks(comparison)),
    ]),
  ];
}

/** Those of one of several questions: the same in short, without headings that would stand there twice. */
function partBlocks(comparison: Comparison, prefix: string): readonly Block[] {
  return [
    ...openingBlocks(comparison),
    runTable(comparison),
    ...lossBlocks(comparison, prefix),
    ...(comparison.queries.length === 0 ? [] : [rangeTable(comparison)]),
  ];
}

function openingBlocks({ runs, keys, following }: Comparison): readonly Block[] {
  const counting = runs.filter(isCounted);
  const diverged = counting.filter(({ status }) => status === "diverged");
  const settings = keys.length === 0 ? "No setting differs." : `What differs: ${listed(keys, 12)}.`;
  return [
    ...(diverged.length === 0 ? [] : [divergedBlock(diverged, counting.length)]),
    paragraph(settings + followingSentence(following)),
    ...markBlocks(runs),
  ];
}

/** What only follows from what was chosen, after a sentence about that. */
export function followingSentence(following: readonly string[]): string {
  const note = followingNote(following);
  return note === null ? "" : ` ${note[0].toUpperCase()}${note.slice(1)}.`;
}

function divergedBlock(diverged: readonly ComparedRun[], runCount: number): Block {
  const labels = briefLabels(diverged.map(({ label }) => label));
  const named = labels.length <= 6 ? ` (${listed(labels)})` : "";
  return {
    kind: "alert",
    words: [
      { strong: `${diverged.length} of ${counted(runCount, "run")} diverged` },
      `${named}: the loss or the parameters were no longer finite numbers, so there is no answer.`,
    ],
  };
}

/** A result among others. */
interface Marked {
  readonly label: string;
  readonly mark?: RunMark | null;
}

/** What is marked, and why. */
export function markBlocks(runs: readonly Marked[]): readonly Block[] {
  const marked = runs.flatMap(({ label, mark = null }) =>
    mark === null ? [] : [[label, mark.text, mark.why || NONE]]
  );
  if (marked.length === 0) return [];
  const leftOut = runs.filter((run) => !isCounted(run)).length;
  const caption = leftOut === 0
    ? "What is marked."
    : `What is marked; ${leftOut} of these ${
      leftOut === 1 ? "stands" : "stand"
    } in no range, no chart and no count.`;
  return [{
    kind: "table",
    caption: [caption],
    columns: headings("text", "run", "mark", "why"),
    rows: marked,
  }];
}

/** The table of the terminal. */
function runTable(comparison: Comparison): Block {
  const { runs, heldOutNote, judgedNote } = comparison;
  const { columns, rows } = tableOf(comparisonTable(comparison, { isOnlyChanged: false, isBrief: true }));
  const shown = rows.slice(0, MOST_ROWS);
  const notes = [
    `<${LOSS_THRESHOLDS[0]} is the first logged epoch with a loss under it`,
    ...(runs.length > 1 ? ["differs at is the first epoch whose loss differs from the first run's"] : []),
  ];
  const note = cutNote([{ shown: shown.length, count: rows.length, what: "runs" }]);
  const answers = shownQueries(comparison).note;
  notes.push(...[judgedNote, heldOutNote, answers].filter((more) => more !== null));
  const caption = `Settings that differ, and what came out; ${notes.join("; ")}.${note}`;
  return { kind: "table", caption: [caption], columns, rows: shown };
}

function answerBlocks(comparison: Comparison): readonly Block[] {
  const queries = shownQueries(comparison).shown;
  const runs = comparison.runs.filter(isCounted);
  if (queries.length === 0) return [];
  const shown = runs.slice(0, MOST_DOTS);
  const labels = briefLabels(runs.map(({ label }) => label));
  const drawn = queries.slice(0, MOST_QUERIES);
  const note = cutNote([
    { shown: shown.length, count: runs.length, what: "runs" },
    { shown: drawn.length, count: comparison.queries.length, what: "queries" },
  ]);
  const figures = drawn.map(({ name, index }, query): Figure => {
    const answers = shown.map(({ answers }) => answers[index]);
    const notes = answersInColumn(answers.map((answer) => answer?.output ?? null));
    return {
      id: `answers-${query + 1}`,
      caption: [`What the runs answer for ${name}.${query === 0 ? note : ""}`],
      draw: (frame) =>
        dotChart({
          ...frame,
          title: `Answers for ${name}`,
          description: `One dot a run, ${shown.length} of them; the table above has the numbers`,
        }, {
          dots: answers.map((answer, index) => ({
            label: labels[index],
            value: answer?.output ?? null,
            note: `${notes[index]}${answer?.label ? ` ${answer.label}` : ""}`,
          })),
          value: { name },
          boundaries: [],
        }),
      lines: null,
    };
  });
  return [rangeTable(comparison), { kind: "figures", figures }];
}

function rangeTable(comparison: Comparison): Block {
  const { runs } = comparison;
  const { shown } = shownQueries(comparison);
  const ends = shown.map(({ least, greatest }) => inColumn([least, greatest]));
  const caption = `The range of the answers over ${counted(runs.filter(isCounted).length, "run")}.`;
  return itemTable([caption], shown, ({ text, number }) => [
    text("query", ({ name }) => name),
    number("least", (_, row) => ends[row][0]),
    number("greatest", (_, row) => ends[row][1]),
    number(
      "spread",
      ({ least, greatest }) => least === null || greatest === null ? NONE : inWords(greatest - least),
    ),
    text("labels", ({ labels }) => labels.map(({ label, count }) => `${label} ${count}`).join(", ") || NONE),
  ]);
}
