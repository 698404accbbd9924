// An experiment for a table that was pasted or dropped.
// What must not change: it is the one that `new --from` writes for the same table.

import { isExperimentName, nameOfFile } from "../experiment/label.ts";
import { experimentForTable } from "../experiment/drafting/draft_for_table.ts";
import type { Read } from "../experiment/source/problem.ts";
import type { PlayDocument } from "./document.ts";

/** An experiment for a table alone, as `new --from` writes it, with the table beside it. */
export function documentForTable(
  { fileName, text, program }: {
    readonly fileName: string;
    readonly text: string;
    readonly program: string;
  },
): Read<PlayDocument> {
  const like = nameOfFile(fileName) ?? "table";
  const name = isExperimentName(like) ? like : `my_${like}`;
  const command = `${program} run ${name}.yaml`;
  const draft = experimentForTable({ name, path: fileName, text, encoding: null, command });
  return "problems" in draft ? draft : { ok: { name, text: draft.ok, files: { [fileName]: text } } };
}
