// A part of the page that most visits do without: it is loaded when it is first wanted.
// What must not change: where it cannot be loaded that is told, and the page goes on.

/** @jsx h */
import type { App } from "../app.ts";
import { h, type JSX, useEffect, useSignal } from "../preact.ts";

/** What is drawn, and with what. */
type Panel<Props> = (props: Props) => JSX.Element | null;

export function Later<Props extends { app: App }>({ isWanted, load, notLoaded, props }: {
  isWanted: boolean;
  load: () => Promise<Panel<Props>>;
  notLoaded?: () => void;
  props: Props;
}): JSX.Element | null {
  const loaded = useSignal<{ readonly Panel: Panel<Props> } | null>(null);
  useEffect(() => {
    if (!isWanted || loaded.value !== null) return;
    load().then((Panel) => loaded.value = { Panel }, () => {
      notLoaded?.();
      props.app.noticeNotLoaded();
    });
  }, [isWanted]);
  return loaded.value === null ? null : <loaded.value.Panel {...props} />;
}
