// A window over the page: the browser's own, which keeps the focus inside and closes with Escape.
// Why its own file: each dialog then holds nothing but what it is for.

/** @jsx h */
import type { App } from "../app.ts";
import { type ComponentChildren, h, type JSX, useEffect, useRef } from "../preact.ts";
import { Icon } from "../panels/icon.tsx";

export interface DialogProps {
  readonly app: App;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Closes the one that is open: the browser gives the focus back to where it was. */
export function closeDialog(): void {
  document.querySelector("dialog")?.close();
}

export function Dialog({ app, title, children }: DialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  const close = (): void => {
    app.store.dialog.value = null;
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && dialog.current!.close()}
    >
      <div class="dialog">
        <div class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" class="quiet" aria-label="Close" onClick={() => dialog.current!.close()}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
