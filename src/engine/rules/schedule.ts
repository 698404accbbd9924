// How the learning rate changes from epoch to epoch.
// What must not change: a rate is the one before it times the factor, so that no power is computed.

/** After every so many epochs the rate is multiplied by the factor. */
export interface StepSchedule {
  /** Epochs from one change to the next, at least 1. */
  readonly step: number;
  /** Above 0. */
  readonly factor: number;
}

/** After so many logged epochs without a better loss the rate is multiplied by the factor, and they are counted anew. */
export interface PlateauSchedule {
  /** Logged epochs, at least 1. */
  readonly plateau: number;
  /** Above 0. */
  readonly factor: number;
}

/** How the learning rate changes. */
export type Schedule = StepSchedule | PlateauSchedule;

/** When a training ends before its last epoch. */
export interface Stopping {
  /**
   * After so many logged epochs without a better loss, at least 1; the parameters of the best one are the result then,
   * whatever ended the training. Null for never.
   */
  readonly patience: number | null;
  /** As soon as the loss is under this, above 0; null for never. */
  readonly lossUnder: number | null;
}

/** What happens to a training from outside of its steps. */
export interface Supervision {
  /** Null for one rate throughout. */
  readonly schedule: Schedule | null;
  /** Null for all epochs. */
  readonly stop: Stopping | null;
}

/** One rate throughout, and all epochs. */
export const unsupervised: Supervision = { schedule: null, stop: null };
