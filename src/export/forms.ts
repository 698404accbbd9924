// The forms in which a result can leave the program: each one entry, with its name, its file and what writes it.
// What must not change: equal results give equal bytes in every form, so that anyone can check a file against its result.

import type { Read } from "../experiment/source/problem.ts";
import { requireOptions } from "../numeric/required_objects.ts";
import { bytesOf, type FileContent } from "../results/file_content.ts";
import { DATA_PACKAGE_FILE, RO_CRATE_FILE } from "../results/file_limits.ts";
import { type Outcome, requireOutcome } from "../run/outcome.ts";
import { cCode } from "./code/c_code.ts";
import { javaScriptCode } from "./code/javascript_code.ts";
import { pythonCode } from "./code/python_code.ts";
import { rCode } from "./code/r_code.ts";
import { dataPackage } from "./data_package.ts";
import { onnxModel } from "./onnx/onnx_model.ts";
import { pytorchLack, pytorchScript } from "./pytorch_script.ts";
import { type Credit, creditProblem, roCrate } from "./ro_crate.ts";
import { safetensors } from "./safetensors.ts";
import { spreadsheet, spreadsheetLack } from "./spreadsheet/spreadsheet.ts";
import { numbersOf, type TrainedModel, trainedModelOf } from "./trained_model.ts";

/** What some forms can be told. */
export interface ExportSettings {
  /** Numbers of 32 bits in place of 64. */
  readonly float32?: boolean;
  /** Whose the result is. */
  readonly credit?: Credit;
}

const SETTINGS: readonly string[] = ["float32", "credit"] satisfies (keyof ExportSettings)[];

/** A form. */
export interface ExportForm {
  /** As it is asked for: `py`. */
  readonly name: string;
  /** What it is, for lists of forms. */
  readonly words: string;
  /** Which settings it takes. */
  readonly takes: readonly (keyof ExportSettings)[];
  /** Given for a form that names the files of a result, and so belongs beside them. */
  readonly describesFiles?: true;
  /** What its file is called, for an experiment of this name. */
  fileName(name: string, settings: ExportSettings): string;
}

/** A form with what writes it. */
interface WrittenForm extends ExportForm {
  /** Why no settings can make it of this result; null where some can. Every result has it where this is not given. */
  lack?(outcome: Outcome): string | null;
  /** The file's content, or why there is none. */
  write(
    outcome: Outcome,
    model: TrainedModel,
    settings: ExportSettings,
  ): FileContent | { readonly problem: string };
}

const forms: readonly WrittenForm[] = [
  {
    name: "py",
    words: "a Python file that answers rows, with the bits of predictions.csv",
    takes: [],
    fileName: (name) => `${name}.py`,
    write: (_outcome, model) => pythonCode(model),
  },
  {
    name: "c",
    words: "the same in C, which C++ takes as well",
    takes: [],
    fileName: (name) => `${name}.c`,
    write: (_outcome, model) => cCode(model),
  },
  {
    name: "js",
    words: "the same as a JavaScript module",
    takes: [],
    fileName: (name) => `${name}.mjs`,
    write: (_outcome, model) => javaScriptCode(model),
  },
  {
    name: "r",
    words: "the same in R, for rows and data frames",
    takes: [],
    fileName: (name) => `${name}.R`,
    write: (_outcome, model) => rCode(model),
  },
  {
    name: "xlsx",
    words: "a spreadsheet of formulas, and for small plain runs every step",
    takes: [],
    lack: spreadsheetLack,
    fileName: (name) => `${name}.xlsx`,
    write: (outcome, model) => spreadsheet(outcome, model),
  },
  {
    name: "onnx",
    words: "a model for ONNX runtimes, raw units in and out",
    takes: ["float32"],
    fileName: (name, { float32 }) => `${name}${float32 === true ? "_float32" : ""}.onnx`,
    write(_outcome, model, { float32 }) {
      if (float32 !== true) return onnxModel(model, "double");
      const large = numbersOf(model).find((x) => !Number.isFinite(Math.fround(x)));
      return large === undefined
        ? onnxModel(model, "float")
        : { problem: `float32 holds numbers up to 3.4e38: found ${large} in the network` };
    },
  },
  {
    name: "safetensors",
    words: "weights and biases under the names of PyTorch's nn.Sequential",
    takes: [],
    fileName: (name) => `${name}.safetensors`,
    write: (_outcome, model) => safetensors(model),
  },
  {
    name: "pytorch",
    words: "a PyTorch script that trains the same network to the same losses",
    takes: [],
    lack: pytorchLack,
    fileName: (name) => `${name}_pytorch.py`,
    write: (outcome, model) => pytorchScript(outcome, model),
  },
  {
    name: "datapackage",
    words: "what each column of the tables is, as a Frictionless data package",
    takes: [],
    describesFiles: true,
    fileName: () => DATA_PACKAGE_FILE,
    write: (outcome) => dataPackage(outcome),
  },
  {
    name: "ro-crate",
    words: "who made the result and what each file is, for archives",
    takes: ["credit"],
    describesFiles: true,
    fileName: () => RO_CRATE_FILE,
    write(outcome, _model, { credit }) {
      if (credit === undefined) {
        return { problem: "ro-crate needs an author, a license and a date: nothing is guessed" };
      }
      const problem = creditProblem(credit);
      return problem === null ? roCrate(outcome, credit) : { problem };
    },
  },
];

/** Every form, in the order in which they are listed to users. */
export const exportForms: readonly ExportForm[] = forms;

const DIVERGED = "the run diverged: it has no network to take away";

/** The forms that a result can have, some when they are told what they take; or why there is none. */
export function formsOf(outcome: Outcome): Read<readonly ExportForm[], string> {
  if (outcome.parameters === null) return { problems: [DIVERGED] };
  return { ok: forms.filter((form) => (form.lack?.(outcome) ?? null) === null) };
}

/** An exported file. */
export interface ExportedFile {
  /** What it is usually called. */
  readonly name: string;
  /** What it holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A result in a form.
 *
 * @param form one of {@linkcode exportForms}.
 * @returns the file, or why there is none: the run diverged, or the form needs what is not there.
 * @throws RangeError for another form, and TypeError for what is no outcome of a run.
 *
 * @example A network as Python
 * ```ts
 * import { exportedFile, exportForms, parseExperiment, runExperiment } from "@seedbed/seedbed";
 * const text = "name: ask\ndataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }";
 * const outcome = runExperiment(parseExperiment(text));
 * const python = exportForms.find(({ name }) => name === "py")!;
 * const read = exportedFile(outcome, python);
 * if ("problems" in read || read.ok.name !== "ask.py") throw new Error("wrong");
 * ```
 */
export function exportedFile(
  outcome: Outcome,
  form: ExportForm,
  settings: ExportSettings = {},
): Read<ExportedFile, string> {
  requireOutcome(outcome);
  requireOptions(settings, SETTINGS);
  const written = forms.find(({ name }) => name === form?.name);
  if (written === undefined) {
    throw new RangeError("a form must be one of exportForms, such as exportForms[0]");
  }
  const model = trainedModelOf(outcome);
  if (model === null) return { problems: [DIVERGED] };
  const problem = written.lack?.(outcome) ?? null;
  if (problem !== null) return { problems: [problem] };
  const content = written.write(outcome, model, settings);
  if (typeof content === "object" && "problem" in content) return { problems: [content.problem] };
  return { ok: { name: form.fileName(model.name, settings), bytes: bytesOf(content) } };
}
