// The few pieces of Protocol Buffers of which an ONNX file is made: numbers, texts, and messages within messages.
// Source: the encoding of Protocol Buffers; the numbers of the fields are those of onnx.proto.

/** A field: its bytes with its number and their length before them. */
export type Field = Uint8Array;

/** An integer from 0 up as a field. */
export function integerField(number: number, value: number): Field {
  return joined([varint(number * 8), varint(value)]);
}

/** Text, bytes, or the fields of a message as a field. */
export function field(number: number, content: string | Uint8Array | readonly Field[]): Field {
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content instanceof Uint8Array
    ? content
    : joined(content);
  return joined([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** Pieces one after another. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Seven bits a byte, the lowest first, the eighth set on all but the last. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(rest % 128 + 128);
  return Uint8Array.from([...bytes, rest]);
}
