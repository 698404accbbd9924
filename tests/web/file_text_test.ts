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
  assert.deepEqual(await fileText(new File([NOT_UTF8], "a.csv")), { text: "name: ä" });
});

Deno.test("a file that is gone when it is read is told", async () => {
  const gone = new File([], "a.csv");
  Object.defineProperty(gone, "arrayBuffer", { value: () => Promise.reject(new Error("gone")) });
  const problem = "it cannot be read: it was changed or removed meanwhile; take it again";
  assert.deepEqual([await fileText(gone), await experimentText(gone)], [{ problem }, { problem }]);
});
