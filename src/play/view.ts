// What of a run is looked at: where it stands on its way, whose arithmetic is shown, which weight is followed.
// What must not change: plain data and pure updates. After an edit the view stays what it was as far as it can: the same
// end, the same row, the same weight, so that rewinding shows the same start.

/** Steps made, or the end, wherever that is: after an edit the end is still looked at. */
export type Stand = number | "end";

/** A row or a query by its name. */
export interface Subject {
  readonly kind: "row" | "query";
  readonly name: string;
}

/** What is looked at. */
export interface ViewState {
  readonly stand: Stand;
  /** What one press of the time bar's buttons moves by. */
  readonly by: "row" | "epoch";
  readonly isPlaying: boolean;
  /** Whose arithmetic is shown; null for the row that is learned next. */
  readonly subject: Subject | null;
  /** Whose chain rule is shown: `w1`, `b3`; null for none. */
  readonly parameter: string | null;
}

/** How long a run is. */
export interface RunLength {
  /** Steps of the whole training, a row or a batch each. */
  readonly stepCount: number;
  readonly stepsPerEpoch: number;
  /** Beyond this step there is nothing: the run diverged there, was stopped, or has ended. */
  readonly lastStep: number;
}

/** Rows of a table that are shown, and travel to the page, at once. */
export const MOST_ROWS = 100;

/** Parameters of which a view can follow one: so many travel to the page, by name and by number. */
export const MOST_PARAMETERS = 2000;

/** Rows whose answers a frame asks for: of more, accuracy is told at the end alone. */
export const MOST_JUDGED_ROWS = 5000;

/** The end of a run, as it is seen first. */
export const startView: ViewState = {
  stand: "end",
  by: "epoch",
  isPlaying: false,
  subject: null,
  parameter: null,
};

/** The steps made where a view stands. */
export function standOf({ stand }: ViewState, { lastStep }: RunLength): number {
  return stand === "end" ? lastStep : Math.min(Math.max(0, Math.trunc(stand)), lastStep);
}

/** A view at another step; the last one is the end. */
export function wentTo(view: ViewState, length: RunLength, stepsDone: number): ViewState {
  const whole = Number.isNaN(stepsDone) ? 0 : Math.trunc(stepsDone);
  return { ...view, stand: whole >= length.lastStep ? "end" : Math.max(0, whole) };
}

/**
 * A view some rows or epochs further, or back; it stops playing.
 *
 * @example From within an epoch to its end, and then on by whole ones
 * ```ts
 * const length = { stepCount: 40, stepsPerEpoch: 4, lastStep: 40 };
 * const view = wentTo(startView, length, 6);
 * if (stepped(view, length, 1).stand !== 8 || stepped(view, length, -1).stand !== 4) throw new Error("wrong");
 * if (stepped({ ...view, by: "row" }, length, 1).stand !== 7) throw new Error("wrong");
 * ```
 */
export function stepped(view: ViewState, length: RunLength, count: number): ViewState {
  const from = standOf(view, length);
  const unit = view.by === "row" ? 1 : Math.max(1, length.stepsPerEpoch);
  // From the middle of an epoch the first step goes to its next end.
  const aligned = count > 0 ? Math.floor(from / unit) : Math.ceil(from / unit);
  return { ...wentTo(view, length, (aligned + count) * unit), isPlaying: false };
}

/** A view that plays on by some steps, and stops at the end. */
export function playedOn(view: ViewState, length: RunLength, steps: number): ViewState {
  if (!view.isPlaying) return view;
  const went = wentTo(view, length, standOf(view, length) + Math.max(1, Math.trunc(steps)));
  return went.stand === "end" ? { ...went, isPlaying: false } : went;
}

/** A view that begins to play: from the start where it stands at the end. */
export function played(view: ViewState, length: RunLength): ViewState {
  const isAtEnd = standOf(view, length) >= length.lastStep;
  return { ...view, stand: isAtEnd ? 0 : standOf(view, length), isPlaying: length.lastStep > 0 };
}

/** A view that stands still. */
export function paused(view: ViewState): ViewState {
  return view.isPlaying ? { ...view, isPlaying: false } : view;
}

/** Whole epochs that are learned after some steps. */
export function epochOf(stepsDone: number, { stepsPerEpoch }: RunLength): number {
  return stepsPerEpoch === 0 ? 0 : Math.floor(stepsDone / stepsPerEpoch);
}

/** A view that follows another weight or bias, or none. */
export function focusedParameter(view: ViewState, parameter: string | null): ViewState {
  return view.parameter === parameter ? view : { ...view, parameter };
}

/** A view of another row or query. */
export function focusedSubject(view: ViewState, subject: Subject | null): ViewState {
  return { ...view, subject };
}

/** What an experiment has by name. */
export interface Names {
  readonly rows: readonly string[];
  readonly queries: readonly string[];
  readonly parameters: readonly string[];
}

/** A view of an experiment that was edited: what is no longer there is let go. */
export function fittedView(view: ViewState, length: RunLength, names: Names): ViewState {
  const { subject, parameter, stand } = view;
  const isThere = subject !== null &&
    (subject.kind === "row" ? names.rows : names.queries).includes(subject.name);
  return {
    ...view,
    stand: stand === "end" || stand >= length.lastStep ? "end" : stand,
    subject: isThere ? subject : null,
    parameter: parameter !== null && names.parameters.includes(parameter) ? parameter : null,
    isPlaying: view.isPlaying && length.lastStep > 0,
  };
}
