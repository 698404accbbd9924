// Verifying: a result folder or its zip is trained again here, and the first difference is named.
// What must not change: the judgement is the engine's, in the words of `verify`; files stay in this page.

/** @jsx h */
import type { Verification } from "../../verify/verification.ts";
import type { App } from "../app.ts";
import { h, type JSX, signal, type TargetedEvent, useEffect, useSignal } from "../preact.ts";
import { Icon } from "../panels/icon.tsx";
import { Dialog } from "./dialog.tsx";
import { pickedFolder, type PickedResult, resultIn } from "./picked_result.ts";

/** A result to be verified that was dropped on the page. */
export const droppedResult = signal<PickedResult | null>(null);

/** What is told of a result, and whether it is the same; null where that cannot be said in a word. */
interface Told {
  readonly text: string;
  readonly isSame: boolean | null;
}

/** What can be said in a word. */
const IS_SAME: Readonly<Partial<Record<Verification["verdict"], boolean>>> = {
  same: true,
  same_figures: true,
  different: false,
};

export function VerifyDialog({ app }: { app: App }): JSX.Element {
  const told = useSignal<Told | null>(null);
  const isRunning = useSignal(false);
  const verify = async (picked: PickedResult): Promise<void> => {
    told.value = null;
    const read = await resultIn(picked);
    if ("problems" in read) {
      told.value = { text: read.problems[0].message, isSame: null };
      return;
    }
    isRunning.value = true;
    const answer = await app.engine.ask({
      kind: "verify",
      files: read.ok.files,
      folderName: read.ok.folderName,
    });
    isRunning.value = false;
    if (answer.kind === "verified") {
      told.value = { text: answer.text, isSame: IS_SAME[answer.verification.verdict] ?? null };
    } else if (answer.kind === "refused") told.value = { text: answer.message, isSame: null };
  };
  // For as long as the dialog is open: one may be dropped on it too.
  useEffect(() =>
    droppedResult.subscribe((dropped) => {
      if (dropped === null) return;
      verify(dropped);
      droppedResult.value = null;
    }), []);
  useEffect(() => () => app.engine.send({ kind: "stop", what: "verify" }, () => {}), []);
  const pickZip = (event: TargetedEvent<HTMLInputElement>): void => {
    const [file] = event.currentTarget.files ?? [];
    if (file !== undefined) verify({ kind: "zip", file });
  };
  const pickFolder = (event: TargetedEvent<HTMLInputElement>): void =>
    void verify(pickedFolder([...event.currentTarget.files ?? []]));
  return (
    <Dialog app={app} title="Verify a result">
      <p>Is a result what it claims to be? It is trained again here, and every byte is compared.</p>
      <div class="choices">
        <label class="file">
          a zip of it <input type="file" accept=".zip,application/zip" onChange={pickZip} />
        </label>
        <label class="file">
          its folder{" "}
          <input
            type="file"
            onChange={pickFolder}
            ref={(input) => void input?.toggleAttribute("webkitdirectory", true)}
          />
        </label>
      </div>
      <p class="hint">Or drop either anywhere on the page.</p>
      <div aria-live="polite">
        {isRunning.value
          ? <p>Training it again…</p>
          : told.value === null
          ? null
          : <Verdict {...told.value} />}
      </div>
    </Dialog>
  );
}

function Verdict({ text, isSame }: Told): JSX.Element {
  if (isSame === null) return <pre tabIndex={0}>{text}</pre>;
  return (
    <div class={`verdict ${isSame ? "same" : "differs"}`}>
      <Icon name={isSame ? "check" : "close"} />
      <span class="unseen">{isSame ? "It is the same:" : "It is not the same:"}</span>
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
