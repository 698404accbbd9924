// A graphics card as the engine sees it: memory, and functions that run in many threads.
// Why an interface: the driver of a real one belongs to the host; tests run the same texts in an interpreter.

/** A module on a card: the functions of a text. */
export interface CardModule {
  /**
   * Runs a function and waits until all its threads have ended.
   *
   * @param parameters addresses and counts, in the order in which the function declares them.
   * @param threadCount at least so many threads are started; those beyond have nothing to do.
   * @param work how much it is, in products and sums on the rows' way forward: by it the card finds out how fast it is.
   */
  run(name: string, parameters: readonly number[], threadCount: number, work: number): void;
  /** Gives back what the text takes of the card's memory; it cannot be run after that. */
  unload(): void;
}

/** A card. All addresses are below 2^53. */
export interface Card {
  /** About how much work it may do in one call, see `run`: about a third of a second's worth. */
  readonly workAtOnce: number;
  /** Compiles a text. */
  load(text: string): CardModule;
  /** Room for so many bytes. @returns its address. */
  allocate(sizeBytes: number): number;
  /** Gives room back. */
  free(address: number): void;
  /** Copies numbers to the card. */
  write(address: number, numbers: Float64Array | Uint32Array): void;
  /** Copies numbers from the card. */
  read(address: number, into: Float64Array): void;
}
