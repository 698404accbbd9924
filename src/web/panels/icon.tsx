// The signs on buttons, drawn as lines in the colour of their text.
// Why not characters: which of them are shown as coloured pictures depends on the system.

/** @jsx h */
import { h, type JSX } from "../preact.ts";

const PATHS = {
  start: "M5 4v16M19 5 9 12l10 7Z",
  back: "M16 5 7 12l9 7Z",
  play: "M7 4v16l13-8Z",
  pause: "M8 5v14M16 5v14",
  forth: "M8 5l9 7-9 7Z",
  end: "M19 4v16M5 5l10 7-10 7Z",
  dice: "M5 5h14v14H5ZM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01",
  pin: "M9 4h6l-1 6 3 3H7l3-3-1-6ZM12 13v7",
  undo: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6",
  redo: "m15 7 5 5-5 5M20 12H10a6 6 0 0 0-6 6",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  share: "M12 4v11M8 8l4-4 4 4M5 13v6h14v-6",
  download: "M12 4v11M8 11l4 4 4-4M5 17v2h14v-2",
  check: "m5 12 5 5 9-10",
  table: "M4 6h16v12H4ZM4 11h16M10 6v12",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
