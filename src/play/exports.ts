// What leaves the page in the forms of `export`: which of them what was trained can have, and it in one of them.
// What must not change: bytes are those of the terminal's `export`. A page loads this when somebody wants it, and not before.

import { exportedFile, type ExportForm, exportForms, type ExportSettings, formsOf } from "../export/forms.ts";
import {
  type EngineAnswer,
  type EngineRequest,
  type FormFacts,
  NOTHING_LOADED,
  refused,
} from "./engine_protocol.ts";
import type { StandingRun } from "./standing_run.ts";

/** What is asked about exports. */
export type ExportRequest = Extract<EngineRequest, { readonly kind: "forms" | "export" }>;

/** The answer, of the run that is loaded, if any is. */
export function exportAnswer(run: StandingRun | null, asked: ExportRequest): EngineAnswer {
  if (run === null) return { kind: "refused", ...NOTHING_LOADED };
  const { experiment, outcome } = run;
  if (experiment.sweep !== null) {
    return refused("a sweep has a network for each trial", "run one of them, for example with one seed");
  }
  if (outcome === null) return refused("it is not trained to its end", "train it, then export it");
  if (asked.kind === "forms") {
    const forms = formsOf(outcome);
    if ("problems" in forms) return refused(forms.problems[0], "a smaller learning rate often helps");
    return { kind: "forms", forms: forms.ok.map((form) => formFacts(experiment.name, form)) };
  }
  const form = exportForms.find(({ name }) => name === asked.form);
  if (form === undefined) throw new Error(`assertion failed: there is no form ${asked.form}`);
  const file = exportedFile(outcome, form, asked.settings);
  return "problems" in file
    ? refused(file.problems[0], "change it, or take another form")
    : { kind: "exported", ...file.ok };
}

function formFacts(experimentName: string, form: ExportForm): FormFacts {
  const choices: readonly ExportSettings[] = form.takes.includes("float32") ? [{}, { float32: true }] : [{}];
  return {
    name: form.name,
    words: form.words,
    files: choices.map((settings) => ({ name: form.fileName(experimentName, settings), settings })),
    asksForCredit: form.takes.includes("credit"),
  };
}
