// The trained network in the forms of `export`: a button a file, and fields where a form must be told whose the result is.
// What must not change: forms and files are the engine's; nothing is guessed about who made a result.

/** @jsx h */
import type { Credit } from "../../export/ro_crate.ts";
import type { FormFacts, FromEngine } from "../../play/engine_protocol.ts";
import type { App } from "../app.ts";
import { h, type JSX, type Signal, useSignal } from "../preact.ts";
import { saveFile } from "./save_file.ts";

type Refusal = Extract<FromEngine, { readonly kind: "refused" }>;
type FormFile = FormFacts["files"][number];

/** @param answer what the engine says of its forms. */
export function ExportList({ app, answer }: { app: App; answer: FromEngine }): JSX.Element {
  const forms = answer.kind === "forms" ? answer.forms : [];
  const refusal = useSignal<Refusal | null>(answer.kind === "refused" ? answer : null);
  const credit = useSignal<Credit>({ author: "", license: "", date: "" });
  const save = async (form: FormFacts, { settings }: FormFile): Promise<void> => {
    refusal.value = null;
    const given = form.asksForCredit ? { ...settings, credit: credit.value } : settings;
    const made = await app.engine.ask({ kind: "export", form: form.name, settings: given });
    if (made.kind === "refused") refusal.value = made;
    if (made.kind === "exported") saveFile(made.name, made.bytes, "application/octet-stream");
  };
  const buttons = (form: FormFacts): JSX.Element[] =>
    form.files.map((file) => (
      <button
        type="button"
        key={file.name}
        aria-describedby={`form-${form.name}`}
        onClick={() => save(form, file)}
      >
        {file.name}
      </button>
    ));
  return (
    <div>
      <ul class="forms">
        {forms.map((form) => (
          <li key={form.name}>
            {form.asksForCredit
              ? (
                <details>
                  <summary id={`form-${form.name}`}>{form.words}</summary>
                  <CreditFields credit={credit} />
                  {buttons(form)}
                </details>
              )
              : (
                <p>
                  <span>{buttons(form)}</span> <span id={`form-${form.name}`}>{form.words}</span>
                </p>
              )}
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {refusal.value === null
          ? null
          : (
            <p class="problem" ref={(shown) => shown?.scrollIntoView({ block: "nearest" })}>
              {refusal.value.message}
              <br />
              <span class="hint">{refusal.value.hint}</span>
            </p>
          )}
      </div>
    </div>
  );
}

/** What a form is told of who made the result, in the order and the words of the command line. */
const CREDIT_FIELDS = [
  { part: "author", label: "author", example: "Ada Lovelace" },
  { part: "license", label: "license", example: "https://spdx.org/licenses/CC-BY-4.0" },
  { part: "date", label: "date of publication", example: "2026-11-27" },
] as const;

function CreditFields({ credit }: { credit: Signal<Credit> }): JSX.Element {
  return (
    <div class="credit">
      {CREDIT_FIELDS.map(({ part, label, example }) => (
        <label key={part}>
          {label}
          <input
            type="text"
            placeholder={example}
            value={credit.value[part]}
            onInput={(event) => credit.value = { ...credit.value, [part]: event.currentTarget.value }}
          />
        </label>
      ))}
    </div>
  );
}
