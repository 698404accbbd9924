// The answers to the queries, where the view stands: as a mark between two classes, or a bar for each class.
// Why beside the number: a beginner reads "F", a teacher 0.949, and both should see how sure the network is.

/** @jsx h */
import type { FrameAnswer } from "../../play/frame.ts";
import { focusedSubject, type Subject } from "../../play/view.ts";
import { isWholeRow, type MapPlaces } from "../../play/hit.ts";
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";

/** More answers are in the result folder. */
const MOST_ANSWERS = 12;
/** More outputs do not fit beside a name. */
const MOST_BARS = 4;

/** How a question is asked. */
export function wayToAsk({ store }: App): string {
  const map = store.charts.value.get("map")?.places as MapPlaces | null | undefined;
  const isWhole = map != null && isWholeRow(map, store.facts.value?.features ?? []);
  return isWhole ? "click on the map to ask" : "write one into the text, under queries";
}

export function AnswersPanel({ app }: { app: App }): JSX.Element {
  const { store } = app;
  const frame = store.frame.value;
  const answers = frame?.answers ?? [];
  const classes = store.facts.value?.classes ?? [];
  return (
    <section class="panel answers-panel" aria-labelledby="answers-title">
      <h2 id="answers-title" class={answers.length > 0 && !store.isLast.value ? "unseen" : ""}>
        {frame === null
          ? "No answers yet"
          : answers.length === 0
          ? `No questions yet: ${wayToAsk(app)}`
          : store.isLast.value
          ? "It answered, before the change"
          : "It answers"}
      </h2>
      <ul class="answers">
        {answers.slice(0, MOST_ANSWERS).map((answer) => (
          <Answer key={answer.name} app={app} answer={answer} classes={classes} />
        ))}
      </ul>
      {answers.length > MOST_ANSWERS ? <p class="hint">and {answers.length - MOST_ANSWERS} more</p> : null}
    </section>
  );
}

interface AnswerProps {
  readonly app: App;
  readonly answer: FrameAnswer;
  readonly classes: readonly string[];
}

function Answer({ app, answer, classes }: AnswerProps): JSX.Element {
  const { view } = app.store;
  const { subject } = view.value;
  const asked: Subject = { kind: "query", name: answer.name };
  const isShown = isSame(subject, asked);
  const isOneOfTwo = answer.outputs.length === 1 && classes.length === 2;
  const best = [...answer.outputs].sort((a, b) => (b.share ?? -1) - (a.share ?? -1)).slice(0, MOST_BARS);
  // Of classes one is the answer; of several numbers each is.
  const hasBars = answer.label !== null && best.some(({ share }) => share !== null);
  return (
    <li class={`answer ${isOneOfTwo ? "of-two" : hasBars ? "many" : "plain"}`}>
      <button
        type="button"
        aria-pressed={isShown}
        onClick={() => follow(app, asked)}
        title="follow it through the network"
      >
        <span class="who">{answer.name}</span>
        {isOneOfTwo
          ? <Gauge share={answer.outputs[0].share} ends={classes} />
          : hasBars
          ? (
            <span class="bars" aria-hidden="true">
              {best.map(({ of, share }) => <Bar key={of} of={of} share={share} />)}
            </span>
          )
          : null}
        <span class="what">
          {answer.label === null ? null : <strong>{answer.label}</strong>}
          <span class="number">
            {hasBars || isOneOfTwo
              ? best[0]?.text
              : answer.outputs.map(({ of, text }) => `${of} ${text}`).join(", ")}
          </span>
        </span>
      </button>
    </li>
  );
}

function isSame(one: Subject | null, other: Subject): boolean {
  return one?.kind === other.kind && one.name === other.name;
}

/** Shows a row's or a query's way through the network; or no more, where it is shown. */
export function follow({ store, loop }: App, { kind, name }: Subject): void {
  const isShown = isSame(store.view.value.subject, { kind, name });
  store.view.value = focusedSubject(store.view.value, isShown ? null : { kind, name });
  loop.show();
  if (isShown) return;
  // On a phone the network is behind its name, and may lie below; in the page of another there is none.
  store.tab.value = "network";
  requestAnimationFrame(() => document.querySelector(".network-panel")?.scrollIntoView({ block: "nearest" }));
}

/** From the class at 0 to that at 1, with a mark where the output is. */
function Gauge({ share, ends }: { share: number | null; ends: readonly string[] }): JSX.Element {
  return (
    <span class="gauge" aria-hidden="true">
      <span class="end">{ends[0]}</span>
      <span class="track">
        {share === null ? null : <span class="at" style={{ left: `${bounded(share) * 100}%` }} />}
      </span>
      <span class="end">{ends[1]}</span>
    </span>
  );
}

function Bar({ of, share }: { of: string; share: number | null }): JSX.Element {
  return (
    <span class="bar">
      <span class="of">{of}</span>
      <span class="track">
        <span class="part" style={{ width: `${bounded(share ?? 0) * 100}%` }} />
      </span>
    </span>
  );
}

function bounded(share: number): number {
  return Math.max(0, Math.min(1, share));
}
