// What helps whoever does not see the page, or does not point at it: what has changed is said, and the focus is kept.
// Why in a piece of its own: it is loaded after the first answer, before which nothing can be said and nothing goes.

/** @jsx h */
import type { App } from "../app.ts";
import { keepFocus } from "../kept_focus.ts";
import { h, type JSX, useEffect } from "../preact.ts";
import { Announcer } from "./announcer.tsx";

export function Aids({ app }: { app: App }): JSX.Element {
  useEffect(keepFocus, []);
  return <Announcer app={app} />;
}
