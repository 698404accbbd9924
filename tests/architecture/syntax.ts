// TypeScript as a tree, so that the rules look at code and never at comments, strings or templates.
// Why a parser and not a search for words: `exp` in a sentence is fine, `Math["exp"]` is not.

import { parse } from "npm:@babel/parser@7.29.14";

/** Any node of the tree. */
export interface SyntaxNode {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [key: string]: unknown;
}

/**
 * The tree of a TypeScript text.
 *
 * @param file by its ending: only `.tsx` has elements, which look like old casts of types.
 */
export function parseTypeScript(text: string, file = "x.ts"): SyntaxNode {
  const { program } = parse(text, {
    sourceType: "module",
    plugins: ["typescript", "explicitResourceManagement", ...(file.endsWith(".tsx") ? ["jsx" as const] : [])],
  });
  return program as unknown as SyntaxNode;
}

/** Visits every node below a node, parents first, with the parent and the key under which it hangs there. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | null, key: string) => void,
  parent: SyntaxNode | null = null,
  key = "",
): void {
  visit(node, parent, key);
  for (const [childKey, child] of Object.entries(node)) {
    if (childKey.endsWith("omments") || childKey === "loc") continue;
    for (const item of Array.isArray(child) ? child : [child]) {
      if (isNode(item)) walk(item, visit, node, childKey);
    }
  }
}

/** Whether a value of the tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null &&
    typeof (value as { type?: unknown }).type === "string";
}

/** Stands for a module whose name only shows at run time. */
export const COMPUTED = "a computed module name";

/** What a file imports, exports from, imports for its types or loads later: every module it names. */
export function specifiersOf(program: SyntaxNode): readonly string[] {
  const specifiers: string[] = [];
  walk(program, (node) => {
    const source = node.type === "TSImportType"
      ? node.argument
      : node.type === "ImportExpression" || /^(Import|Export)(All|Named)?Declaration$/.test(node.type)
      ? node.source
      : node.type === "CallExpression" && isNode(node.callee) && node.callee.type === "Import"
      ? (node.arguments as unknown[])[0]
      : undefined;
    if (!isNode(source)) return;
    specifiers.push(source.type === "StringLiteral" ? String(source.value) : COMPUTED);
  });
  return specifiers;
}
