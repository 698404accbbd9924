// Plays the training: moves the view on, frame by frame, until the end.
// What must not change: a frame is asked for only when the last one is there, so that nothing piles up; who prefers no
// motion sees the same in a few large steps.

import { paused, played, playedOn, type RunLength, stepped, type ViewState, wentTo } from "../play/view.ts";
import type { RunLoop } from "./run_loop.ts";
import type { Store } from "./store.ts";

/** How long the whole training plays. */
const PLAY_MS = 9000;
/** How often it moves for those who prefer no motion. */
const CALM_MS = 900;

/** Moves through the training. */
export class Clock {
  #lastMs = 0;
  #sum = 0;

  constructor(private readonly store: Store, private readonly loop: RunLoop) {}

  /** Plays from where the view stands, or from the start where it stands at the end; or pauses. */
  toggle(): void {
    const { view, length } = this.store;
    view.value = view.value.isPlaying ? paused(view.value) : played(view.value, length.value);
    this.loop.show();
    if (view.value.isPlaying) this.#start();
  }

  /** Goes on or back by some rows or epochs, as the view counts. */
  step(by: number): void {
    this.#move((view, length) => stepped(paused(view), length, by));
  }

  /** Goes to a step. */
  goTo(stepsDone: number): void {
    this.#move((view, length) => wentTo(paused(view), length, stepsDone));
  }

  #move(to: (view: ViewState, length: RunLength) => ViewState): void {
    const { view, length } = this.store;
    view.value = to(view.value, length.value);
    this.loop.show();
  }

  #start(): void {
    this.#lastMs = performance.now();
    this.#sum = 0;
    requestAnimationFrame(() => this.#tick());
  }

  #tick(): void {
    const { view } = this.store;
    if (!view.value.isPlaying) return;
    const nowMs = performance.now();
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isCalm && nowMs - this.#lastMs < CALM_MS) return this.#again();
    const length = this.store.length.value;
    this.#sum += (nowMs - this.#lastMs) / PLAY_MS * length.lastStep;
    this.#lastMs = nowMs;
    // A step of the view is a row or an epoch: rows only where the training is so short that they can be seen.
    const whole = view.value.by === "epoch" ? length.stepsPerEpoch : 1;
    const steps = Math.floor(this.#sum / whole) * whole;
    if (steps === 0) return this.#again();
    this.#sum -= steps;
    view.value = playedOn(view.value, length, steps);
    this.loop.show();
    this.loop.whenIdle(() => this.#again());
  }

  #again(): void {
    requestAnimationFrame(() => this.#tick());
  }
}
