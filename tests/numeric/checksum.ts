// What a test pins of thousands of results: one short word.
import { bitsOf } from "../../src/numeric/binary.ts";

/** All bits of many results in one number, hexadecimal, so that a change of any of them is seen. */
export function checksum(results: readonly number[]): string {
  const sum = results.reduce(
    (sum, y) => BigInt.asUintN(64, sum * 0x100000001b3n ^ bitsOf(y)),
    0xcbf29ce484222325n,
  );
  return sum.toString(16);
}
