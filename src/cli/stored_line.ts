// What `run` says about the folder of a result, and what says more about it.
// Why one for runs and sweeps: what was found, kept or replaced must read the same for both.

import type { StoreResult } from "../host/result_store.ts";
import { quoted } from "../text/shell_word.ts";
import { visible } from "../text/visible_text.ts";
import { listed } from "../text/words.ts";
import { paintError } from "../host/terminal.ts";
import { drawnByText } from "../results/stored_manifest.ts";
import { LINE_ENDS, OTHER_LINE_ENDS } from "../verify/sentences.ts";
import { program } from "./launch.ts";

/**
 * What became of a folder, with a final line feed.
 *
 * @param path of the folder.
 * @param foundText what to say about a folder that was found with the same bytes.
 */
export function storedLine(path: string, stored: StoreResult, foundText: string): string {
  const folder = visible(path);
  const files = "files" in stored ? stored.files.map(visible).join(", ") : "";
  switch (stored.kind) {
    case "written":
      return `${paintError("green", "written")} ${folder}\n`;
    case "found":
      return `${paintError("green", "found")} ${folder}: ${foundText}\n`;
    case "same_figures":
      return `${paintError("green", "found")} ${folder}: the same figures as before; its reports, drawn by ` +
        `${drawnByText(stored.reportsDrawnBy)}, were kept: --fresh draws them again\n`;
    case "replaced": {
      const kept = stored.kept.length === 0
        ? ""
        : `; ${listed(stored.kept)} kept as before, verify checks that`;
      const why = stored.was === "line_ends" ? OTHER_LINE_ENDS : `${files} differed`;
      return `${paintError("green", "replaced")} ${folder} (${why}${kept})\n`;
    }
    case "line_ends":
      return `${paintError("yellow", "line ends")} ${folder}: ${LINE_ENDS}; left as it was\n` +
        verifyLine(path, "; --fresh replaces it");
    case "differs": {
      const verb = stored.files.length === 1 ? "is" : "are";
      return `${paintError("red", "differs")} ${folder}: ${files} ${verb} not what this ` +
        `experiment gives; left as it was\n${verifyLine(path, "; --fresh replaces it")}`;
    }
  }
}

/** The command that checks a folder, as a line that can be copied. @param also what else there is to say. */
export function verifyLine(path: string, also = ""): string {
  return `  ${program()} verify ${quoted(visible(path))} says more${also}\n`;
}
