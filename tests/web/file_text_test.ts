// The text of files that were picked or dropped, in whatever encoding they have.

import assert from "node:assert/strict";
import { experimentText, fileText } from "../../src/web/file_text.ts";

const NOT_UTF8 = new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xe4]);

Deno.test("an experiment that is not UTF-8 is refused, as on a terminal, and no letter of it is replaced", async () => {
  assert.deepEqual(await experimentText(new File([NOT_UTF8], "a.yaml")), {
    problem: "it is not UTF-8 text: save it as UTF-8",
  });
  assert.deepEqual(await experimentText(new File(["\ufeffname: ä"], "a.yaml")), { text: "\ufeffname: ä" });
});

Deno.test("a table is read in the encoding that its bytes look like", async () => {
  assert.deepEqual(await fileText(new File([NOT_UTF8], "a.csv")), {
    text: "name: ä",
    said: "a.csv is read as windows-1252: if letters look wrong, save it as UTF-8",
  });
  const utf16 = new Uint8Array([..."x,y\n1,2\n"].flatMap((letter) => [letter.charCodeAt(0), 0]));
  assert.deepEqual(await fileText(new File([utf16], "b.csv")), {
    text: "x,y\n1,2\n",
    said: "b.csv is read as utf-16le: if letters look wrong, save it as UTF-8",
  });
});

Deno.test("of an encoding that is certain nothing is said", async () => {
  assert.deepEqual(await fileText(new File(["ä"], "a.csv")), { text: "ä", said: null });
  const marked = new Uint8Array([0xff, 0xfe, 0xe4, 0]);
  assert.deepEqual(await fileText(new File([marked], "a.csv")), { text: "\ufeffä", said: null });
});

Deno.test("a file that is gone when it is read is told", async () => {
  const gone = new File([], "a.csv");
  Object.defineProperty(gone, "arrayBuffer", { value: () => Promise.reject(new Error("gone")) });
  const problem = "it cannot be read: it was changed or removed; pick it again";
  assert.deepEqual([await fileText(gone), await experimentText(gone)], [{ problem }, { problem }]);
});
