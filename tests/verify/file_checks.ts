// Looks into a verification for the tests of it.
import assert from "node:assert/strict";
import type { FileCheck, Verification } from "../../src/verify/verification.ts";

/** What is wrong, as `name verdict`. */
export function wrong({ files }: Verification): readonly string[] {
  return files.filter(({ verdict }) => verdict !== "same").map(({ name, verdict }) => `${name} ${verdict}`);
}

export function checkOf({ files }: Verification, name: string): FileCheck {
  const check = files.find((candidate) => candidate.name === name);
  assert.ok(check !== undefined);
  return check;
}
