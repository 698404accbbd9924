// Your own data: a table that is pasted, picked or dropped becomes an experiment of its own, or rows of this one.
// What must not change: the table stays in this page; what it becomes is a text that can be read and changed.

/** @jsx h */
import { TEXT_TABLE_ENDINGS } from "../../experiment/source/table_name.ts";
import type { App } from "../app.ts";
import { h, type JSX, type TargetedEvent, useSignal } from "../preact.ts";
import { fileText } from "../file_text.ts";
import { openTable } from "../open_table.ts";
import { closeDialog, Dialog } from "./dialog.tsx";

/** What a table looks like. */
const EXAMPLE = "weight,height,gender\n133,65,F\n160,72,M";

/** Which files a picker shows. */
const ACCEPTED = [...TEXT_TABLE_ENDINGS.map((ending) => `.${ending}`), "text/csv"].join();

export function OwnDataDialog({ app }: { app: App }): JSX.Element {
  const text = useSignal("");
  const fileName = useSignal("my_data.csv");
  const problem = useSignal<string | null>(null);
  /** What the picked file was taken for. */
  const said = useSignal<string | null>(null);
  /** Pressed twice, a button must not add the rows twice. */
  const isPasting = useSignal(false);
  const begin = async (): Promise<void> => {
    problem.value = await openTable(app, fileName.value, text.value);
    if (problem.value === null) closeDialog();
  };
  const paste = async (mode: "replace" | "append"): Promise<void> => {
    if (isPasting.value) return;
    isPasting.value = true;
    problem.value = await app.edits.paste(text.value, mode);
    isPasting.value = false;
    if (problem.value === null) closeDialog();
  };
  const pick = async (event: TargetedEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.currentTarget.files ?? [];
    if (file === undefined) return;
    const read = await fileText(file);
    problem.value = "problem" in read ? `${file.name}: ${read.problem}` : null;
    if ("problem" in read) return;
    said.value = read.said;
    fileName.value = file.name;
    text.value = read.text;
  };
  const isEmpty = text.value.trim() === "";
  return (
    <Dialog app={app} title="Your own data">
      <p>
        Paste a table from a spreadsheet, or pick a CSV file. The first line names the columns. It stays in
        this page.
      </p>
      <textarea
        class="table-text"
        aria-label="Table"
        rows={8}
        spellcheck={false}
        placeholder={EXAMPLE}
        value={text.value}
        onInput={(event) => text.value = event.currentTarget.value}
      />
      <label class="file">
        a CSV file <input type="file" accept={ACCEPTED} onChange={pick} />
      </label>
      <div aria-live="polite">
        {said.value === null ? null : <p class="hint">{said.value}.</p>}
        {problem.value === null ? null : <p class="problem">{problem.value}</p>}
      </div>
      <div class="choices">
        <button type="button" class="primary" disabled={isEmpty} onClick={begin}>Learn from it</button>
        <button type="button" disabled={isEmpty} onClick={() => paste("append")}>Add to these rows</button>
        <button type="button" disabled={isEmpty} onClick={() => paste("replace")}>
          Replace these rows
        </button>
      </div>
    </Dialog>
  );
}
