// Above the purity line only operations that ECMAScript pins down to the bit may stand, and nothing that asks the
// world: no clock, no chance, no locale, no I/O. A test in tests/engines/ proves the same by running the code.
// Why a list of what is allowed: what a later engine brings is then refused until someone has looked at it.

import assert from "node:assert/strict";
import { filesBelow, readLayers, textOf } from "./layers.ts";
import { isNode, parseTypeScript, type SyntaxNode, walk } from "./syntax.ts";

/** Exact or correctly rounded in every engine. */
const PINNED_MATH = "abs ceil clz32 floor fround imul max min round sign sqrt trunc".split(" ");

/** What the language itself offers, and UTF-8 as Deno and browsers have it: every engine answers alike. */
const PINNED_GLOBALS = new Set((
  "Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Error Float64Array Infinity Int32Array " +
  "JSON Map Math NaN Number Object RangeError ReadonlyMap RegExp Set String Symbol TypeError Uint16Array " +
  "TextDecoder TextEncoder Uint32Array Uint8Array WeakMap isFinite isNaN undefined"
).split(" "));

/** The kernel alone may compile WebAssembly; its arithmetic is pinned by that specification. */
const KERNEL_FOLDER = "src/engine/kernel/";

/** What packs and unpacks waits for the engine's streams, whose packed bytes differ; what is unpacked does not. */
const WAITING_FILES = [
  "src/results/deflate.ts",
  "src/results/zip_reader.ts",
  "src/results/zip_entry.ts",
  "src/play/link.ts",
];
const STREAMS = ["CompressionStream", "DecompressionStream", "Promise"];

/** `sort()` without a comparison sorts lists as text; these files sort a Float64Array, which knows numbers only. */
const SORTS_FLOAT64_ARRAY = ["src/sweep/distribution.ts"];

/** Refused wherever they stand, even where a file gives one of these names to something of its own. */
const NEVER = new Set(
  "Date Deno Intl crypto document eval fetch globalThis performance process setTimeout".split(" "),
);

/** Members that follow the locale or the engine's version of Unicode. */
const UNPINNED_MEMBERS = /^(toLocale\w*|localeCompare|normalize|isWellFormed)$/;

const pureFiles = [
  ...readLayers().filter((layer) => layer.isPure).flatMap((layer) => filesBelow(layer.folder)),
  "mod.ts",
];

Deno.test("pure folders use pinned operations only", () => {
  assert.deepEqual(pureFiles.flatMap((file) => breachesOf(file, textOf(file))), []);
});

Deno.test("the rules see what they forbid, and leave comments, strings and templates alone", () => {
  const forbidden: Readonly<Record<string, string>> = {
    "Math.exp(1)": "Math.exp",
    'Math["exp"](1)': "a member of Math that only shows at run time",
    "const { exp } = Math": "Math itself as a value",
    "2 ** 3": "**",
    "let x = 2; x **= 3": "**=",
    "new Date()": "Date",
    "performance.now()": "performance",
    "Math.random()": "Math.random",
    "(0.1).toLocaleString()": "toLocaleString",
    '"a".localeCompare("b")': "localeCompare",
    "new Intl.NumberFormat()": "Intl",
    "crypto.subtle": "crypto",
    "Deno.args": "Deno",
    "document.title": "document",
    'fetch("x")': "fetch",
    "setTimeout(() => 1)": "setTimeout",
    "console.log(1)": "console",
    "[2, 10].sort()": "sort() without a comparison",
    "[2, 10].toSorted()": "toSorted() without a comparison",
    "globalThis.Math": "globalThis",
    "const { log = Math.log } = {}": "Math.log",
    "`${Math.sin(1)}`": "Math.sin",
    "/\\p{L}/u": "\\p{L}, which changes with Unicode",
    "new WebAssembly.Module(b)": "WebAssembly",
    'new CompressionStream("gzip")': "CompressionStream",
    "Promise.race([])": "Promise",
  };
  for (const [code, breach] of Object.entries(forbidden)) {
    assert.deepEqual(breachesOf("src/x.ts", code), [`src/x.ts:1: ${breach}`], code);
  }
  const allowed = [
    "// Math.exp and Date",
    '"Math.exp(1) ** Date"',
    "`Math.exp ${1 + 2} Date`",
    "/Math.exp/",
    "Math.sqrt(2) + Math.imul(2, 3)",
    "const exp = (x: number): number => x; exp(1)",
    "[2, 10].sort((a, b) => a - b)",
    "const point = { Date: 1 }; point.Date",
  ];
  for (const code of allowed) assert.deepEqual(breachesOf("src/x.ts", code), [], code);
});

