// Numbers as bytes in one order on every machine.
// What must not change: parts and checkpoints travel, and are read on machines of the other order too.

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

type Numbers = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** The bytes of numbers, little-endian. */
export function littleEndian(numbers: Numbers): Uint8Array {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return isLittleEndian ? bytes : swapped(bytes, numbers.BYTES_PER_ELEMENT);
}

/** Fills numbers, in place, from as many little-endian bytes as they have. */
export function setLittleEndian(numbers: Numbers, bytes: Uint8Array): void {
  const own = bytes.subarray(0, numbers.byteLength);
  const into = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  into.set(isLittleEndian ? own : swapped(own, numbers.BYTES_PER_ELEMENT));
}

/** Bytes with each group of so many turned around. */
function swapped(bytes: Uint8Array, groupSize: number): Uint8Array {
  return bytes.map((_, at) => bytes[at - at % groupSize + groupSize - 1 - at % groupSize]);
}
