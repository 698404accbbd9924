// The time of the training: back and forth, row by row or epoch by epoch, and playing.
// What must not change: every target is 44 pixels, and the slider says in words where it stands.

/** @jsx h */
import { epochOf, standOf } from "../../play/view.ts";
import type { App } from "../app.ts";
import { h, type JSX } from "../preact.ts";
import { Icon, type IconName } from "./icon.tsx";
import { SeedField } from "./seed_field.tsx";

export function TimeBar({ app }: { app: App }): JSX.Element {
  const { freshness } = app.store;
  return (
    <section class="time-bar" aria-label="Time">
      <Steps app={app} />
      <Slider app={app} />
      <StepUnit app={app} />
      <SeedField app={app} />
      <button
        type="button"
        class="pin"
        aria-label="Pin"
        disabled={freshness.value !== "fresh"}
        onClick={() => app.pin()}
        title="keep this run to compare with"
      >
        <Icon name="pin" /> <span class="word">Pin</span>
      </button>
    </section>
  );
}

/** Whether there is no time to go through. */
function isOff({ store }: App): boolean {
  return store.freshness.value === "none" || store.length.value.stepCount === 0;
}

/** What a step learns from. */
function stepWord({ store }: App): "row" | "batch" {
  const { facts, length } = store;
  return facts.value === null || facts.value.rows.length === length.value.stepsPerEpoch ? "row" : "batch";
}

function Steps({ app }: { app: App }): JSX.Element {
  const { by, isPlaying } = app.store.view.value;
  const sayBy = `one ${by === "row" ? stepWord(app) : "epoch"}`;
  const play = isPlaying ? "Pause" : "Watch it learn";
  const step = (icon: IconName, label: string, go: () => void, key?: string): JSX.Element => (
    <button type="button" disabled={isOff(app)} aria-label={label} onClick={go} {...shortcut(key)}>
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="buttons">
      {step("start", "To the start", () => app.clock.goTo(0))}
      {step("back", `Back ${sayBy}`, () => app.clock.step(-1), ",")}
      <button
        type="button"
        class="play"
        disabled={isOff(app)}
        aria-label={play}
        {...shortcut("p")}
        onClick={() => app.clock.toggle()}
      >
        <Icon name={isPlaying ? "pause" : "play"} />
        <span class="word">{play}</span>
      </button>
      {step("forth", `On ${sayBy}`, () => app.clock.step(1), ".")}
      {step("end", "To the end", () => app.clock.goTo(app.store.length.value.lastStep))}
    </div>
  );
}

/** Tells of a key that does the same, here and on the map. */
function shortcut(key?: string): { readonly title?: string; readonly "aria-keyshortcuts"?: string } {
  return key === undefined ? {} : { title: `key ${key}`, "aria-keyshortcuts": key };
}

function Slider({ app }: { app: App }): JSX.Element {
  const { view, facts, frame, freshness, isLast, run, training } = app.store;
  const length = app.store.length.value;
  const { by } = view.value;
  // Of a training that is not at its end the picture shows how far it is.
  const isUnfinished = training.value !== null || freshness.value === "partial";
  const wanted = standOf(view.value, length);
  const at = isUnfinished ? Math.min(wanted, frame.value?.stepsDone ?? wanted) : wanted;
  const epoch = epochOf(at, length);
  const stepsPerEpoch = Math.max(1, length.stepsPerEpoch);
  const within = by === "row" ? at % stepsPerEpoch : 0;
  const epochs = isLast.value ? epochOf(length.stepCount, length) : facts.value?.epochs ?? 0;
  const hasNoNumber = frame.value !== null && run.value?.status === "diverged";
  const loss = frame.value?.lossText ?? (hasNoNumber ? "no number" : null);
  const lossName = frame.value?.lossName ?? "loss";
  return (
    <div class="time">
      <input
        type="range"
        aria-label="Step of the training"
        aria-valuetext={`after ${epoch} of ${epochs} epochs${loss === null ? "" : `, ${lossName} ${loss}`}`}
        disabled={isOff(app)}
        min={0}
        max={length.lastStep}
        step={by === "epoch" ? stepsPerEpoch : 1}
        value={at}
        onInput={(event) => app.clock.goTo(Number(event.currentTarget.value))}
      />
      <p class="where" aria-hidden="true">
        <span>
          after <b>{epoch}</b> of {epochs} epochs
        </span>
        {within === 0 ? null : (
          <span>
            {stepWord(app)} <b>{within}</b> of {stepsPerEpoch}
          </span>
        )}
        {loss === null && epochs === 0 ? null : (
          <span>
            {lossName} <b>{loss ?? "…"}</b>
          </span>
        )}
      </p>
    </div>
  );
}

function StepUnit({ app }: { app: App }): JSX.Element {
  const { view } = app.store;
  return (
    <div class="by" role="group" aria-label="One step is">
      {(["row", "epoch"] as const).map((unit) => (
        <button
          key={unit}
          type="button"
          aria-pressed={view.value.by === unit}
          onClick={() => view.value = { ...view.value, by: unit }}
        >
          {unit === "row" ? stepWord(app) : unit}
        </button>
      ))}
    </div>
  );
}
