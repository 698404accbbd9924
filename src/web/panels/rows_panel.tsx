// Rows and queries as tables whose cells can be typed in: for whoever does not read YAML, and as the field beside each drag.
// What must not change: a cell is an edit of the text like any other; a table in a data file moves into the text first. A row
// that is added is filled in before it goes into the text, so that this can be read at every moment.

/** @jsx h */
import type { TableFacts } from "../../play/experiment_facts.ts";
import type { App } from "../app.ts";
import { h, type JSX, useSignal } from "../preact.ts";
import { Icon } from "./icon.tsx";
import { useOpenRow } from "./open_row.ts";
import { Pager, usePages } from "./row_pages.tsx";
import { type Cells, Row } from "./table_row.tsx";

/** Of a table with more columns Tab stops at one cell: whoever goes through the page would else press it once a pixel. */
const MOST_STOPS = 12;

const TITLES = {
  "dataset.rows": "What it learns from",
  "dataset.validation.rows": "Held out from learning",
  "queries": "What it is asked",
} as const;

export function RowsPanel({ app }: { app: App }): JSX.Element {
  const { tables = [], dropped = null } = app.store.facts.value ?? {};
  return (
    <section class="panel rows-panel" aria-labelledby="rows-title">
      <header class="panel-head">
        <h2 id="rows-title">Rows</h2>
        <button type="button" onClick={() => app.openDialog("own data")}>
          <Icon name="table" /> Use your own data
        </button>
      </header>
      {dropped === null ? null : <p class="hint">{dropped}.</p>}
      {/* Another experiment is looked at from its first row on. */}
      <Tables key={app.store.document.value.name} app={app} tables={tables} />
    </section>
  );
}

function Tables({ app, tables }: { app: App; tables: readonly TableFacts[] }): JSX.Element {
  const pages = usePages(app, tables);
  return (
    <div>
      {pages.tables.map((table) => (
        <RowTable
          key={table.table}
          app={app}
          table={table}
          start={pages.startOf(table)}
          go={(start) => pages.go(table, start)}
        />
      ))}
    </div>
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

function RowTable({ app, table: { table, columns, rows, rowCount, firstRow, isInFile }, start, go }: {
  app: App;
  table: TableFacts;
  /** How many rows are above those that are shown. */
  start: number;
  go: (start: number) => void;
}): JSX.Element {
  const id = `table-${table.replaceAll(".", "-")}`;
  const current = useSignal({ row: 0, column: 0 });
  const typed = useTyped(app, rows);
  const open = useOpenRow(app, table, columns);
  const what = app.edits.rowWords[table];
  const stopAt = Math.min(current.value.row, open.cells === null ? rows.length - 1 : rows.length);
  const stopColumn = columns.length > MOST_STOPS ? Math.min(current.value.column, columns.length - 1) : null;
  return (
    <div class="row-table">
      <h3 id={id}>{TITLES[table]}</h3>
      {isInFile ? <p class="hint">These rows are in a file: a change copies them into the text.</p> : null}
      <Pager what={what} start={start} rowCount={rowCount} go={go} />
      <p class="unseen" id={`${id}-keys`}>
        Up and down move between rows, left and right at an end of the text between cells.
      </p>
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
            {rows.map((cells, index) => {
              const row = start + index;
              return (
                <Row
                  key={row}
                  name={`${what} ${row + 1}`}
                  columns={columns}
                  cells={cells}
                  typed={typed.of(row)}
                  mistakes={app.store.mistakes.value}
                  isStop={index === stopAt}
                  stopColumn={stopColumn}
                  focus={(column) => current.value = { row: index, column }}
                  commit={(cells) => {
                    typed.hear(row, cells);
                    app.edits.gesture({ kind: "cells", table, row, cells });
                  }}
                  remove={() => app.edits.gesture({ kind: "remove", table, row })}
                />
              );
            })}
            {open.cells === null ? null : (
              <Row
                key="open"
                name={`${what} ${rowCount + 1}`}
                columns={columns}
                typed={open.cells}
                refusal={app.store.notice.value}
                placeholders={rows[rows.length - 1] ?? firstRow}
                isStop={stopAt === rows.length}
                stopColumn={stopColumn}
                focus={(column) => current.value = { row: rows.length, column }}
                commit={open.fill}
                enter={open.enter}
                leave={open.close}
                remove={open.close}
              />
            )}
          </tbody>
        </table>
      </div>
      <button
        ref={open.button}
        type="button"
        class="quiet"
        onClick={open.cells === null ? open.begin : open.enter}
      >
        <Icon name="plus" /> {open.cells === null ? `Add a ${what}` : "Add it"}
      </button>
    </div>
  );
}
