// Sharing: a link that holds the experiment and the hash of its result, so that it proves itself where it is opened.
// What must not change: the link is all there is; nothing is sent to or kept by anyone.

/** @jsx h */
import type { App, PageLink } from "../app.ts";
import { h, type JSX, useEffect, useSignal } from "../preact.ts";
import { CopyField } from "./copy_field.tsx";
import { closeDialog, Dialog } from "./dialog.tsx";

export function ShareDialog({ app }: { app: App }): JSX.Element {
  const link = useSignal<PageLink | null | undefined>(undefined);
  const { freshness, hashes } = app.store;
  // A sweep has no hashes here, and those of a run come a moment after it: with them the link is made anew.
  const isProven = freshness.value === "fresh" && hashes.value !== null;
  useEffect(() => {
    let isCurrent = true;
    app.link().then((found) => {
      if (isCurrent) link.value = found;
    }, () => {
      closeDialog();
      app.noticeNotLoaded();
    });
    return () => {
      isCurrent = false;
    };
  }, [isProven]);
  return (
    <Dialog app={app} title="Share">
      {link.value === null
        ? <p>This experiment is too long for a link. Share its file instead: see Download.</p>
        : (
          <div>
            <p>
              {link.value?.leavesTables
                ? "The experiment is in this link; its table comes with this page"
                : "The whole experiment is in this link"}; nothing is kept anywhere.{" "}
              {isProven ? "Whoever opens it trains it again and sees whether the bytes are the same." : ""}
            </p>
            <CopyField label="Link" text={link.value?.address ?? ""} />
            {isOfThisMachine()
              ? (
                <p class="hint">
                  This page is on your machine alone, and so the link opens here alone. Whoever has Seedbed on
                  a machine of theirs puts what follows the # behind the address of their own page.
                </p>
              )
              : null}
            {isOnDisk() ? null : (
              <div>
                <p>To embed it in your page:</p>
                <CopyField
                  label="For a page"
                  text={link.value === undefined ? "" : frameOf(link.value.address)}
                />
              </div>
            )}
          </div>
        )}
    </Dialog>
  );
}

/** Whether the page is a file, which no page of the web may show. */
function isOnDisk(): boolean {
  return location.protocol === "file:";
}

/** Whether the address of the page leads nowhere from another machine. */
function isOfThisMachine(): boolean {
  const { hostname } = location;
  return isOnDisk() || hostname === "localhost" || /^(127\.|\[::1\])/.test(hostname);
}

function frameOf(address: string): string {
  const [page, fragment] = address.split("#");
  return `<iframe src="${page}?embed#${fragment}" width="420" height="640" title="Seedbed"></iframe>`;
}
