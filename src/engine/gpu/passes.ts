// What a thread does with a row: the same for code of either form.
// What must not change: both forms give the same bits, so that which of them is written is a matter of speed alone.

import type { Outputs } from "../rules/loss.ts";
import type { Operand } from "./ptx_code.ts";

/** The passes of the network that a thread works for, written where they are called. */
export interface Passes {
  /** Gets ready, before the first row. */
  begin(): void;
  /** Sends a row forward. @param input the address of its first input. @returns what the output layer made of it. */
  feedforward(input: Operand): Outputs<Operand>;
  /** Learns from a row. @param target the address of its first target. */
  learn(input: Operand, target: Operand): void;
  /** Moves the parameters after a batch of so many rows, where they are not moved by each row. */
  update(rowCount: number): void;
  /** Puts back what was learned, after the last row. */
  end(): void;
}
