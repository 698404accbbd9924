// A row of a table whose cells can be typed in: up and down go to its neighbours, left and right from an end of the text to the
// next cell, Escape takes back what is typed.
// What must not change: while somebody types in a cell nothing that is drawn anew takes its text away.

/** @jsx h */
import type { Mistake } from "../../play/mistakes.ts";
import { h, type JSX, useRef, useSignal } from "../preact.ts";
import { Icon } from "./icon.tsx";

/** Cells by their columns. */
export type Cells = Readonly<Record<string, string>>;

type CellKey = KeyboardEvent & { readonly currentTarget: HTMLInputElement };

/** The cell above, below or beside takes the focus, where there is one. */
function goToCell(event: CellKey, column: number): void {
  const { key, currentTarget, altKey, ctrlKey, metaKey, shiftKey } = event;
  const way = WAYS[key];
  if (way === undefined || altKey || ctrlKey || metaKey) return;
  const [down, right] = way;
  const row = currentTarget.closest("tr")!;
  if (right !== 0) {
    // In the text the caret moves first.
    const { selectionStart, selectionEnd, value } = currentTarget;
    const end = right < 0 ? 0 : value.length;
    if (shiftKey || selectionStart !== end || selectionEnd !== end) return;
  }
  const next = down === 0 ? row : down < 0 ? row.previousElementSibling : row.nextElementSibling;
  const cell = next?.querySelectorAll("input")[column + right];
  if (cell === undefined) return;
  event.preventDefault();
  cell.focus();
  if (right !== 0) cell.setSelectionRange(right * cell.value.length, right * cell.value.length);
}

/** How far down and right each key goes. */
const WAYS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

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
export function Row(
  { name, columns, cells = [], typed, mistakes = [], refusal, placeholders = [], isStop, stopColumn, ...on }:
    {
      /** What it is called: `row 3`. */
      name: string;
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
      /** The only cell of it at which Tab stops; null for each. */
      stopColumn: number | null;
      focus: (column: number) => void;
      commit: (cells: Cells) => void;
      enter?: () => void;
      leave?: () => void;
      remove: () => void;
    },
): JSX.Element {
  // The key that opened the row goes up in it.
  const isPressed = useRef(false);
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
            tabIndex={isStop && index === (stopColumn ?? index) ? 0 : -1}
            onFocus={() => on.focus(index)}
            onKeyDown={(event) => {
              isPressed.current = event.key === "Enter";
              if (event.key === "Escape") on.leave?.();
              goToCell(event, index);
            }}
            onKeyUp={({ key }) => key === "Enter" && isPressed.current && on.enter?.()}
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
          tabIndex={isStop ? 0 : -1}
          onClick={on.remove}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}
