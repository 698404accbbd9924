// What the parts of a random experiment must know of each other: its rows must fit its features, its sweep must fit both.

import type { Draws } from "./draws.ts";

/**
 * Small networks are trained by the plain trainer alone. Middle ones have about a hundred parameters and enough epochs to
 * be worth a kernel; large ones, with 300 to 600 parameters and few epochs, a kernel of another form.
 */
export type NetworkSize = "small" | "middle" | "large";

/** What the parts of a random experiment must know of each other. */
export interface Shape {
  readonly draws: Draws;
  readonly size: NetworkSize;
  /** At least 0; 0 for an experiment that only asks. */
  readonly rowCount: number;
  readonly features: readonly RandomFeature[];
}

/** A feature of a random experiment. */
export interface RandomFeature {
  readonly name: string;
  /** Its values are numbers in [-2, 2] times this. */
  readonly size: number;
  /** Whether the rows allow its mean and standard deviation. */
  readonly hasMean: boolean;
}

/** A section of an experiment file as plain values; a setting that is undefined is left out. */
export type Section = Readonly<Record<string, unknown>>;
