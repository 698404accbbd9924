// What was found of a result in one line: the first file that is not as it should be, and where in it.
// Why not all of it: among twenty-five results a line is looked over; the same result alone is told file by file.

import { versionRefusal } from "../experiment/versions.ts";
import { drawnByText } from "../results/stored_manifest.ts";
import { counted } from "../text/words.ts";
import { type Difference, placeText } from "./difference.ts";
import { isWrong } from "./file_check.ts";
import {
  LINE_ENDS,
  misnamedText,
  NO_RESULT,
  NOT_MADE_AGAIN,
  SAME_NUMBER,
  unseenText,
  VOUCHED_FOR,
} from "./sentences.ts";
import type { FileCheck, Verification } from "./verification.ts";

/** The finding in one line; empty where there is nothing to say. */
export function findingText(verification: Verification): string {
  const { verdict, version, reportsDrawnBy, nameWanted } = verification;
  const refusal = versionRefusal(version) ?? "";
  switch (verdict) {
    case "same":
      return "";
    case "same_figures":
      return `its reports were drawn by ${drawnByText(reportsDrawnBy)}`;
    case "line_ends":
      return LINE_ENDS;
    case "different":
      return [
        ...wrongText(verification),
        ...(nameWanted === null ? [] : [misnamedText(nameWanted)]),
        ...(refusal === "" ? [] : [refusal]),
      ].join("; ");
    case "other_version":
      return refusal;
    case "unchecked":
      return NOT_MADE_AGAIN;
    case "not_a_result":
      return NO_RESULT;
  }
}

/** The config, of which all else follows, or the first file that shows where it differs, and how many more there are. */
function wrongText({ files }: Verification): readonly string[] {
  const wrong = files.filter(({ verdict }) => isWrong(verdict));
  if (wrong.length === 0) return [];
  const told = wrong.find(({ name }) => name === "config.json") ?? wrong.find(isTelling) ?? wrong[0];
  const more = wrong.length === 1 ? "" : ` (and ${counted(wrong.length - 1, "more file")})`;
  return [`${fileText(told)}${more}`];
}

/** Whether a file shows a figure that moved: the manifest and the reports only follow. */
function isTelling({ name, difference }: FileCheck): boolean {
  return difference !== null && !/^(manifest\.json|report\.)/.test(name);
}

function fileText({ name, verdict, difference, notes }: FileCheck): string {
  if (difference === null && (verdict === "missing" || verdict === "extra")) return `${name} is ${verdict}`;
  if (difference === null) return `${name}: ${notes[0] ?? "it differs"}`;
  const vouched = notes.includes(VOUCHED_FOR) ? `; ${VOUCHED_FOR}` : "";
  return `${name} ${differenceText(difference)}${vouched}`;
}

function differenceText(difference: Difference): string {
  const { line, place, found, wanted, ulp } = difference;
  const where = [`line ${line}`, placeText(place)].filter((part) => part !== "").join(", ");
  const unseen = unseenText(difference);
  if (unseen !== null) return `${where}: ${unseen}`;
  if (found === null) return `${where} is missing`;
  if (wanted === null) return `${where} should not be there`;
  const note = ulp === "0" ? `, ${SAME_NUMBER}` : "";
  return `${where}: ${found.trim() || "nothing"} should be ${wanted.trim() || "nothing"}${note}`;
}
