// What is done with files that were dropped: a table becomes an experiment, a YAML file is opened, a result is verified.
// What must not change: a dropped file stays in this page, and what is no file of ours changes nothing.

import { TEXT_TABLE } from "../experiment/source/table_name.ts";
import type { App } from "./app.ts";
import { droppedFolder, type PickedResult } from "./dialogs/picked_result.ts";
import { droppedResult } from "./dialogs/verify_dialog.tsx";
import { experimentText, fileText } from "./file_text.ts";
import { openTable } from "./open_table.ts";

/** Does with dropped files what they are for; a folder is one of them. */
export async function take(
  app: App,
  files: readonly File[],
  folders: readonly FileSystemDirectoryEntry[],
): Promise<void> {
  const problem = await taken(app, files, folders);
  if (problem !== null) app.store.notice.value = problem;
}

/** @returns why nothing is done with them, or what should be said of them; else null. */
async function taken(
  app: App,
  files: readonly File[],
  folders: readonly FileSystemDirectoryEntry[],
): Promise<string | null> {
  const ending = (file: File): string => file.name.toLowerCase().replace(/^.*\./, "");
  const text = files.find((file) => /^ya?ml$/.test(ending(file)));
  const tables = files.filter((file) => TEXT_TABLE.test(file.name));
  if (folders.length === 1) {
    const folder = await droppedFolder(folders[0]);
    return folder === null ? `${folders[0].name} cannot be read: drop its files` : verify(app, folder);
  }
  if (files.length === 1 && ending(files[0]) === "zip") return verify(app, { kind: "zip", file: files[0] });
  if (text !== undefined) return await openWithTables(app, text, tables);
  if (tables.length !== 1) return "drop a CSV file, a YAML file with its CSV file, or a result";
  const read = await fileText(tables[0]);
  const problem = "problem" in read ? read.problem : await openTable(app, tables[0].name, read.text);
  if (problem !== null) return `${tables[0].name}: ${problem}`;
  return "said" in read ? read.said : null;
}

function verify(app: App, result: PickedResult): null {
  droppedResult.value = result;
  app.openDialog("verify");
  return null;
}

/** Opens an experiment with the tables that were dropped beside it. @returns why not, or what should be said of them; else null. */
async function openWithTables(app: App, experiment: File, tables: readonly File[]): Promise<string | null> {
  const isWanted = app.edits.opening();
  const read = await experimentText(experiment);
  if ("problem" in read) return `${experiment.name}: ${read.problem}`;
  const files: Record<string, string> = {};
  let said: string | null = null;
  for (const table of tables) {
    const read = await fileText(table);
    if ("problem" in read) return `${table.name}: ${read.problem}`;
    files[table.name] = read.text;
    said ??= read.said;
  }
  const name = experiment.name.replace(/\.ya?ml$/i, "");
  if (!isWanted()) return null;
  app.edits.open({ name, text: read.text, files });
  return said;
}
