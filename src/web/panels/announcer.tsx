// Says what has changed to whoever does not see it, a moment after it has changed for good.
// Why a moment: a drag, typing or a playing training changes something sixty times a second. Why here: places that speak at
// once would interrupt each other; only a notice, and what a dialog says, is said where it stands.

/** @jsx h */
import { answersSaid } from "../../play/answers_said.ts";
import type { App } from "../app.ts";
import { batch, computed, effect, h, type JSX, useEffect, useSignal } from "../preact.ts";
import type { Store } from "../store.ts";
import { mistakesHead, placeOf } from "./mistakes.tsx";

const QUIET_MS = 700;

export function Announcer({ app: { store } }: { app: App }): JSX.Element {
  const said = useSignal("");
  useEffect(() => {
    const parts = computed(() => PARTS.map((part) => part(store)).join("\n"));
    let before: readonly string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    return effect(() => {
      const now = parts.value.split("\n");
      clearTimeout(timer);
      if (store.view.value.isPlaying) return;
      timer = setTimeout(() =>
        batch(() => {
          said.value = now.filter((part, index) => part !== "" && part !== before[index]).join(". ");
          // The same deed again is another one.
          before = ["", ...now.slice(1)];
          store.deed.value = "";
        }), QUIET_MS);
    });
  }, []);
  return <p class="unseen" role="status">{said.value}</p>;
}

/** What there is to say, a line each; of these what is not what it was is said. */
const PARTS: readonly ((store: Store) => string)[] = [
  ({ deed }) => deed.value,
  mistakesSaid,
  trainingSaid,
  // While it trains the answers change for as long as that takes.
  ({ training, frame }) => {
    if (training.value !== null || frame.value === null) return "";
    const { epoch, lossName, lossText } = frame.value;
    return `epoch ${epoch}${lossText === null ? "" : `, ${lossName} ${lossText}`}`;
  },
  ({ training, frame }) => training.value !== null ? "" : answersSaid(frame.value?.answers ?? []),
  ({ isTryingLuck, luck }) => isTryingLuck.value ? "" : luck.value?.sentence ?? "",
];

/** More mistakes are read in their list. */
const MOST_SAID = 3;

function mistakesSaid({ mistakes, document }: Store): string {
  if (mistakes.value.length === 0) return "";
  const some = mistakes.value.slice(0, MOST_SAID)
    .map((mistake) => `${placeOf(document.value, mistake)}: ${mistake.message}`);
  return `${mistakesHead(mistakes.value)}: ${some.join("; ")}`;
}

/** How far a training is that takes long: of a short one nobody need hear. */
function trainingSaid({ training, freshness, frame, isLong, mistakes }: Store): string {
  if (training.value !== null) return "it trains";
  if (mistakes.value.length > 0 || !isLong.value) return "";
  if (freshness.value === "fresh") return "it is trained";
  return freshness.value === "partial" ? `it stopped at epoch ${frame.value?.epoch}` : "it needs Run";
}
