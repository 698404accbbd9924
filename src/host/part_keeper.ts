// Keeps what threads train of a sweep: each part that ends, and where long ones stand.
// What must not change: a part is counted only when it is kept.

import type { PartStop } from "../threads/part_messages.ts";
import type { TrainedPart } from "../threads/trained_part.ts";
import { KeptInTurn } from "./kept_in_turn.ts";
import type { PartStore } from "./part_store.ts";
import type { TrialTally } from "./trial_tally.ts";

/** What becomes of parts that threads train. */
export interface KeeperOptions {
  readonly store: PartStore;
  readonly tally: TrialTally;
  /** Takes a part that is kept; its figures and bins are gone afterwards. */
  readonly onKept?: (part: TrainedPart) => void;
  /** Hears that the tally has changed. */
  readonly onProgress: () => void;
}

/** Takes what threads train. */
export class PartKeeper {
  readonly #keeping = new KeptInTurn();

  constructor(readonly options: KeeperOptions) {}

  /** Keeps a part. */
  readonly collect = (result: TrainedPart): void => {
    const { store, tally, onKept, onProgress } = this.options;
    store.keep(result.part, result.file!);
    store.removeCheckpoint(result.part);
    tally.ended(result.part);
    onKept?.(result);
    onProgress();
  };

  /** Keeps where a part stands. */
  readonly onUnderway = ({ part, doneNs, checkpoint }: PartStop): void => {
    const { store, tally, onProgress } = this.options;
    tally.underway(part, doneNs);
    onProgress();
    if (checkpoint === null) return;
    this.#keeping.add(() => store.keepCheckpoint(checkpoint));
  };

  /** Waits until nothing is being written. */
  async settled(): Promise<void> {
    await this.#keeping.settled();
  }
}
