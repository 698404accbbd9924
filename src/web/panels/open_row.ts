// The row of a table that is being filled in, below all others, before it goes into the text.
// What must not change: cells that were typed are lost by nothing but leaving the row on purpose.

import type { TableFacts } from "../../play/experiment_facts.ts";
import type { App } from "../app.ts";
import { type RefObject, useEffect, useLayoutEffect, useRef, useSignal } from "../preact.ts";
import type { Cells } from "./table_row.tsx";

/** Rows that are being filled in, by experiment and table: whoever looks at another one meanwhile finds them again. */
const unfinished = new Map<string, Cells>();

/** The row, and what the table does with it. */
export interface OpenRow {
  /** By column; null where none is being filled in. */
  readonly cells: Cells | null;
  /** The button that begins one and enters it, below the table. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly begin: () => void;
  readonly fill: (cells: Cells) => void;
  /** Has it added to the text. */
  readonly enter: () => void;
  readonly close: () => void;
}

/** The row of a table that is being filled in. Kept, and told, where it goes out of sight. */
export function useOpenRow(app: App, table: TableFacts["table"], columns: readonly string[]): OpenRow {
  const { name } = app.store.document.peek();
  const key = `${name} ${table}`;
  const open = useSignal<Cells | null>(unfinished.get(key) ?? null);
  const button = useRef<HTMLButtonElement>(null);
  const isBegun = useRef(false);
  // Before anything else can be typed: what follows a click at once would go elsewhere.
  useLayoutEffect(() => {
    if (!isBegun.current) return;
    isBegun.current = false;
    const { current } = button;
    current?.parentElement?.querySelector<HTMLElement>("tr:last-child input")?.focus();
    current?.scrollIntoView({ block: "nearest" });
  });
  useEffect(() => () => {
    const cells = open.peek();
    if (cells === null || !Object.values(cells).some(Boolean)) return unfinished.delete(key);
    unfinished.set(key, cells);
    app.store.notice.value = `the ${app.edits.rowWords[table]} that is not added yet waits in ${name}`;
  }, []);
  // Whoever is in the row goes on below it.
  const close = (): void => {
    const { current } = button;
    if (current?.parentElement?.contains(document.activeElement)) current.focus();
    open.value = null;
  };
  return {
    cells: open.value,
    button,
    begin() {
      isBegun.current = true;
      open.value = {};
    },
    fill(cells) {
      open.value = { ...open.value, ...cells };
    },
    enter() {
      // By their columns, which may have become others meanwhile.
      const cells = Object.fromEntries(
        Object.entries(open.value!).filter(([column, cell]) => cell && columns.includes(column)),
      );
      app.edits.gesture({ kind: "add", table, cells }, null, close);
    },
    close,
  };
}
