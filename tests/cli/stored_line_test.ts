// What a run says about the folder of a result: a command that it offers works when it is copied.
import assert from "node:assert/strict";
import { storedLine } from "../../src/cli/stored_line.ts";

Deno.test("a folder with a blank in its name is quoted in the command that says more", () => {
  const line = storedLine("my results/gender/seed-1", { kind: "differs", files: ["loss.csv"] }, "");
  assert.match(line, /verify 'my results\/gender\/seed-1' says more; --fresh replaces it\n$/);
});

Deno.test("files beside a result that was replaced are said to be kept", () => {
  const stored = {
    kind: "replaced",
    was: "differs",
    files: ["loss.csv"],
    kept: ["datapackage.json"],
  } as const;
  assert.match(
    storedLine("results/gender/seed-1", stored, ""),
    / results\/gender\/seed-1 \(loss\.csv differed; datapackage\.json kept as before, verify checks that\)\n$/,
  );
});
