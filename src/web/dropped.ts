// What is done with files that were dropped: a table becomes an experiment, a YAML file is opened, a result is verified.
// What must not change: a dropped file stays in this page, and what is no file of ours changes nothing.

import type { App } from "./app.ts";
import { droppedResult } from "./dialogs/verify_dialog.tsx";
import { fileText } from "./file_text.ts";
import { openTable } from "./open_table.ts";

/** Does with dropped files what they are for. */
export async function take(app: App, files: readonly File[], isFolder: boolean): Promise<void> {
  const ending = (file: File): string => file.name.toLowerCase().replace(/^.*\./, "");
  const text = files.find((file) => /^ya?ml$/.test(ending(file)));
  const tables = files.filter((file) => /^(csv|tsv|txt)$/.test(ending(file)));
  if (isFolder || files.length === 1 && ending(files[0]) === "zip") {
    droppedResult.value = files;
    app.openDialog("verify");
  } else if (text !== undefined) {
    const problem = await openWithTables(app, text, tables);
    if (problem !== null) app.store.notice.value = { kind: "problem", text: problem };
  } else if (tables.length === 1) {
    const read = await fileText(tables[0]);
    const problem = "problem" in read ? read.problem : await openTable(app, tables[0].name, read.text);
    if (problem !== null) app.store.notice.value = { kind: "problem", text: `${tables[0].name}: ${problem}` };
  } else {
    app.store.notice.value = {
      kind: "problem",
      text: "drop a CSV file, a YAML file with its CSV file, or a result",
    };
  }
}

/** Opens an experiment with the tables that were dropped beside it. @returns why not, else null. */
async function openWithTables(app: App, experiment: File, tables: readonly File[]): Promise<string | null> {
  const files: Record<string, string> = {};
  for (const table of tables) {
    const read = await fileText(table);
    if ("problem" in read) return `${table.name}: ${read.problem}`;
    files[table.name] = read.text;
  }
  app.edits.open({ name: experiment.name.replace(/\.ya?ml$/i, ""), text: await experiment.text(), files });
  return null;
}
