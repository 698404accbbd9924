// Several sweeps side by side as a page: what was set differently, and how losses and answers are spread.
// What must not change: the page follows from the summaries alone; what does not count stands in no chart.

import { kindFor } from "../chart/axis.ts";
import { type Dot, dotChart } from "../chart/dot_chart.ts";
import { htmlPage } from "../document/html_page.ts";
import { type Block, type Figure, filled, type Page, paragraph, section } from "../document/page.ts";
import { SIGNATURE } from "../report/signature.ts";
import { type Distribution, type DrawnQuantiles, drawnQuantiles } from "../sweep/distribution.ts";
import { outputsByName } from "../sweep/trial_statistics.ts";
import { inColumn, NONE } from "../text/number_words.ts";
import { counted, cutNote, listed } from "../text/words.ts";
import { isCounted, type NamedGap } from "./comparison.ts";
import { tableOf } from "./comparison_files.ts";
import { briefLabels, shortKeys } from "./comparison_names.ts";
import { followingSentence, gapBlocks, markBlocks } from "./comparison_report.ts";
import { questionOf } from "./questions.ts";
import { differingSettings, followingSettings, type NamedSweep } from "./compared_sweeps.ts";
import { sweepLegend } from "./sweep_legend.ts";
import { sweepTable } from "./sweep_table.ts";

/** Sweeps that ask the same stand in one group. */
export interface SweepSet {
  readonly groups: readonly (readonly NamedSweep[])[];
  /** Results without figures. */
  readonly gaps: readonly NamedGap[];
}

/** Rows of a table; the command prints all. */
const MOST_ROWS = 200;
/** Rows of a chart. */
const MOST_DOTS = 60;
/** Answers that are drawn. */
const MOST_ANSWERS = 6;
/** Names that a title has. */
const MOST_NAMES = 3;

/** Comparisons of sweeps as an HTML page. */
export function sweepsHtml(set: SweepSet): string {
  return htmlPage(sweepsReport(set));
}

/** Comparisons of sweeps as a report: of several questions a part each. */
export function sweepsReport({ groups, gaps }: SweepSet): Page {
  const sweeps = groups.flat();
  const names = [...new Set(sweeps.map(({ experiment }) => experiment.name))];
  const named = names.length <= MOST_NAMES ? listed(names) : `${names.length} experiments`;
  const count = counted(sweeps.filter(isCounted).length, "sweep");
  const asked = groups.length < 2 ? `of ${named}` : `that ask ${groups.length} different things`;
  return {
    kind: "Comparison",
    title: sweeps.length === 0 ? count : `${count} ${asked}`,
    description: "",
    blocks: [
      ...(groups.length < 2
        ? groups.flatMap((group) => groupBlocks(group, ""))
        : groups.map((group, index) => {
          const prefix = `q${index + 1}-`;
          return section(`${prefix}question`, questionOf(group[0].experiment), groupBlocks(group, prefix));
        })),
      ...gapBlocks(gaps, ""),
    ],
    signature: SIGNATURE,
  };
}

/**
 * Sweeps as parts of a page that has others: one for each question, and one for what has no figures.
 *
 * @param prefix of the ids, which must be unlike all others on the page.
 */
export function sweepParts({ groups, gaps }: SweepSet, prefix: string): readonly Block[] {
  const parts = groups.map((group, index) => {
    const own = `${prefix}q${index + 1}-`;
    const title = groups.length < 2 ? "Sweeps" : `Sweeps: ${questionOf(group[0].experiment)}`;
    return section(`${own}question`, title, groupBlocks(group, own));
  });
  return [...parts, ...gapBlocks(gaps, prefix)];
}

