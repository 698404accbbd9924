// Tests src/host/result_finder.ts: what a word means, pattern by pattern.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { findResults, segmentMatcher } from "../../src/host/result_finder.ts";
import { folderTest } from "../results/folder_of_results.ts";

/** The paths of the results that a word means; empty where it means none. */
function pathsOf(word: string, out: string): readonly string[] {
  const found = findResults(word, out);
  return "ok" in found ? found.ok.flatMap(({ kind, path }) => kind === "result" ? [path] : []) : [];
}

Deno.test("patterns have * ? [a-z] [!a-z] {a,b}, and all else is literal", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["seed-*", "seed-42-fd52df8d", true],
    ["seed-?-*", "seed-42-fd52df8d", false],
    ["seed-[1-4]?-*", "seed-42-fd52df8d", true],
    ["seed-[!4]*", "seed-42-fd52df8d", false],
    ["{seed,given}-*", "given-0a", true],
    ["a.b", "axb", false],
    ["a[", "a[", true],
    ["[z-a]", "[z-a]", true],
    ["a+(b)", "a+(b)", true],
  ];
  for (const [pattern, name, isMatch] of cases) {
    assert.equal(segmentMatcher(pattern).test(name), isMatch, pattern);
  }
});

Deno.test("no pattern throws, seed 5", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."[]{}!^-\\a*?,.z/$") }), (pattern) => {
      segmentMatcher(pattern).test("name");
    }),
    { seed: 5, numRuns: 2000 },
  );
});

folderTest("a link below what was named is not followed, a hidden folder is no result", async (root) => {
  for (const path of ["results/a/seed-1-00000001", "outside/seed-2-00000002", "results/a/.partial-1"]) {
    await Deno.mkdir(`${root}/${path}`, { recursive: true });
    await Deno.writeTextFile(`${root}/${path}/config.json`, "{}");
  }
  await Deno.symlink(`${root}/outside/seed-2-00000002`, `${root}/results/a/seed-2-00000002`);
  const out = `${root}/results`;
  const only = [`${out}/a/seed-1-00000001`];
  for (const word of ["a", `${out}/a`, `${out}/a/*`, "a/seed-1", "a/seed-1-*", "*"]) {
    assert.deepEqual(pathsOf(word, out), only, word);
  }
  // What is named itself is taken, wherever it leads.
  assert.deepEqual(pathsOf(`${out}/a/seed-2-00000002`, out), [`${out}/a/seed-2-00000002`]);
});

folderTest(
  "an empty folder below the results is said to hold none, and nothing is meant by itself",
  async (root) => {
    const out = `${root}/results`;
    await Deno.mkdir(`${out}/plants`, { recursive: true });
    await Deno.mkdir(`${out}/plants_2`);
    assert.deepEqual(findResults("plants", out), {
      problems: [{ message: `there is no result in ${out}/plants`, hint: undefined, isThere: false }],
    });
  },
);

folderTest("of a run or a sweep that was interrupted it is said how its result comes to be", async (root) => {
  const out = `${root}/results`;
  const hint = "one is not finished there: run its experiment again, and it goes on";
  for (const kept of ["seed-42-0123abcd", "sweep-0123abcd"]) {
    const name = `of_${kept.slice(0, 5)}`;
    await Deno.mkdir(`${out}/${name}/.${kept}`, { recursive: true });
    const hints = [name, `${out}/${name}`].map((word) => {
      const found = findResults(word, out);
      return "problems" in found ? found.problems[0].hint : "found";
    });
    assert.deepEqual(hints, [hint, hint]);
  }
});

folderTest("a pattern may be longer than any name, and so may a name of nothing", async (root) => {
  const out = `${root}/results`;
  const seeds = Array.from({ length: 40 }, (_, seed) => `seed-${seed}-${"0".repeat(8)}`);
  await Deno.mkdir(`${out}/a/${seeds[7]}`, { recursive: true });
  await Deno.writeTextFile(`${out}/a/${seeds[7]}/manifest.json`, "{}");
  assert.deepEqual(pathsOf(`a/{${seeds.join(",")}}`, out), [`${out}/a/${seeds[7]}`]);
  assert.deepEqual(pathsOf("a".repeat(300), out), []);
});

folderTest("the id may be left out, or be cut short", async (root) => {
  for (const name of ["seed-1-8a0317a8", "seed-1-8b000000", "seed-18-00000000"]) {
    await Deno.mkdir(`${root}/results/a/${name}`, { recursive: true });
    await Deno.writeTextFile(`${root}/results/a/${name}/manifest.json`, "{}");
  }
  const found = (word: string): readonly string[] =>
    pathsOf(word, `${root}/results`).map((path) => path.slice(path.lastIndexOf("/") + 1));
  assert.deepEqual(found("a/seed-1"), ["seed-1-8a0317a8", "seed-1-8b000000"]);
  assert.deepEqual(found("a/seed-1-8"), ["seed-1-8a0317a8", "seed-1-8b000000"]);
  assert.deepEqual(found("a/seed-1-8a0"), ["seed-1-8a0317a8"]);
  assert.deepEqual(found("a/seed-18"), ["seed-18-00000000"]);
  for (const none of ["a/seed", "a/seed-1-", "a/seed-1-9", "a/seed-1-8a0317a80"]) {
    assert.deepEqual(found(none), []);
    assert.deepEqual(found(`${root}/results/${none}`), []);
  }
  assert.deepEqual(
    found(`${root}/results/a/seed-1`),
    ["seed-1-8a0317a8", "seed-1-8b000000"],
    "a path as well",
  );
  assert.deepEqual(found(`${root}/results/a/seed-18`), ["seed-18-00000000"]);
});

folderTest("results come in the order of their numbers", async (root) => {
  for (const seed of [100, 9, 20]) {
    const path = `${root}/results/a/seed-${seed}-0000000a`;
    await Deno.mkdir(path, { recursive: true });
    await Deno.writeTextFile(`${path}/manifest.json`, "{}");
  }
  const found = pathsOf("a", `${root}/results`);
  assert.deepEqual(found.map((path) => /seed-(\d+)/.exec(path)?.[1]), ["9", "20", "100"]);
});
