// Versions that are known and unknown, and the one that deno.json has as well.
import assert from "node:assert/strict";
import {
  FORMAT_VERSIONS,
  NUMERICS_VERSION,
  PROGRAM_HOMEPAGE,
  PROGRAM_VERSION,
  versionRefusal,
} from "../../src/experiment/versions.ts";
import denoConfig from "../../deno.json" with { type: "json" };

Deno.test("the program has the version that deno.json says, and the address of the package that it names", () => {
  assert.equal(PROGRAM_VERSION, denoConfig.version);
  assert.equal(PROGRAM_HOMEPAGE, `jsr:${denoConfig.name}`);
});

Deno.test("the refusal of an unknown version names it, the known ones, and the way out", () => {
  const known = { format: FORMAT_VERSIONS[0], numerics: NUMERICS_VERSION };
  assert.equal(versionRefusal(known), null);
  assert.equal(
    versionRefusal({ ...known, numerics: 2 }),
    "made with numerics 2 in format 1: this program has numerics 1 and formats 1 and 2; " +
      "use a version of Seedbed that has both",
  );
  for (const version of [0, 1.5, -1, 1e300]) {
    assert.match(versionRefusal({ ...known, numerics: version }) ?? "", /^made with numerics /);
    assert.match(versionRefusal({ ...known, format: version }) ?? "", /in format .+: this program has /);
  }
});
