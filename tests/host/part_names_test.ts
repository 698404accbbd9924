// The files of a sweep's parts are found by their names, and nothing else is taken for one.
import assert from "node:assert/strict";
import { CHECKPOINT, CLAIM, isPartFile, partOfName } from "../../src/host/part_names.ts";
import { nameOfPart } from "../../src/threads/part_file.ts";

Deno.test("a part is read from its own name, and from that of what stands beside it", () => {
  for (const part of [0, 7, 99_999, 100_000, 999_999_999]) {
    for (const ending of ["", CHECKPOINT, CLAIM]) {
      assert.equal(partOfName(nameOfPart(part) + ending, ending), part);
      assert.ok(isPartFile(nameOfPart(part) + ending));
    }
  }
  assert.equal(nameOfPart(7), "part-00007");
  assert.equal(partOfName("part-00007.claim", ""), null);
  assert.equal(partOfName("part-00007", CLAIM), null);
});

Deno.test("an unfinished file is one of the parts' files, and no part", () => {
  for (const ending of [`.${crypto.randomUUID()}`, `.checkpoint.${crypto.randomUUID()}`, ".new"]) {
    assert.ok(isPartFile(`part-00007${ending}`), ending);
    assert.equal(partOfName(`part-00007${ending}`, ""), null);
  }
});

Deno.test("a stranger's file is not taken for one of the parts' files", () => {
  for (
    const name of [
      "part-7",
      "part-1234567890",
      "part-00007.txt",
      "a part-00007",
      "part-00007.claim.checkpoint",
    ]
  ) {
    assert.ok(!isPartFile(name), name);
  }
});
