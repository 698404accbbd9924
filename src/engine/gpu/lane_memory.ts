// How a thread of a GPU gets at the numbers of its own lane.
// Each number of all lanes lies side by side, so that neighbouring threads read what one access of the memory brings.
import type { Operand, Parameter, PtxCode } from "./ptx_code.ts";

/** The size of a number in memory. */
export const NUMBER_BYTES = 8;

/** The memory of the lane that a thread works for. */
export class LaneMemory {
  /** From a number of the lane to its next, in bytes. */
  readonly stride: Operand;
  readonly #first: Operand;

  /**
   * Writes what finds the thread's lane; a thread without one ends there.
   *
   * @param code of a function with the parameters `lanes`, an address, and `laneCount`.
   * @param threadCount the parameter that says how many threads have a lane.
   */
  constructor(readonly code: PtxCode, threadCount: Parameter = "laneCount") {
    const block = code.operate("w", "mov.u32", "%ctaid.x");
    const size = code.operate("w", "mov.u32", "%ntid.x");
    const inBlock = code.operate("w", "mov.u32", "%tid.x");
    const product = code.operate("b", "mul.wide.u32", block, size);
    this.lane = code.operate("b", "add.u64", product, code.operate("b", "cvt.u64.u32", inBlock));
    const laneCount = code.parameter("laneCount");
    const goOn = code.label();
    code.jumpWhere(
      "lt",
      this.lane,
      threadCount === "laneCount" ? laneCount : code.parameter(threadCount),
      goOn,
    );
    code.write("ret");
    code.mark(goOn);
    const bytes = String(NUMBER_BYTES);
    this.stride = code.operate("b", "mul.lo.u64", laneCount, bytes);
    this.#first = code.operate("b", "mad.lo.u64", this.lane, bytes, code.parameter("lanes"));
  }

  /** The number of the lane. */
  readonly lane: Operand;

  /** The address of a number of the lane. */
  address(place: number): Operand {
    if (place === 0) return this.#first;
    return this.code.operate("b", "mad.lo.s64", this.stride, String(place), this.#first);
  }

  /** Loads a number of the lane. */
  load(place: number): Operand {
    return this.loadFrom(this.address(place));
  }

  /** Stores a number of the lane. */
  store(place: number, value: Operand): void {
    this.storeTo(this.address(place), value);
  }

  /** Loads the number at an address. */
  loadFrom(address: Operand, offset = 0): Operand {
    return this.code.operate("d", "ld.global.f64", `[${address}+${offset}]`);
  }

  /** Stores a number at an address. */
  storeTo(address: Operand, value: Operand): void {
    this.code.write(`st.global.f64 [${address}+0], ${value}`);
  }

  /** Moves an address on by so many numbers of the lane, in place. @param count below 0 for back, or a register. */
  advance(address: Operand, count: Operand | number): void {
    if (count === 1) this.code.write(`add.u64 ${address}, ${address}, ${this.stride}`);
    else if (count !== 0) {
      this.code.write(`mad.lo.s64 ${address}, ${this.stride}, ${count}, ${address}`);
    }
  }

  /** A copy of an address that may be moved on. */
  cursor(address: Operand): Operand {
    return this.code.operate("b", "mov.b64", address);
  }
}
