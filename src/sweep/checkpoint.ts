// Where the training of a part stands, so that hours of it need not be trained again.
// What must not change: going on from a checkpoint gives the bits of training without a stop. It says of each trial how far
// it is, and not how the work was shared out, so that another machine may share it out in another way.

/** How far a trial of a part is. */
export const TRIAL_STATUS = {
  /** Its figures are to be worked out, from the start or from where the checkpoint has it. */
  open: 0,
  /** All its figures are there. */
  ended: 1,
  /** The kernel could not decide it: it is the plain trainer's. */
  plain: 2,
} as const;

/** Trials in the lanes of a kernel. */
export interface LanesCheckpoint {
  /** The place in the part of each lane's trial, by growing epochs. */
  readonly places: Uint32Array;
  /** Rows that all lanes have learned, counted through all epochs. */
  readonly rowsDone: number;
  /** For each lane, 1 while all its losses were finite. */
  readonly isFinite: Uint8Array;
  /** Shape [lane][number]: what each goes on from, see `standingCount`. */
  readonly values: Float64Array;
}

/** A trial in the plain trainer. */
export interface TrialCheckpoint {
  readonly place: number;
  /** Rows that it has learned, counted through all epochs. */
  readonly rowsDone: number;
  /** What it goes on from, see `standingCount`. */
  readonly values: Float64Array;
}

/** Where the training of a part stands. */
export interface Checkpoint {
  readonly part: number;
  /** Shape [trialCount], see {@linkcode TRIAL_STATUS}. */
  readonly statuses: Uint8Array;
  /** As in the part's result, so far. */
  readonly figures: Float64Array;
  readonly bins: Uint16Array;
  /** What is under way: in lanes, or by itself; null for neither. */
  readonly lanes: LanesCheckpoint | null;
  readonly trial: TrialCheckpoint | null;
}

/** Whoever hears how the training of a part goes on, and may take a checkpoint. */
export interface TrainingWatch {
  /** Work after which it is called, in the unit of `training_cost.ts`; by default about 50 ms of a kernel. */
  readonly everyNs?: number;
  /**
   * Called now and then, between two rows.
   *
   * @param doneNs how much of the work of the part is done, in the unit of `training_cost.ts`.
   * @param checkpoint makes a checkpoint.
   */
  readonly onStop: (doneNs: number, checkpoint: () => Checkpoint) => void;
}
