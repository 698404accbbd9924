// A word at the edge of the page: why something could not be.
// Why not a window: nothing has to be answered.

/** @jsx h */
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";
import { Icon } from "./icon.tsx";

export function Notice({ app }: { app: App }): JSX.Element {
  const { notice } = app.store;
  return (
    <div class="notices" role="status">
      {notice.value === null ? null : (
        <div class="notice">
          <p>{notice.value}</p>
          <button type="button" class="quiet" aria-label="Dismiss" onClick={() => notice.value = null}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