function breachesOf(file: string, text: string): readonly string[] {
  const program = parseTypeScript(text);
  const declared = declaredNames(program);
  const breaches: string[] = [];
  walk(program, (node, parent, key) => {
    const breach = breachOf(node, parent, key, declared, file);
    if (breach !== null) breaches.push(`${file}:${node.loc.start.line}: ${breach}`);
  });
  return breaches;
}

function breachOf(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  key: string,
  declared: ReadonlySet<string>,
  file: string,
): string | null {
  if (
    (node.type === "BinaryExpression" || node.type === "AssignmentExpression") &&
    /\*\*/.test(String(node.operator))
  ) {
    return String(node.operator);
  }
  if (node.type === "RegExpLiteral") {
    const property = /\\[pP]\{(?!Surrogate\})[^}]*\}/.exec(String(node.pattern));
    return property === null ? null : `${property[0]}, which changes with Unicode`;
  }
  if (node.type === "CallExpression") {
    const called = isNode(node.callee) && node.callee.type === "MemberExpression"
      ? nameOf(node.callee.property)
      : "";
    const isBare = (node.arguments as unknown[]).length === 0 && !SORTS_FLOAT64_ARRAY.includes(file);
    return isBare && /^(sort|toSorted)$/.test(called) ? `${called}() without a comparison` : null;
  }
  if (node.type !== "Identifier") return null;
  const name = nameOf(node);
  if (isMemberName(parent, key)) return UNPINNED_MEMBERS.test(name) ? name : null;
  if (name === "Math") return mathBreach(parent, key);
  if (NEVER.has(name)) return name;
  if (declared.has(name) || PINNED_GLOBALS.has(name) || !(name in globalThis || name === "document")) {
    return null;
  }
  if (STREAMS.includes(name) && WAITING_FILES.includes(file)) return null;
  return name === "WebAssembly" && file.startsWith(KERNEL_FOLDER) ? null : name;
}

function mathBreach(parent: SyntaxNode | null, key: string): string | null {
  if (parent === null || parent.type !== "MemberExpression" || key !== "object") {
    return "Math itself as a value";
  }
  if (parent.computed === true) return "a member of Math that only shows at run time";
  const member = nameOf(parent.property);
  return PINNED_MATH.includes(member) ? null : `Math.${member}`;
}

/** Whether an identifier only names a member, a key or a type's field, and so refers to nothing by itself. */
function isMemberName(parent: SyntaxNode | null, key: string): boolean {
  if (parent === null) return false;
  if (key === "property" && /MemberExpression$/.test(parent.type)) return parent.computed !== true;
  if (key === "key") return parent.computed !== true && parent.shorthand !== true;
  return key === "label" || key === "imported" || key === "exported" || parent.type === "TSEnumMember" ||
    parent.type === "TSNamedTupleMember" && key === "label" || parent.type === "TSTypePredicate" ||
    parent.type === "MetaProperty";
}

/** Every name that a file declares or imports, anywhere. */
function declaredNames(program: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  walk(program, (node, parent, key) => {
    if (node.type === "TSTypeParameter") {
      names.add(typeof node.name === "string" ? node.name : nameOf(node.name));
    }
    if (node.type !== "Identifier" || parent === null) return;
    const isDeclared = key === "id" || key === "params" || key === "local" || key === "param" ||
      key === "parameters" || parent.type === "RestElement" || parent.type === "ArrayPattern" ||
      (parent.type === "ObjectProperty" && key === "value") ||
      (parent.type === "AssignmentPattern" && key === "left") ||
      parent.type === "TSParameterProperty";
    if (isDeclared) names.add(nameOf(node));
  });
  return names;
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === "string" ? node.name : "";
}
