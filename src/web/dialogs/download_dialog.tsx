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

type Files = Extract<FromEngine, { readonly kind: "files" }>;
type Refusal = Extract<FromEngine, { readonly kind: "refused" }>;

/** What the engine has to give, which is shown at once: nothing moves under a hand that reaches for it. */
interface Offer {
  readonly files: Files | Refusal;
  readonly forms: FromEngine;
}

export function DownloadDialog({ app }: { app: App }): JSX.Element {
  const offer = useSignal<Offer | null>(null);
  const { facts, freshness, document } = app.store;
  /** What there is to take away: a training that ends while the dialog is open brings another. */
  const run = freshness.value === "fresh" ? app.store.run.value : null;
  useEffect(() => {
    offer.value = null;
    if (run === null) return;
    Promise.all([app.engine.ask({ kind: "files" }), app.engine.ask({ kind: "forms" })]).then(
      ([files, forms]) => {
        if (files.kind === "files" || files.kind === "refused") offer.value = { files, forms };
      },
    );
    return () => app.engine.send({ kind: "stop", what: "files" }, () => {});
  }, [run]);
  return (
    <Dialog app={app} title="Download">
      <h3>The result folder</h3>
      {run === null
        ? (
          <p>
            {app.store.mistakes.value.length > 0 ? "Mend the text" : "Run it"}{" "}
            first: the result is not that of the text yet.
          </p>
        )
        : offer.value === null
        ? <p>…</p>
        : (
          <div class="dialog-part">
            {offer.value.files.kind === "refused"
              ? <Refused refusal={offer.value.files} />
              : <ResultFolder app={app} files={offer.value.files} />}
            <h3>The network, for other programs</h3>
            <ExportList app={app} answer={offer.value.forms} />
          </div>
        )}
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

function Refused({ refusal: { message, hint } }: { refusal: Refusal }): JSX.Element {
  return (
    <p class="problem">
      {message}
      <br />
      <span class="hint">{hint}</span>
    </p>
  );
}

function ResultFolder({ app, files }: { app: App; files: Files }): JSX.Element {
  return (
    <div class="dialog-part">
      <p>
        <button
          type="button"
          class="primary"
          onClick={() => saveFile(zipName(files), files.zip, "application/zip")}
        >
          {zipName(files)}
        </button>
      </p>
      <p>
        {files.files.length} files, the same bytes as <code>{app.site.program} run</code> writes.
      </p>
      <details>
        <summary>SHA-256 of every file</summary>
        <pre tabIndex={0}>{files.files.map(([name, hash]) => `${hash}  ${name}`).join("\n")}</pre>
      </details>
    </div>
  );
}

function zipName({ folder }: Files): string {
  return `${folder.replaceAll("/", "-")}.zip`;
}
