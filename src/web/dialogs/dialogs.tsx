// Whichever dialog is open.
// Why a table of them: the page draws one place, and a dialog is opened by its name.

/** @jsx h */
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";
import type { DialogName } from "../store.ts";
import { DownloadDialog } from "./download_dialog.tsx";
import { OwnDataDialog } from "./own_data_dialog.tsx";
import { ShareDialog } from "./share_dialog.tsx";
import { VerifyDialog } from "./verify_dialog.tsx";

const DIALOGS: Readonly<Record<DialogName, (props: { app: App }) => JSX.Element>> = {
  "own data": OwnDataDialog,
  "share": ShareDialog,
  "download": DownloadDialog,
  "verify": VerifyDialog,
};

export function Dialogs({ app }: { app: App }): JSX.Element | null {
  const name = app.store.dialog.value;
  if (name === null) return null;
  const Shown = DIALOGS[name];
  return <Shown app={app} />;
}
