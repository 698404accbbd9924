// The bytes of data files: what they say of their encoding is believed, and nothing else.

import assert from "node:assert/strict";
import { encodingNames } from "../../../src/experiment/encoding.ts";
import { anyTextOf, dataTextOf } from "../../../src/experiment/source/data_text.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, isLittle: boolean, mark = ""): Uint8Array {
  const units = mark + text;
  const view = new DataView(new ArrayBuffer(2 * units.length));
  [...units].forEach((unit, index) => view.setUint16(2 * index, unit.charCodeAt(0), isLittle));
  return new Uint8Array(view.buffer);
}

Deno.test("UTF-8 is read, with its byte order mark kept for the reader of tables", () => {
  assert.deepEqual(dataTextOf(utf8("größe,1\n")), { text: "größe,1\n" });
  assert.deepEqual(dataTextOf(utf8("\uFEFFx\n")), { text: "\uFEFFx\n" });
});

Deno.test("UTF-16 is read where a byte order mark says so", () => {
  for (const isLittle of [true, false]) {
    assert.deepEqual(dataTextOf(utf16("x,ü\n", isLittle, "\uFEFF")), { text: "\uFEFFx,ü\n" });
  }
});

Deno.test("what is not UTF-8 is not guessed: what it looks like is told, and read when it is named", () => {
  const latin = bytes(0x67, 0x72, 0xf6, 0xdf, 0x65);
  assert.deepEqual(dataTextOf(latin), { problem: "its bytes are not UTF-8 text", looksLike: "windows-1252" });
  assert.deepEqual(dataTextOf(latin, "windows-1252"), { text: "größe" });
  for (const [isLittle, name] of [[true, "utf-16le"], [false, "utf-16be"]] as const) {
    const plain = utf16("x,y\n1,2\n3,4\n", isLittle);
    assert.deepEqual(dataTextOf(plain), { problem: "its bytes are not UTF-8 text", looksLike: name });
    assert.deepEqual(dataTextOf(plain, name), { text: "x,y\n1,2\n3,4\n" });
  }
});

Deno.test("bytes that are not in a named encoding are told so", () => {
  const read = dataTextOf(bytes(0xff, 0x41), "utf-8");
  assert.ok("problem" in read && read.problem === "its bytes are not utf-8");
});

Deno.test("a table without settings is read in the encoding that its bytes look like", () => {
  assert.deepEqual(anyTextOf(bytes(0x67, 0x72, 0xf6, 0xdf, 0x65)), {
    text: "größe",
    encoding: "windows-1252",
  });
  assert.deepEqual(anyTextOf(new TextEncoder().encode("größe")), { text: "größe", encoding: null });
});

Deno.test("files of other programs are told by what they begin with", () => {
  for (
    const [start, what] of [
      [[0x50, 0x4b, 0x03, 0x04], "it is a workbook or an archive, not a text"],
      [[0xd0, 0xcf, 0x11, 0xe0], "it is an old workbook, not a text"],
      [[0x1f, 0x8b], "it is compressed, not a text"],
      [[0x50, 0x41, 0x52, 0x31], "it is a Parquet file, not a text"],
    ] as const
  ) {
    const read = dataTextOf(bytes(...start, 0, 1, 2, 3));
    assert.ok("problem" in read && read.problem === what);
  }
});

Deno.test("every encoding that an experiment may name is one that is known here", () => {
  for (const name of encodingNames) assert.deepEqual(dataTextOf(utf16("", true), name), { text: "" }, name);
});
