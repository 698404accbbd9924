// Runs that are kept beside the one at work, and their lines behind its own.
// Why apart from `pin_facts.ts`, which says what tells them apart: every picture needs these, and only pins need those.

import type { LossSeries } from "../chart/loss_chart.ts";
import type { Outcome } from "../run/outcome.ts";
import { lossSeries } from "../report/run/loss_series.ts";
import { PIN_LABELS } from "./pin_labels.ts";

/** A run that was pinned, at its end, wherever it was looked at. */
export interface Pin {
  /** What the user calls it. */
  readonly label: string;
  readonly outcome: Outcome;
}

/** Pins with one more; one of the same name gives way, and so does the oldest of too many. */
export function pinned(pins: readonly Pin[], pin: Pin): readonly Pin[] {
  return [...pins.filter(({ label }) => label !== pin.label), pin].slice(-PIN_LABELS.length);
}

/** Pins without one. */
export function unpinned(pins: readonly Pin[], label: string): readonly Pin[] {
  return pins.filter((pin) => pin.label !== label);
}

/** The losses of pinned runs, as lines behind that of the run at work. */
export function pinnedLosses(pins: readonly Pin[]): readonly LossSeries[] {
  return pins.map(({ label, outcome }) => ({ label, points: lossSeries(outcome)[0].points }));
}
