// Taking it away: the result folder, the network in other forms, the experiment's file, and the line that makes the same bytes on a terminal.
// What must not change: the folder is the terminal's, byte for byte; the page adds nothing to it.

/** @jsx h */
import type { FromEngine } from "../../play/engine_protocol.ts";
import type { App } from "../app.ts";
import { h, type JSX, useEffect, useSignal } from "../preact.ts";
import { CopyField } from "./copy_field.tsx";
import { Dialog } from "./dialog.tsx";
import { ExportList } from "./export_list.tsx";
import { saveFile } from "./save_file.ts";

type Files = Extract<FromEngine, { kind: "files" }>;

export function DownloadDialog({ app }: { app: App }): JSX.Element {
  const files = useSignal<Files | null>(null);
  const { facts, freshness, document } = app.store;
  const isFresh = freshness.value === "fresh";
  useEffect(() => {
    if (!isFresh) return;
    app.engine.ask({ kind: "files" }).then((answer) => {
      if (answer.kind === "files") files.value = answer;
    });
  }, []);
  const found = files.value;
  return (
    <Dialog app={app} title="Download">
      <h3>The result folder</h3>
      {!isFresh
        ? <p>Run it first: the result is not that of the text yet.</p>
        : found === null
        ? <p>…</p>
        : (
          <div>
            <p>
              <button
                type="button"
                class="primary"
                onClick={() => saveFile(zipName(found), found.zip, "application/zip")}
              >
                {zipName(found)}
              </button>{" "}
              {found.files.length} files, the same bytes as <code>{app.site.program} run</code> writes.
            </p>
            <details>
              <summary>SHA-256 of every file</summary>
              <pre tabIndex={0}>{found.files.map(([name, hash]) => `${hash}  ${name}`).join("\n")}</pre>
            </details>
          </div>
        )}
      {isFresh
        ? (
          <div>
            <h3>The network, for other programs</h3>
            <ExportList app={app} />
          </div>
        )
        : null}
      <h3>The experiment</h3>
      <p>
        <button
          type="button"
          onClick={() => saveFile(`${document.value.name}.yaml`, document.value.text, "text/yaml")}
        >
          {document.value.name}.yaml
        </button>
        {Object.entries(document.value.files).map(([name, text]) => (
          <button
            type="button"
            key={name}
            onClick={() => saveFile(name, text, "text/csv")}
          >
            {name}
          </button>
        ))}
      </p>
      <h3>The same on a terminal</h3>
      <CopyField
        label="Command line"
        text={facts.value === null ? "" : `${app.site.program} ${facts.value.command}`}
      />
    </Dialog>
  );
}

function zipName({ folder }: Files): string {
  return `${folder.replaceAll("/", "-")}.zip`;
}
