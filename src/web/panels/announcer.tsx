// Says the answers to whoever does not see them, a moment after they have changed for good.
// Why a moment: a drag or a playing training changes them sixty times a second.

/** @jsx h */
import { answersSaid } from "../../play/answers_said.ts";
import type { App } from "../app.ts";
import { effect, h, type JSX, useEffect, useSignal } from "../preact.ts";

const QUIET_MS = 700;

export function Announcer({ app }: { app: App }): JSX.Element {
  const said = useSignal("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    return effect(() => {
      const { frame, view } = app.store;
      const words = frame.value === null ? "" : answersSaid(frame.value.answers);
      clearTimeout(timer);
      if (!view.value.isPlaying) timer = setTimeout(() => said.value = words, QUIET_MS);
    });
  }, []);
  return <p class="unseen" role="status">{said.value}</p>;
}
