// Whether a file is what a result gives as an export, and where it differs.
// Why all forms may be tried: whoever has a file need not know how it was made.

import {
  type ExportedFile,
  exportedFile,
  type ExportForm,
  exportForms,
  type ExportSettings,
} from "../export/forms.ts";
import { readExport } from "../host/exported_file.ts";
import { paintError, print, printError, printMessage } from "../host/terminal.ts";
import { jsonText } from "../results/json_text.ts";
import type { Outcome } from "../run/outcome.ts";
import { visible } from "../text/visible_text.ts";
import { firstDifferentByte } from "../verify/first_difference.ts";
import { UsageError } from "./command.ts";

/** A result in a form that was asked for: what keeps it from being written is a mistake. */
export function fileOf(outcome: Outcome, form: ExportForm, settings: ExportSettings): ExportedFile {
  const file = exportedFile(outcome, form, settings);
  if ("problems" in file) throw new UsageError(file.problems[0]);
  return file.ok;
}

/** What is checked. */
export interface Checked {
  readonly folder: string;
  readonly outcome: Outcome;
  readonly path: string;
  readonly form: ExportForm | null;
  readonly settings: ExportSettings;
}

/** Says whether a file is what the result gives in a form, or in any. @returns the exit code. */
export function checkExport({ folder, outcome, path, form, settings }: Checked, isJson: boolean): number {
  const found = readExport(path);
  let firstWanted: Uint8Array | null = null;
  let same: ExportForm | null = null;
  let problem = "";
  let unasked = "";
  for (const { form: one, settings: each } of triedFor(path, form, settings)) {
    // Asked for by name, a form that cannot be written is a mistake; among all of them it is passed over.
    const file = form === null ? exportedFile(outcome, one, each) : { ok: fileOf(outcome, one, each) };
    if ("problems" in file) {
      problem = file.problems[0];
      const isUnasked = one.takes.includes("credit") && each.credit === undefined;
      if (isUnasked && hasEnding(path, one, each)) {
        unasked = ` but ${one.name}, which needs --author, --license and --date`;
      }
      continue;
    }
    firstWanted ??= file.ok.bytes;
    if (firstDifferentByte(found, file.ok.bytes) !== null) continue;
    same = one;
    break;
  }
  if (firstWanted === null) throw new UsageError(problem);
  if (isJson) {
    print(jsonText({ folder, path, form: same?.name ?? form?.name ?? null, same: same !== null }));
    return same === null ? 1 : 0;
  }
  if (same !== null) {
    printError(
      `${paintError("green", "same")} ${visible(path)} is what ${visible(folder)} gives as ${same.name}\n`,
    );
    return 0;
  }
  const what = form === null
    ? `is not what ${visible(folder)} gives in any form${unasked}`
    : `is not what ${visible(folder)} gives as ${form.name}: ${placeOf(firstWanted, found)}`;
  printMessage(`${paintError("red", "different")} ${visible(path)} ${what}\n`);
  return 1;
}

/** What a file may be: the form that was asked for, or all of them, those with its ending first. */
function triedFor(
  path: string,
  form: ExportForm | null,
  settings: ExportSettings,
): readonly { readonly form: ExportForm; readonly settings: ExportSettings }[] {
  const isAlike = (one: ExportForm): boolean => hasEnding(path, one, settings);
  const [alike, others] = [exportForms.filter(isAlike), exportForms.filter((one) => !isAlike(one))];
  return (form === null ? [...alike, ...others] : [form]).flatMap((one) =>
    (one.takes.includes("float32") && !settings.float32
      ? [settings, { ...settings, float32: true }]
      : [settings])
      .map((each) => ({ form: one, settings: each }))
  );
}

/** Whether a file is called as those of a form are. */
function hasEnding(path: string, form: ExportForm, settings: ExportSettings): boolean {
  return path.endsWith(form.fileName("", settings).replace(/^.*\./, "."));
}

/** Where a file differs, for people: a line for a text, a byte for others. */
function placeOf(wanted: Uint8Array, found: Uint8Array): string {
  const at = firstDifferentByte(found, wanted)!;
  const isText = !wanted.subarray(0, 1024).includes(0);
  if (!isText) return `byte ${at + 1} of ${wanted.length} differs`;
  const line = wanted.subarray(0, at).reduce((count, byte) => byte === 10 ? count + 1 : count, 1);
  return at >= found.length ? `it ends in line ${line}` : `line ${line} differs`;
}
