// Rows and queries as tables whose cells can be typed in: for whoever does not read YAML, and as the field beside each drag.
// What must not change: a cell is an edit of the text like any other; a table in a data file moves into the text first. A row
// that is added is filled in before it goes into the text, so that this can be read at every moment.

/** @jsx h */
import type { TableFacts } from "../../play/experiment_facts.ts";
import type { App } from "../app.ts";
import { ROW_WORDS } from "../edits.ts";
import { h, type JSX, type TargetedEvent, useRef, useSignal } from "../preact.ts";
import { Icon } from "./icon.tsx";
import { type Cells, Row } from "./table_row.tsx";

/** More rows would make the page slow; the text or the file has all of them. */
const MOST_SHOWN = 100;

const TITLES = {
  "dataset.rows": "What it learns from",
  "dataset.validation.rows": "Held out from learning",
  "queries": "What it is asked",
} as const;

export function RowsPanel({ app }: { app: App }): JSX.Element {
  const { tables = [], dropped = null } = app.store.facts.value ?? {};
  // Another experiment is looked at from its first row on.
  return (
    <section key={app.store.document.value.name} class="panel rows-panel" aria-labelledby="rows-title">
      <header class="panel-head">
        <h2 id="rows-title">Rows</h2>
        <button type="button" onClick={() => app.openDialog("own data")}>
          <Icon name="table" /> Use your own data
        </button>
      </header>
      {dropped === null ? null : <p class="hint">{dropped}.</p>}
      {tables.map((table) => <RowTable key={table.table} app={app} table={table} />)}
    </section>
  );
}

/** The rows of a text that cannot be read are the last that could be: what was typed into their cells since. */
function useTyped(app: App, rows: TableFacts["rows"]): {
  readonly of: (row: number) => Cells;
  readonly hear: (row: number, cells: Cells) => void;
} {
  const typed = useSignal({ rows, cells: {} as Readonly<Record<number, Cells>> });
  const kept = typed.value.rows === rows ? typed.value.cells : {};
  const isUnread = app.store.mistakes.value.length > 0;
  return {
    of: (row) => isUnread && kept[row] || {},
    hear: (row, cells) => typed.value = { rows, cells: { ...kept, [row]: { ...kept[row], ...cells } } },
  };
}

function RowTable({ app, table: { table, columns, rows, rowCount, firstRow, isInFile } }: {
  app: App;
  table: TableFacts;
}): JSX.Element {
  const id = `table-${table.replaceAll(".", "-")}`;
  const current = useSignal(0);
  const typed = useTyped(app, rows);
  // The cells of a row that is being filled in, below all others: by their columns, which may become others meanwhile.
  const open = useSignal<Cells | null>(null);
  const filled = open.value;
  const adder = useRef<HTMLButtonElement>(null);
  const what = ROW_WORDS[table];
  const shown = rows.slice(0, MOST_SHOWN);
  const stopAt = Math.min(current.value, filled === null ? shown.length - 1 : shown.length);
  const enter = (): void => {
    const cells = Object.fromEntries(
      Object.entries(open.value!).filter(([column, cell]) => cell && columns.includes(column)),
    );
    app.edits.gesture({ kind: "add", table, cells }, null, close);
  };
  // Whoever is in the row goes on below it.
  const close = (): void => {
    const { current } = adder;
    if (current?.parentElement?.contains(document.activeElement)) current.focus();
    open.value = null;
  };
  const add = (event: TargetedEvent<HTMLButtonElement>): void => {
    const panel = event.currentTarget.parentElement!;
    open.value = {};
    requestAnimationFrame(() => {
      panel.querySelector<HTMLElement>("tr:last-child input")?.focus();
      panel.lastElementChild!.scrollIntoView({ block: "nearest" });
    });
  };
  return (
    <div class="row-table">
      <h3 id={id}>{TITLES[table]}</h3>
      {isInFile ? <p class="hint">These rows are in a file: a change copies them into the text.</p> : null}
      <p class="unseen" id={`${id}-keys`}>Up and down go from row to row.</p>
      <div class="scroll" tabIndex={0} role="group" aria-labelledby={id} aria-describedby={`${id}-keys`}>
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((column) => <th key={column} scope="col">{column}</th>)}
              <th scope="col">
                <span class="unseen">remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((cells, row) => (
              <Row
                key={row}
                name={`${what} ${row + 1}`}
                columns={columns}
                cells={cells}
                typed={typed.of(row)}
                mistakes={app.store.mistakes.value}
                isStop={row === stopAt}
                focus={() => current.value = row}
                commit={(cells) => {
                  typed.hear(row, cells);
                  app.edits.gesture({ kind: "cells", table, row, cells });
                }}
                remove={() => app.edits.gesture({ kind: "remove", table, row })}
              />
            ))}
            {filled === null ? null : (
              <Row
                key="open"
                name={`${what} ${rowCount + 1}`}
                columns={columns}
                typed={filled}
                refusal={app.store.notice.value}
                placeholders={rows[rows.length - 1] ?? firstRow}
                isStop={stopAt === shown.length}
                focus={() => current.value = shown.length}
                commit={(cells) => open.value = { ...open.value, ...cells }}
                enter={enter}
                leave={close}
                remove={close}
              />
            )}
          </tbody>
        </table>
      </div>
      {rowCount > MOST_SHOWN ? <p class="hint">and {rowCount - MOST_SHOWN} more</p> : null}
      <button ref={adder} type="button" class="quiet" onClick={filled === null ? add : enter}>
        <Icon name="plus" /> {filled === null ? `Add a ${what}` : "Add it"}
      </button>
    </div>
  );
}
