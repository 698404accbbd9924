// The tree of a YAML text: every node knows its place, and only plain data gets in.

import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { dump, load } from "npm:js-yaml@5.5.0";
import { parseYamlTree } from "../../../src/experiment/source/yaml_reader.ts";
import { nodeAt, placer, Plain, type TreeNode, valueOf } from "../../../src/experiment/source/yaml_tree.ts";

function treeOf(text: string): TreeNode {
  const { root, problems } = parseYamlTree({ name: "test.yaml", text });
  assert.deepEqual(problems, []);
  assert.ok(root !== null);
  return root;
}

const keys = fc.string({ minLength: 1, maxLength: 6 }).filter((key) => key !== "__proto__");
const scalars = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: "grapheme" }).filter((text) => !/\p{C}|\p{Z}/u.test(text)),
  fc.constantFrom("a\nb\n", "  indented", "- x", "'", '"', "# no comment", "{", "line\n\nline"),
  fc.integer(),
  fc.boolean(),
);
const { trees } = fc.letrec((tie) => ({
  trees: fc.oneof({ maxDepth: 4, depthSize: "small" }, scalars, tie("lists"), tie("mappings")),
  lists: fc.array(tie("trees"), { maxLength: 4 }),
  mappings: fc.dictionary(keys, tie("trees"), { maxKeys: 4, noNullPrototype: true }),
}));
const documents = fc.dictionary(keys, trees, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

/** The tree as JavaScript values, plain scalars by YAML's own rules. */
function asJs(node: TreeNode): unknown {
  if (node.kind === "list") return node.items.map(asJs);
  if (node.kind === "mapping") {
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, asJs(value)]));
  }
  return node.value instanceof Plain ? load(node.value.text || "null") : node.value;
}

/** Every scalar's place holds the text that reads back to it. */
function checkPlaces(node: TreeNode, text: string): void {
  const { start, end } = node.place;
  assert.ok(start >= 0 && end <= text.length && start <= end);
  const slice = text.slice(start, end);
  if (node.kind === "list") {
    for (const item of node.items) {
      assert.ok(item.place.start >= start && item.place.end <= end);
      checkPlaces(item, text);
    }
  } else if (node.kind === "mapping") {
    for (const { key, keyPlace, value } of node.entries) {
      const keyText = text.slice(keyPlace.start, keyPlace.end);
      // A key that YAML would read as something else is quoted by `dump`, so it reads back as itself.
      assert.equal(String(load(keyText)), key);
      checkPlaces(value, text);
    }
  } else if (node.value instanceof Plain) {
    assert.equal(slice.replace(/\s*\n\s*/g, " "), node.value.text.replaceAll("\n", " "));
  } else if (/^["']/.test(slice)) {
    assert.equal(load(slice), node.value);
  } else {
    // A block scalar: its indicator stands before the place, its lines in it.
    for (const line of node.value.split("\n")) assert.ok(slice.includes(line.trim()), slice);
  }
}

for (
  const [style, options] of Object.entries({ block: {}, flow: { flowLevel: 0 }, mixed: { flowLevel: 2 } })
) {
  Deno.test(`every scalar of a tree in ${style} style is where its place says, seed 7`, () => {
    fc.assert(
      fc.property(documents, (value) => {
        const text = dump(value, { ...options, lineWidth: -1 });
        const root = treeOf(text);
        assert.deepEqual(asJs(root), value);
        checkPlaces(root, text);
      }),
      { seed: 7, numRuns: 400 },
    );
  });
}

Deno.test("places count a byte order mark and carriage returns", () => {
  const text = "\uFEFFa: 1\r\nb:\r\n  - x\r\n  - 'y z'\r\n";
  const root = treeOf(text);
  for (const [path, wanted] of [[["a"], "1"], [["b", 0], "x"], [["b", 1], "'y z'"]] as const) {
    const { start, end } = placer(root)(path);
    assert.equal(text.slice(start, end), wanted);
  }
});

Deno.test("a flow collection ends at its own bracket, whatever its comments hold", () => {
  const text = "a: [1, # no ] here\n  2 # nor } here\n  ] # end\nb: { c: [] , d: {}} # }\n";
  const root = treeOf(text);
  const sliceAt = (path: readonly string[]): string => {
    const { start, end } = placer(root)(path);
    return text.slice(start, end);
  };
  assert.equal(sliceAt(["a"]), "[1, # no ] here\n  2 # nor } here\n  ]");
  assert.equal(sliceAt(["b"]), "{ c: [] , d: {}}");
  assert.equal(sliceAt(["b", "c"]), "[]");
});

Deno.test("the place of a path that does not exist is the nearest node above it", () => {
  const text = "a: { b: 1 }\nc:\n";
  const root = treeOf(text);
  const startOf = (...path: string[]): number => placer(root)(path).start;
  assert.equal(startOf("a", "x"), text.indexOf("a:"));
  assert.equal(startOf("a", "b", "y"), text.indexOf("1"));
  assert.equal(startOf("c"), text.indexOf("c:"));
  assert.equal(nodeAt(root, ["a", "x"]), undefined);
});

Deno.test("values of a tree have no prototype", () => {
  const value = valueOf(treeOf("toString: 1\na: { constructor: 2 }")) as Record<
    string,
    Record<string, unknown>
  >;
  assert.deepEqual(Object.keys(value), ["toString", "a"]);
  assert.equal(Object.getPrototypeOf(value), null);
  assert.equal(Object.getPrototypeOf(value.a), null);
});

Deno.test("a plain scalar stays text, and a quoted one is known as such", () => {
  const value = valueOf(treeOf("[1e3, 'x', \"1\", yes, , ]".replace(", , ]", ", ~]"))) as unknown[];
  assert.deepEqual(value, [new Plain("1e3"), "x", "1", new Plain("yes"), new Plain("~")]);
});
