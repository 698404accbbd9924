// The verdict on a run for other programs: whether it learned, and the notes with what would help.
// What must not change: keys and their order; a figure that there is not is null.

import type { JsonObject, JsonValue } from "../experiment/config.ts";
import { supervisionJson } from "./evaluation_json.ts";
import { notesAfter } from "../run/notes_after.ts";
import type { Outcome } from "../run/outcome.ts";
import { isStillFalling, type RowsVerdict, type Verdict, verdictOf } from "../run/verdict.ts";

/** The verdict on a run, fresh or read back. */
export function verdictJson(outcome: Outcome): JsonObject {
  const { training, validation, course, best } = verdictOf(outcome);
  return {
    training: rowsJson(training),
    ...(outcome.experiment.dataset.validation === null ? {} : {
      validation: rowsJson(validation),
      best_validation_loss: best === null ? null : { epoch: best.epoch, loss: best.loss },
    }),
    loss: courseJson(course),
    ...supervisionJson(outcome),
    notes: notesAfter(outcome).map(({ message, hint }) => ({ message, hint })),
  };
}

function rowsJson(rows: RowsVerdict | null): JsonValue {
  if (rows === null) return null;
  const r2 = Object.fromEntries(rows.r2.map(({ name, value }) => [name, value]));
  return {
    rows: rows.count,
    right: rows.right,
    ...(rows.always === null ? {} : { most_frequent: { label: rows.always.label, rows: rows.always.count } }),
    loss: rows.loss,
    ...(rows.r2.length === 0 ? {} : { r2 }),
  };
}

function courseJson(course: Verdict["course"]): JsonValue {
  if (course === null) return null;
  const { first, last, way } = course;
  return { first, last, way, still_falling: isStillFalling(course) };
}