/** The blocks about one question. */
function groupBlocks(sweeps: readonly NamedSweep[], prefix: string): readonly Block[] {
  const keys = shortKeys([...differingSettings(sweeps).keys()], []);
  const settings = keys.length === 0 ? "No setting differs." : `What differs: ${listed(keys, 12)}.`;
  const { columns, rows } = tableOf(sweepTable(sweeps));
  const note = cutNote([{ shown: Math.min(MOST_ROWS, rows.length), count: rows.length, what: "sweeps" }]);
  const caption = `Settings that differ, and what came out; ${sweepLegend(sweeps)}.${note}`;
  const figures = figuresOf(sweeps.filter(isCounted), prefix);
  return [
    paragraph(settings + followingSentence(followingSettings(sweeps))),
    ...markBlocks(sweeps),
    { kind: "table", caption: [caption], columns, rows: rows.slice(0, MOST_ROWS) },
    ...filled([section(`${prefix}spreads`, "How they are spread", figures)]),
  ];
}

/** A figure that each sweep has a spread of. */
interface SpreadFigure {
  readonly name: string;
  readonly isLoss: boolean;
  readonly spreadOf: (sweep: NamedSweep) => Distribution | null;
}

function figuresOf(sweeps: readonly NamedSweep[], prefix: string): readonly Block[] {
  const shown = sweeps.slice(0, MOST_DOTS);
  const answers = [...new Set(sweeps.flatMap((sweep) => [...answersOf(sweep).keys()]))];
  const drawn: readonly SpreadFigure[] = [
    { name: "the final loss", isLoss: true, spreadOf: ({ summary }) => summary.finalLoss },
    ...answers.slice(0, MOST_ANSWERS).map((name): SpreadFigure => ({
      name,
      isLoss: false,
      spreadOf: (sweep) => answersOf(sweep).get(name) ?? null,
    })),
  ];
  const note = cutNote([
    { shown: shown.length, count: sweeps.length, what: "sweeps" },
    { shown: Math.min(MOST_ANSWERS, answers.length), count: answers.length, what: "answers" },
  ]);
  const figures = drawn.flatMap((figure, index): readonly Figure[] => {
    const spreads = shown.map((sweep) => drawnOf(figure.spreadOf(sweep)));
    if (spreads.every((spread) => spread === null)) return [];
    const how = index > 0
      ? ""
      : ": the median as a dot, half of the trials in the thick line, nine in ten in the thin one";
    return [{
      id: `${prefix}spread-${index + 1}`,
      caption: [`How ${figure.name} is spread in each sweep${how}.${index === 0 ? note : ""}`],
      draw: (frame) =>
        dotChart({
          ...frame,
          title: `The spread of ${figure.name}`,
          description: `One row a sweep, ${shown.length} of them; the table above has the numbers`,
        }, {
          dots: dotsOf(shown, spreads, figure),
          value: { name: figure.name },
          boundaries: [],
          kind: figure.isLoss ? kindFor(spreads.flatMap((spread) => spread ?? [])) : "linear",
        }),
      lines: null,
    }];
  });
  return figures.length === 0 ? [] : [{ kind: "figures", figures }];
}

function drawnOf(spread: Distribution | null): DrawnQuantiles | null {
  return spread === null ? null : drawnQuantiles(spread);
}

function dotsOf(
  sweeps: readonly NamedSweep[],
  spreads: readonly (DrawnQuantiles | null)[],
  { isLoss }: SpreadFigure,
): readonly Dot[] {
  const labels = briefLabels(sweeps.map(({ label }) => label));
  const medians = spreads.map((drawn) => drawn?.[2] ?? null);
  const notes = isLoss ? inColumn(medians, 4) : inColumn(medians, 3, 1);
  return medians.map((value, index) => ({
    label: labels[index],
    value,
    spread: spreads[index],
    note: value === null ? NONE : notes[index],
  }));
}

/** How the outputs of every query are spread, by the name of the output. */
function answersOf({ summary }: NamedSweep): ReadonlyMap<string, Distribution> {
  return new Map(summary.queries.flatMap((query) => [...outputsByName(query)]));
}
