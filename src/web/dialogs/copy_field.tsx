// A text to be taken along: a field from which it can be copied, by a button or by hand.
// Why a field: where the clipboard is closed to pages, the text can still be selected.

/** @jsx h */
import { h, type JSX, useRef, useSignal } from "../preact.ts";

export function CopyField({ label, text }: { label: string; text: string }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    field.current!.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // it is selected: Ctrl-C does it
    }
    isCopied.value = true;
    setTimeout(() => isCopied.value = false, 2000);
  };
  return (
    <div class="copy">
      <input
        ref={field}
        aria-label={label}
        readOnly
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" class="primary" onClick={copy}>{isCopied.value ? "Copied" : "Copy"}</button>
      <span class="unseen" aria-live="polite">{isCopied.value ? "Copied" : ""}</span>
    </div>
  );
}
