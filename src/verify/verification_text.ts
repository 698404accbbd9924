// A verification as lines for a terminal, and as JSON for other programs.
// Why both here: whatever a person can read about a folder, a program must be able to read too.

import type { JsonObject } from "../experiment/config.ts";
import { clip, visible } from "../text/visible_text.ts";
import { wrapped } from "../text/lines.ts";
import { inWords } from "../text/number_words.ts";
import type { Emphasize } from "../text/terminal_style.ts";
import { type Difference, placeText } from "./difference.ts";
import type { Origin } from "./origin.ts";
import { PROGRAM_VERSION, versionRefusal } from "../experiment/versions.ts";
import { drawnByText } from "../results/stored_manifest.ts";
import { isWrong } from "./file_check.ts";
import type { FileCheck, Verification } from "./verification.ts";
import {
  LINE_ENDS,
  misnamedText,
  NO_RESULT,
  NOT_MADE_AGAIN,
  SAME_NUMBER,
  SET_OR_EDITED,
  unseenText,
  VERDICT_MARKS,
} from "./sentences.ts";

/** How to write the lines. */
export interface VerificationTextOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly emphasize: Emphasize;
  /** What `experiment.yaml` says otherwise than the config, in words, where that was looked at: `says epochs 2000, …`. */
  readonly saidOtherwise?: string | null;
}

/** The lines about one verified folder. */
export function verificationText(
  folder: string,
  verification: Verification,
  options: VerificationTextOptions,
): string {
  const { verdict, files, reportsDrawnBy } = verification;
  const { columns, emphasize } = options;
  const { style, words } = VERDICT_MARKS[verdict];
  const whose = verdict === "same_figures" ? `, reports by ${drawnByText(reportsDrawnBy)}` : "";
  const head = `${emphasize(style, words + whose)}  ${emphasize("bold", visible(folder))}`;
  const remarks = remarksOn(verification).flatMap((text) => wrapped(text, columns - 2))
    .map((line) => `  ${line}`);
  return [head, ...remarks, ...fileLines(files, verification.origin, options)].map((line) => `${line}\n`)
    .join("");
}

/** What there is to say about the folder as a whole. */
function remarksOn({ verdict, version, files, nameWanted }: Verification): readonly string[] {
  const refusal = versionRefusal(version);
  const refusals = refusal === null ? [] : [refusal];
  switch (verdict) {
    case "same":
      return [];
    case "same_figures":
      return [
        `this is version ${PROGRAM_VERSION}, which draws the reports differently: only their hashes were checked`,
      ];
    case "line_ends":
      return [LINE_ENDS];
    case "different": {
      const wrongCount = files.filter(({ verdict }) => isWrong(verdict)).length;
      const verb = wrongCount === 1 ? "is" : "are";
      const misnamed = nameWanted === null ? [] : [misnamedText(nameWanted)];
      if (wrongCount === 0) return misnamed;
      return [
        `${wrongCount} of ${files.length} files ${verb} not what the experiment gives`,
        ...misnamed,
        ...refusals,
      ];
    }
    case "other_version":
      return [
        ...refusals,
        "its hashes hold, so it was not changed by accident, but this program cannot make it again",
      ];
    case "unchecked":
      return [NOT_MADE_AGAIN];
    case "not_a_result":
      return [NO_RESULT];
  }
}

function fileLines(
  files: readonly FileCheck[],
  origin: Origin | null,
  { columns, emphasize, saidOtherwise = null }: VerificationTextOptions,
): readonly string[] {
  const nameWidth = Math.min(24, Math.max(...files.map(({ name }) => name.length)));
  const verdictWidth = Math.max(...files.map(({ verdict }) => verdict.length));
  return files.flatMap((file) => {
    const { name, verdict } = file;
    const style = verdict === "same" ? "green" : isWrong(verdict) ? "red" : "yellow";
    const left = `  ${clip(name).padEnd(nameWidth)}  `;
    const word = emphasize(style, verdict.replace("_", " ").padEnd(verdictWidth));
    const indent = left.length + verdictWidth + 2;
    const isNarrow = columns - indent < 40;
    const room = isNarrow ? columns - 6 : columns - indent;
    const details = detailsOf(file, origin, saidOtherwise).flatMap((text) => wrapped(text, room, ""));
    if (isNarrow) return [left + word, ...details.map((text) => `      ${text}`)];
    const [first = "", ...rest] = details;
    return [`${left}${word}  ${first}`.trimEnd(), ...rest.map((text) => " ".repeat(indent) + text)];
  });
}

