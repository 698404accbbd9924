// What happens while a worker works, in words: the same on a terminal and in a browser's tab.
// What must not change: nothing of a stranger's text is shown but what can be seen.

import { idOf } from "../experiment/config.ts";
import { visible } from "../text/visible_text.ts";
import { counted } from "../text/words.ts";
import { nameOfPart } from "../threads/part_file.ts";
import { serverText } from "./connection.ts";
import type { WorkEvent } from "./work_feed.ts";

/** What is said of an event. */
export interface WorkWords {
  /** What stands before the text where something is amiss: a sweep that is left alone, a part that failed. */
  readonly mark: "left alone" | "failed" | null;
  readonly text: string;
}

/** The words of an event; null for a part that was sent, of which there are too many. */
export function workWords(event: WorkEvent): WorkWords | null {
  switch (event.kind) {
    case "sent":
      return null;
    case "sweep": {
      const { trialCount, partCount } = event.plan;
      const size = `${counted(trialCount, "trial")} in ${counted(partCount, "part")}`;
      return { mark: null, text: `${sweepName(event)}: ${size}` };
    }
    case "unfit":
      return { mark: "left alone", text: `sweep-${idOf(event.identity)}: ${visible(event.reason)}` };
    case "idle":
      return { mark: null, text: event.isEnd ? "nothing to do" : "nothing to do: waiting for a sweep" };
    case "server":
      return { mark: null, text: serverText(event.isThere) };
    case "failed": {
      const { part, error } = event;
      const message = error instanceof Error ? error.message : String(error);
      return { mark: "failed", text: `${nameOfPart(part)}: ${visible(message)}; it is given back` };
    }
  }
}

/** What a sweep is called. */
export function sweepName({ name, identity }: Extract<WorkEvent, { kind: "sweep" }>): string {
  return `${visible(name)} sweep-${idOf(identity)}`;
}
