// Where code in loops stands among numbers: those of a lane, or those of a row.
// Why two kinds: the numbers of a lane lie side by side with those of other lanes, those of a row next to each other.
import { type LaneMemory, NUMBER_BYTES } from "./lane_memory.ts";
import type { Operand } from "./ptx_code.ts";

/** An address that moves on while the code runs. */
export class Cursor {
  readonly #memory: LaneMemory;
  /** Whether it stands in a row that all lanes share, where each number lies next to the one before. */
  readonly #isInRow: boolean;

  private constructor(memory: LaneMemory, readonly address: Operand, isInRow: boolean) {
    this.#memory = memory;
    this.#isInRow = isInRow;
  }

  /** At a number of the lane. */
  static inLane(memory: LaneMemory, place: number): Cursor {
    return new Cursor(memory, memory.cursor(memory.address(place)), false);
  }

  /** At the number of a row that lies at an address. */
  static inRow(memory: LaneMemory, address: Operand): Cursor {
    return new Cursor(memory, memory.cursor(address), true);
  }

  /** The number at which it stands. */
  load(): Operand {
    return this.#memory.loadFrom(this.address);
  }

  /** Puts a number where it stands. */
  store(value: Operand): void {
    this.#memory.storeTo(this.address, value);
  }

  /** Moves on by so many numbers, in place. @param count a number, below 0 for back, or a register. */
  move(count: Operand | number): void {
    if (!this.#isInRow) return this.#memory.advance(this.address, count);
    const { code } = this.#memory;
    if (typeof count === "string") {
      code.write(`mad.lo.s64 ${this.address}, ${count}, ${NUMBER_BYTES}, ${this.address}`);
    } else if (count !== 0) {
      code.write(`add.s64 ${this.address}, ${this.address}, ${count * NUMBER_BYTES}`);
    }
  }

  /** Another one, so many numbers further on. */
  beyond(count: Operand | number = 0): Cursor {
    const other = new Cursor(this.#memory, this.#memory.cursor(this.address), this.#isInRow);
    other.move(count);
    return other;
  }
}
