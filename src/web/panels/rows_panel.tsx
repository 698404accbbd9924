// Rows and queries as tables whose cells can be typed in: for whoever does not read YAML, and as the field beside each drag.
// What must not change: a cell is an edit of the text like any other; a table in a data file moves into the text first. A row
// that is added is filled in before it goes into the text, so that this can be read at every moment.

/** @jsx h */
import type { TableFacts } from "../../play/experiment_facts.ts";
import type { Mistake } from "../../play/mistakes.ts";
import type { App } from "../app.ts";
import { ROW_WORDS } from "../edits.ts";
import { h, type JSX, type TargetedEvent, useRef, useSignal } from "../preact.ts";
import { Icon } from "./icon.tsx";

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

type CellKey = KeyboardEvent & { readonly currentTarget: HTMLInputElement };

/** The cell above or below takes the focus, where there is one. */
function goToRow(event: CellKey, column: number): void {
  const isUp = event.key === "ArrowUp";
  if (!isUp && event.key !== "ArrowDown" || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = event.currentTarget.closest("tr");
  const next = isUp ? row?.previousElementSibling : row?.nextElementSibling;
  const cell = next?.querySelectorAll("input")[column];
  if (cell === undefined) return;
  event.preventDefault();
  cell.focus();
}

/** A cell. While somebody types in it nothing that is drawn anew takes its text away. */
function Cell({ value, commit, onKeyDown, ...others }: JSX.IntrinsicElements["input"] & {
  value: string;
  commit: (value: string) => void;
  onKeyDown: (event: CellKey) => void;
}): JSX.Element {
  const draft = useSignal<string | null>(null);
  return (
    <input
      {...others}
      value={draft.value ?? value}
      onInput={({ currentTarget }) => draft.value = currentTarget.value}
      onKeyDown={(event) => {
        if (event.key === "Escape") draft.value = null;
        onKeyDown(event);
      }}
      onChange={({ currentTarget }) => commit(currentTarget.value)}
      onBlur={() => draft.value = null}
    />
  );
}

/** A row of cells and the button that takes it away. */
function Row(
  { what, row, columns, cells = [], typed, mistakes = [], refusal, placeholders = [], isStop, ...on }: {
    /** What it is called, with its number counted from 0. */
    what: string;
    row: number;
    columns: readonly string[];
    cells?: readonly string[];
    /** What stands in some of them instead. */
    typed: Cells;
    mistakes?: readonly Mistake[];
    /** Why it is not taken. */
    refusal?: string | null;
    /** What empty cells may look like. */
    placeholders?: readonly string[];
    /** Whether Tab stops here: a long table is a stop for a row's cells, not for a thousand; up and down go from row to row. */
    isStop: boolean;
    focus: () => void;
    commit: (cells: Cells) => void;
    enter?: () => void;
    leave?: () => void;
    remove: () => void;
  },
): JSX.Element {
  const name = `${what} ${row + 1}`;
  const tabIndex = isStop ? 0 : -1;
  const isWrong = (column: string): boolean =>
    refusal?.startsWith(`${name}: ${column} `) ||
    column in typed &&
      mistakes.some(({ message }) => message.replaceAll('"', "").endsWith(`found ${typed[column]}`));
  return (
    <tr>
      {columns.map((column, index) => (
        <td key={column}>
          <Cell
            aria-label={`${column}, ${name}`}
            aria-invalid={isWrong(column) || undefined}
            value={typed[column] ?? cells[index] ?? ""}
            placeholder={placeholders[index]}
            tabIndex={tabIndex}
            onFocus={on.focus}
            onKeyDown={(event) => {
              if (event.key === "Escape") on.leave?.();
              goToRow(event, index);
            }}
            onKeyUp={({ key }) => key === "Enter" && on.enter?.()}
            size={Math.max(4, Math.min(14, cells[index]?.length ?? 4))}
            commit={(value) => on.commit({ [column]: value })}
          />
        </td>
      ))}
      <td>
        <button
          type="button"
          class="quiet"
          aria-label={`Remove ${name}`}
          tabIndex={tabIndex}
          onClick={on.remove}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}

type Cells = Readonly<Record<string, string>>;

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
  const button = useRef<HTMLButtonElement>(null);
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
    const { current } = button;
    if (current!.parentElement!.contains(document.activeElement)) current!.focus();
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
                what={what}
                row={row}
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
                what={what}
                row={rowCount}
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
      <button ref={button} type="button" class="quiet" onClick={filled === null ? add : enter}>
        <Icon name="plus" /> {filled === null ? `Add a ${what}` : "Add it"}
      </button>
    </div>
  );
}
