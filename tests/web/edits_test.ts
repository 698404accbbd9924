// Changes of the document one after another, with an engine that answers when the test lets it.

import assert from "node:assert/strict";
import type { EngineAnswer, ToEngine } from "../../src/play/engine_protocol.ts";
import { Edits } from "../../src/web/edits.ts";
import { EngineClient } from "../../src/web/engine_client.ts";
import type { RunLoop } from "../../src/web/run_loop.ts";
import { createStore } from "../../src/web/store.ts";

const DRAG = { kind: "remove", table: "dataset.rows", row: 0 } as const;
const OVERTAKEN = "the text has changed meanwhile: try again";

/** Edits of a text, and what the engine is asked, which answers by adding letters. */
function edits(text: string) {
  const asked: ToEngine[] = [];
  const worker = { onmessage: null, postMessage: (message: ToEngine) => asked.push(message) };
  const engine = new EngineClient(worker as unknown as Worker, assert.fail);
  const loop = { load() {}, open() {}, whenIdle: (next: () => void) => next() };
  const store = createStore({ name: "a", text, files: {} }, null);
  const hear = worker.onmessage as unknown as (event: { readonly data: unknown }) => void;
  const answer = (message: ToEngine, given: EngineAnswer): void =>
    hear({ data: { ...given, request: message.request } });
  return {
    edits: new Edits(store, engine, loop as unknown as RunLoop),
    store,
    asked,
    text: (): string => store.document.value.text,
    /** Answers a request: the letters go to the end of the text that it was asked about. */
    add(message: ToEngine, insert: string): void {
      assert.ok(message.kind === "edit");
      const { length } = message.document.text;
      const changes = [{ from: length, to: length, insert }];
      answer(message, { kind: "edited", read: { ok: { changes, caret: null } } });
    },
    refuse: (message: ToEngine): void => answer(message, { kind: "refused", message: "no", hint: "wait" }),
  };
}

Deno.test("a paste that comes while a gesture is worked in waits for it, and both are made", async () => {
  const { edits: made, asked, add, text } = edits("x");
  made.gesture(DRAG);
  const paste = made.paste("table", "append");
  assert.equal(asked.length, 1);
  add(asked[0], "1");
  assert.equal(asked.length, 2);
  add(asked[1], "2");
  assert.equal(await paste, null);
  assert.equal(text(), "x12");
  made.gesture(DRAG);
  assert.equal(asked.length, 3);
  assert.equal(made.isWorking, true);
});

Deno.test("a gesture that comes while a paste is worked in waits for it, and both are made", async () => {
  const { edits: made, asked, add, text } = edits("x");
  const paste = made.paste("table", "append");
  made.gesture(DRAG);
  assert.equal(asked.length, 1);
  add(asked[0], "1");
  assert.equal(await paste, null);
  add(asked[1], "2");
  assert.equal(text(), "x12");
  assert.equal(made.isWorking, false);
});

Deno.test("a paste into a text that was changed meanwhile changes nothing, and says so", async () => {
  const { edits: made, asked, add, text } = edits("x");
  const paste = made.paste("table", "append");
  made.type("longer", 6);
  add(asked[0], "1");
  assert.equal(await paste, OVERTAKEN);
  assert.equal(text(), "longer");
});

Deno.test("a paste that waits is told when what it waits for is taken back or replaced", async () => {
  for (const act of ["undo", "open"] as const) {
    const { edits: made, asked, add, text } = edits("x");
    made.type("xy", 2);
    made.gesture(DRAG);
    const paste = made.paste("table", "append");
    if (act === "undo") made.undo();
    else made.open({ name: "b", text: "x", files: {} });
    assert.equal(await paste, OVERTAKEN);
    add(asked[0], "1");
    assert.equal(text(), "x");
    assert.equal(asked.length, 1);
    assert.equal(made.isWorking, false);
  }
});

Deno.test("why a paste cannot be is told to whoever asked, and what a gesture is refused is a notice", async () => {
  const { edits: made, asked, refuse, store } = edits("x");
  const paste = made.paste("table", "append");
  refuse(asked[0]);
  assert.equal(await paste, "no: wait");
  assert.equal(store.notice.value, null);
  made.gesture(DRAG);
  refuse(asked[1]);
  assert.equal(store.notice.value, "no: wait");
});

Deno.test("of several documents that are still to come the last that was asked for is wanted, until one is opened", () => {
  const { edits: made } = edits("x");
  const first = made.opening();
  assert.equal(first(), true);
  const second = made.opening();
  assert.deepEqual([first(), second()], [false, true]);
  made.open({ name: "b", text: "y", files: {} });
  assert.deepEqual([first(), second()], [false, false]);
});
