// Lending the tab: for which server, as whom, and what has become of it.
// What must not change: the key is in its field alone, and gone with the tab.

/** @jsx h */
import { inFull } from "../../text/number_words.ts";
import { counted } from "../../text/words.ts";
import { CopyField } from "../dialogs/copy_field.tsx";
import { h, type JSX, type Signal, useSignal } from "../preact.ts";
import { type JobField, jobInLink, type TabWork, workLink } from "../tab_work.ts";

/** The line that says what is wrong with a field: it is the last one of a work. */
const WHY_ID = "work-why";
/** More cores than this are few tabs' to take. */
const MOST_THREADS = 64;

export function WorkPanel({ work }: { work: TabWork }): JSX.Element {
  const linked = jobInLink(location.hash);
  const [url, name] = [useSignal(linked.url), useSignal(linked.name)];
  return (
    <main class="work-page">
      <h1>Lend this tab to a sweep</h1>
      <p class="lead">
        It trains parts of the sweeps that <code>queue</code>{" "}
        publishes on a server, and sends them there, until you stop it or close it. It computes numbers and
        sends nothing else; who collects them trains some again to see that they are right.
      </p>
      <WorkForm work={work} url={url} name={name} />
      <Account work={work} />
      <section class="panel work-link">
        <h2>For others</h2>
        <p>This link has the server and the name, and no key.</p>
        <CopyField label="Link" text={workLink({ url: url.value, name: name.value })} />
      </section>
      <p class="foot">
        <a href="./">To the playground</a>
      </p>
    </main>
  );
}

interface WorkFormProps {
  readonly work: TabWork;
  readonly url: Signal<string>;
  readonly name: Signal<string>;
}

/** For which server and with how many threads; begins and stops. */
function WorkForm({ work, url, name }: WorkFormProps): JSX.Element {
  const key = useSignal("");
  const threadCount = useSignal(Math.min(navigator.hardwareConcurrency || 2, MOST_THREADS));
  const isWorking = work.isWorking.value;
  const begin = (event: Event): void => {
    event.preventDefault();
    const job = { url: url.value.trim(), name: name.value.trim(), key: key.value.trim() };
    work.start({ ...job, threadCount: threadCount.value });
  };
  const isWrong = (field: JobField): boolean => work.wrongField.value === field;
  const mended = (field: JobField): void => {
    if (isWrong(field)) work.wrongField.value = null;
  };
  return (
    <form class="panel work-form" onSubmit={begin}>
      <fieldset disabled={isWorking}>
        <Field
          label="Server"
          type="url"
          required
          pattern="wss?://.+"
          placeholder="wss://host:4433"
          title="an address that begins with wss:// or ws://"
          value={url.value}
          onInput={(event) => url.value = event.currentTarget.value}
        />
        <Field
          label="Name that the key is for"
          required
          value={name.value}
          isWrong={isWrong("name")}
          onInput={(event) => {
            name.value = event.currentTarget.value;
            mended("name");
          }}
        />
        <Field
          label="Key, where the server wants one"
          type="password"
          autocomplete="off"
          placeholder="SU…"
          value={key.value}
          isWrong={isWrong("key")}
          onInput={(event) => {
            key.value = event.currentTarget.value;
            mended("key");
          }}
        />
        <Field
          label="or its file"
          type="file"
          onChange={async (event) => {
            key.value = await event.currentTarget.files?.[0]?.text() ?? "";
            mended("key");
          }}
        />
        <Field
          label="Threads"
          type="number"
          required
          min="1"
          max={MOST_THREADS}
          value={threadCount.value}
          onInput={(event) => threadCount.value = event.currentTarget.valueAsNumber}
        />
      </fieldset>
      {isWorking
        ? <button type="button" onClick={() => work.stop()}>Stop</button>
        : <button type="submit" class="primary">Start</button>}
    </form>
  );
}

/** An input with what it is for, and with why it is to be mended. */
function Field(
  { label, isWrong = false, ...input }:
    & { readonly label: string; readonly isWrong?: boolean }
    & JSX.IntrinsicElements["input"],
): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <input {...input} {...(isWrong ? { "aria-invalid": true, "aria-describedby": WHY_ID } : {})} />
    </label>
  );
}

/** What has been sent, and what happened. */
function Account({ work }: { work: TabWork }): JSX.Element {
  const { partCount, trialCount, rate } = work.sent.value;
  const lines = work.lines.value;
  const isEmpty = lines.length === 0 && !work.isWorking.value;
  // The log is there before its first line, which would else not be said.
  return (
    <section class={isEmpty ? "" : "panel work-account"} aria-label="What has become of it">
      {isEmpty ? null : (
        <p class="work-count">
          <strong>{inFull(trialCount)}</strong> trials in {counted(partCount, "part")}
          {work.isWorking.value ? `, ${inFull(Math.round(rate))} a second` : " sent"}
        </p>
      )}
      <div role="log">
        <ul>
          {lines.map(({ text, isTrouble, field }, index) => (
            <li key={index} class={isTrouble ? "trouble" : ""} id={field === null ? undefined : WHY_ID}>
              {text}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
