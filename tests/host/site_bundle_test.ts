// Tests src/host/site_bundle.ts: what keeps the bundler from its work is told as the world's fault.
import assert from "node:assert/strict";
import { bundled } from "../../src/host/site_bundle.ts";
import { WorldError } from "../../src/host/world_error.ts";

Deno.test("a bundler that the system refuses something is the world's fault, with the reason", async () => {
  const world: object = Deno;
  const own = Object.getOwnPropertyDescriptor(world, "bundle");
  Object.defineProperty(world, "bundle", {
    configurable: true,
    value: () => Promise.reject(new Error("Input/output error (os error 5)")),
  });
  try {
    await assert.rejects(
      bundled(new Map([["page", new URL("file:///page.ts")]]), { isClassic: true }),
      (error) =>
        error instanceof WorldError && error.message === "cannot bundle the page: input/output error",
    );
  } finally {
    if (own === undefined) Reflect.deleteProperty(world, "bundle");
    else Object.defineProperty(world, "bundle", own);
  }
});
