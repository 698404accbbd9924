// What pinned runs are called, in the order in which the names are given out.
// Why a file of its own: the page names a pin and the worker keeps it, and the page must not load what draws one.

/** As many as there are lines that can be told apart behind the own one. */
export const PIN_LABELS: readonly string[] = ["A", "B", "C", "D"];
