// A hundred rows of a table at a time, of which any can be the first.
// Why no more: each row is a dozen elements, and what the page is told goes to it anew with every change.

/** @jsx h */
import { MOST_ROWS } from "../../play/view.ts";
import type { RowStarts, TableFacts } from "../../play/experiment_facts.ts";
import type { App } from "../app.ts";
import { h, type JSX, useEffect, useRef, useSignal } from "../preact.ts";

/** Tables from whichever row on each is looked at. */
interface Pages {
  readonly tables: readonly TableFacts[];
  /** How many rows are above those that are shown of a table. */
  readonly startOf: (table: TableFacts) => number;
  readonly go: (table: TableFacts, start: number) => void;
}

/** What the engine told of rows farther down. */
interface Told {
  readonly starts: RowStarts;
  readonly tables: readonly TableFacts[];
}

/** The rows that are looked at. @param tables as the last text that reads has them, from their first row on. */
export function usePages(app: App, tables: readonly TableFacts[]): Pages {
  const wanted = useSignal<RowStarts>({});
  const told = useSignal<Told | null>(null);
  // The text may have mistakes by now: rows are those of the last one that reads.
  const read = useRef({ tables, document: app.store.document.peek() });
  if (read.current.tables !== tables) read.current = { tables, document: app.store.document.peek() };
  const starts: RowStarts = Object.fromEntries(
    tables.map(({ table, rowCount }) => [table, boundedStart(wanted.value[table] ?? 0, rowCount)]),
  );
  const isFirst = Object.values(starts).every((start) => start === 0);
  useEffect(() => {
    if (isFirst) {
      told.value = null;
      return;
    }
    const { document } = read.current;
    app.engine.ask({ kind: "rows", document, starts }).then((answer) => {
      if (read.current.document !== document) return;
      if (answer.kind === "rows") told.value = { starts, tables: answer.tables };
      else if (answer.kind === "refused") app.store.notice.value = `${answer.message}: ${answer.hint}`;
    });
  }, [tables, JSON.stringify(starts)]);
  const shown = isFirst ? null : told.value;
  return {
    tables: shown?.tables ?? tables,
    startOf: ({ table }) => shown?.starts[table] ?? 0,
    go({ table, rowCount }, start) {
      const first = boundedStart(start, rowCount);
      wanted.value = { ...wanted.value, [table]: first };
      app.store.deed.value = wordsOf(first, rowCount);
    },
  };
}

/** Where rows may begin: where there is one, or else so that the last of them are seen. */
function boundedStart(start: number, rowCount: number): number {
  return start < rowCount ? Math.max(0, start) : Math.max(0, rowCount - MOST_ROWS);
}

function wordsOf(start: number, rowCount: number): string {
  return `rows ${start + 1} to ${Math.min(start + MOST_ROWS, rowCount)} of ${rowCount}`;
}

/** Which rows of a table are shown, and the way to others; nothing where all of them are. */
export function Pager({ what, start, rowCount, go }: {
  /** What a row of it is called. */
  what: string;
  start: number;
  rowCount: number;
  go: (start: number) => void;
}): JSX.Element | null {
  if (rowCount <= MOST_ROWS) return null;
  return (
    <p class="pager">
      <label>
        From {what}
        <input
          type="number"
          min={1}
          max={rowCount}
          value={start + 1}
          onChange={({ currentTarget }) => {
            const first = currentTarget.valueAsNumber;
            if (first >= 1) go(Math.floor(first) - 1);
            else currentTarget.value = String(start + 1);
          }}
        />
      </label>
      <span>to {Math.min(start + MOST_ROWS, rowCount)} of {rowCount}</span>
      <span class="by">
        <button type="button" disabled={start === 0} onClick={() => go(start - MOST_ROWS)}>
          Previous {MOST_ROWS}
        </button>
        <button type="button" disabled={start + MOST_ROWS >= rowCount} onClick={() => go(start + MOST_ROWS)}>
          Next {MOST_ROWS}
        </button>
      </span>
    </p>
  );
}
