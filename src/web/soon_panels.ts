// What is needed soon after the first answer and not before, in one piece that is loaded then.
// Why: before it nothing can be said, and hardly anything be wrong; rows are below what answers, and it need not wait for them.

export { Aids } from "./panels/aids.tsx";
export { Mistakes } from "./panels/mistakes.tsx";
export { RowsPanel } from "./panels/rows_panel.tsx";