function detailsOf(
  file: FileCheck,
  origin: Origin | null,
  said: string | null,
): readonly string[] {
  const { name, verdict, by, difference, notes, sizeBytes, wantedBytes } = file;
  const details: string[] = [];
  if (difference !== null) details.push(...differenceLines(difference));
  if (verdict === "different" && sizeBytes !== null && wantedBytes !== null && sizeBytes !== wantedBytes) {
    details.push(`${sizeBytes} bytes, should be ${wantedBytes}`);
  }
  details.push(...notes.map((note) => visible(note)));
  if (verdict === "same" && by === "hash") details.push("by its hash");
  if (name === "experiment.yaml" && origin !== null) details.push(originText(origin, verdict, said));
  // The details of a file that is the same fit in a line.
  return verdict === "same" && details.length > 0 ? [details.join("; ")] : details;
}

function differenceLines(difference: Difference): readonly string[] {
  const { line, place, found, wanted, ulp } = difference;
  const where = placeText(place);
  const head = `line ${line}${where === "" ? "" : `, ${visible(where)}`}`;
  const unseen = unseenText(difference);
  if (unseen !== null) return [`${head}: ${unseen}`];
  const isMember = place.key !== undefined || place.parameter !== undefined;
  if (found === null) {
    return [isMember ? `${head} is missing` : `${head}: the file ends before ${shown(wanted)}`];
  }
  if (wanted === null) return [`${isMember ? head : `${head}: ${shown(found)}`} should not be there`];
  if (isWord(found) && isWord(wanted)) {
    return [`${head}: ${shown(found)} should be ${shown(wanted)}${ulpText(difference)}`];
  }
  const note = ulp === "0" ? [SAME_NUMBER] : [];
  return [head, `found  ${shown(found)}`, `wanted ${shown(wanted)}`, ...note];
}

/** Whether a text is short and plain enough to be part of a sentence. */
function isWord(text: string): boolean {
  return text.length <= 25 && !/\s/.test(text);
}

function shown(text: string | null): string {
  const trimmed = (text ?? "").trim();
  return trimmed === "" ? "nothing" : visible(trimmed);
}

/** Distances of at most this many digits are of rounding; of greater ones the difference itself says more. */
const ULP_DIGITS = 6;

/** How far apart two numbers are; nothing for whole numbers, where it would say nothing. */
function ulpText({ found, wanted, ulp }: Difference): string {
  if (ulp === null || [found, wanted].every((text) => /^-?\d{1,15}$/.test(text ?? ""))) return "";
  if (ulp === "0") return `, ${SAME_NUMBER}`;
  if (ulp.length <= ULP_DIGITS) return `, ${ulp} ulp apart`;
  const difference = Math.abs(Number(found) - Number(wanted));
  return Number.isFinite(difference) ? `, off by ${inWords(difference)}` : "";
}

/** How the experiment file is related to the config, in words. */
function originText(
  origin: Origin,
  verdict: FileCheck["verdict"],
  said: string | null,
): string {
  if (origin.kind === "unreadable") return visible(`it cannot be read: ${origin.message}`);
  const rows = origin.dataFile === null ? "" : ` and holds the rows of ${origin.dataFile}`;
  if (origin.kind === "same") return visible(`config.json has the same settings${rows}`);
  if (said === null) {
    const shownKeys = origin.keys.slice(0, 6).join(", ");
    const more = origin.keys.length > 6 ? ` and ${origin.keys.length - 6} more` : "";
    return visible(`config.json overrides ${shownKeys}${more}${rows}`);
  }
  const how = verdict === "different" ? "" : `: ${SET_OR_EDITED}`;
  const held = origin.dataFile === null ? "" : `; config.json holds the rows of ${origin.dataFile}`;
  return visible(`it ${said}${how}${held}`);
}

/** A verification for other programs. */
export function verificationJson(folder: string, verification: Verification): JsonObject {
  const { verdict, kind, name, id, nameWanted, version, reportsDrawnBy, files, origin } = verification;
  return {
    folder,
    verdict,
    kind,
    name,
    id,
    name_wanted: nameWanted,
    version: version === null ? null : { ...version },
    reports_drawn_by: reportsDrawnBy,
    files: files.map((file) => ({
      name: file.name,
      verdict: file.verdict,
      by: file.by,
      bytes: file.sizeBytes,
      wanted_bytes: file.wantedBytes,
      difference: file.difference === null ? null : {
        line: file.difference.line,
        ...file.difference.place,
        found: file.difference.found,
        wanted: file.difference.wanted,
        ulp: file.difference.ulp,
      },
      notes: file.notes,
    })),
    origin: origin === null ? null : { ...origin },
  };
}
