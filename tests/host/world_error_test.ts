// Tests src/host/world_error.ts: what the system refuses is told from what the program does wrong, in whatever form it comes.
import assert from "node:assert/strict";
import { isOfWorld, worldError } from "../../src/host/world_error.ts";

/** What is said of an error that the world is to blame for. */
function said(error: Error): string {
  assert.ok(isOfWorld(error));
  return (worldError("start a thread", error) as Error).message;
}

Deno.test("a module that the system keeps from being read is the world's fault, with the reason", () => {
  const error = new Error(
    "Import 'file:///part_worker.ts' failed.\n    0: Too many open files (os error 24)",
  );
  assert.equal(said(error), "cannot start a thread: too many open files");
});

Deno.test("a refusal that Deno has no class for is the world's fault, with the system's words", () => {
  const error = new Error("File too large (os error 27)");
  assert.equal(said(error), "cannot start a thread: file too large");
});

Deno.test("a package that cannot be fetched is the world's fault, with its name and the reason", () => {
  const error = new TypeError(
    "Failed caching npm package 'yaml@1.0.0'\n    0: error sending request for url (https://example.org/yaml)" +
      "\n    1: dns error\n    2: failed to lookup address information\n    at file:///published_sweep.ts:5:46",
  );
  assert.equal(
    said(error),
    "cannot start a thread: Deno could not fetch the package yaml@1.0.0 (failed to lookup address information): " +
      "is there a network?",
  );
});

Deno.test("what the program does wrong is not the world's fault", () => {
  const ofNode = Object.assign(new TypeError("the argument must be a string"), {
    code: "ERR_INVALID_ARG_TYPE",
  });
  const ofPage = new DOMException("no key", "DataError");
  const others = [new TypeError("undefined is not a function"), new Error("assertion failed"), "text"];
  for (const error of [ofNode, ofPage, ...others]) {
    assert.ok(!isOfWorld(error));
    assert.equal(worldError("start a thread", error), error);
  }
});
