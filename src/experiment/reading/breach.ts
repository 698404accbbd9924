// Checks plain values against the kinds of their settings, and reports every breach: the key, what is wanted, what was
// found, and a way out.
// What must hold: one mistake is reported once; a key that is missing because it is misspelt is one mistake.

import * as v from "npm:valibot@1.5.0";
import { lookAlikeWords } from "../../text/look_alike.ts";
import { nearestWord, suggestion } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { insteadOf, isMapping, type Kind, type Setting } from "../kind.ts";
import { LIMITS } from "../limits.ts";
import { EXPERIMENT } from "../settings.ts";
import type { Place, Problem } from "../source/problem.ts";
import { leftOffHint } from "./left_off.ts";
import { isOneOf, keysOfKind, mappingAt } from "./named_setting.ts";
import { nodeAt, placer, Plain, type TreeNode, type TreePath, valueOf } from "../source/yaml_tree.ts";

/** A value that its setting refuses. */
export interface Breach {
  readonly path: TreePath;
  /** What is wanted at the path; null for a key that its mapping does not know. */
  readonly kind: Kind | null;
}

/** A plain value (see `valueOf`) as its kind reads it, or where it breaches its kind. */
export function check<Value>(
  kind: Kind<Value>,
  value: unknown,
): { readonly value: Value } | { readonly breaches: readonly Breach[] } {
  const result = v.safeParse(kind.schema, value);
  if (result.success) return { value: result.output };
  // A value that is refused for several reasons is one mistake.
  const paths = new Map<string, TreePath>();
  for (const { path = [] } of result.issues) {
    const steps = path.map(({ key }) => key as string | number);
    paths.set(JSON.stringify(steps), steps);
    if (paths.size > LIMITS.problems) break;
  }
  return { breaches: [...paths.values()].map((path) => ({ path, kind: kindAt(kind, path, value) })) };
}

/** The kind that the value at a path is meant to be of; null where a mapping does not know a key on the way. */
function kindAt(kind: Kind, path: TreePath, value: unknown): Kind | null {
  const meant = kind.choices?.find((choice) => choice.isMeantBy(value)) ?? kind;
  if (path.length === 0) return meant;
  const [step, ...rest] = path;
  const inner = isMapping(value) || Array.isArray(value)
    ? (value as Readonly<Record<string | number, unknown>>)[step]
    : undefined;
  if (meant.keys === undefined) return kindAt(meant.item!, rest, inner);
  return Object.hasOwn(meant.keys, step) ? kindAt(meant.keys[step].kind, rest, inner) : null;
}

/** The problems of the breaches of an experiment file. */
export function breachProblems(breaches: readonly Breach[], root: TreeNode): readonly Problem[] {
  const misspelt = new Set(
    breaches.flatMap(({ path, kind }) => kind === null ? meantBy(path, nodeAt(root, path)) : []),
  );
  const placeOf = placer(root);
  return breaches.flatMap(({ path, kind }): readonly Problem[] => {
    if (kind === null) {
      const message = `there is no key ${shown(path)}`;
      const key = String(path.at(-1));
      const bare = bareKey(key, Object.keys(settingsAt(path.slice(0, -1))), isNothing(nodeAt(root, path)));
      const hint = bare === undefined ? unknownKeyHint(key, path.slice(0, -1)) : colonHint(bare, key);
      return [{ code: "unknown_key", place: placeOf(path, "key"), message, hint }];
    }
    const node = nodeAt(root, path);
    if (node !== undefined) return [valueProblem(path, kind, node, placeOf(path))];
    if (misspelt.has(dotted(path))) return [];
    const message = `${shown(path)} is missing: it must be ${kind.wanted}`;
    return [{ code: "missing", place: placeOf(path, "key"), message }];
  });
}

/** The path that is probably meant by a misspelt one, or by one of another tool, if any. */
function meantBy(path: TreePath, node: TreeNode | undefined): readonly string[] {
  const key = String(path.at(-1));
  const settings = settingsAt(path.slice(0, -1));
  const meant = bareKey(key, Object.keys(settings), isNothing(node)) ??
    nearestWord(tightColon(key) === null ? key : key.split(":")[0], Object.keys(settings)) ??
    calledSo(settings, key);
  return meant === undefined ? [] : [dotted([...path.slice(0, -1), meant])];
}

/** The setting that other tools call so, if any. */
function calledSo(settings: Readonly<Record<string, Setting>>, key: string): string | undefined {
  return Object.entries(settings).find(([, { alsoCalled = [] }]) => isOneOf(key, alsoCalled))?.[0];
}

function valueProblem(path: TreePath, kind: Kind, node: TreeNode, place: Place): Problem {
  const key = path.length === 0 ? "the file" : shown(path);
  const found = clip(isNothing(node) ? "" : node.place.source.text.slice(node.place.start, node.place.end));
  const { message, hint } = refusal(kind, valueOf(node), found);
  const where = place.source.isArgument === true ? "argument" : "file";
  return {
    code: "wrong_value",
    place,
    message: `${key} ${message}`,
    hint: hint ?? leftOffHint(dotted(path), found, where),
  };
}

function isNothing(node: TreeNode | undefined): boolean {
  return node?.kind === "scalar" && node.value instanceof Plain && node.value.text === "";
}

/** What to say about a value that its kind refuses, without its key: `must be a number: found x`. */
export function refusal(kind: Kind, value: unknown, foundText: string): Pick<Problem, "message" | "hint"> {
  const instead = kind.wantedInstead?.(value);
  const size = Array.isArray(value) ? value.length : isMapping(value) ? Object.keys(value).length : undefined;
  const found = instead === undefined ? foundText : size ?? foundText;
  return { message: `must be ${instead ?? kind.wanted}: found ${found}`, hint: hintFor(kind, value) };
}

function hintFor(kind: Kind, value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (kind.isMeantBy(value)) return undefined;
    if (kind.json.type === "object") return kind.listHint ?? "write key: value without dashes or brackets";
    if (value.length < 2) return "write it without brackets";
    return kind.reach === "swept"
      ? "write one value here, or several under sweep:"
      : "write one value, without brackets";
  }
  if (isMapping(value)) {
    const isList = [kind, ...kind.choices ?? []].some(({ json }) => json.type === "array");
    return isList ? "write a list: begin each item with a dash" : undefined;
  }
  const text = value instanceof Plain ? value.text : String(value);
  if (text === "") return "give it a value, or remove the key";
  // Right but for a mark at its end, or for a comment that is none.
  const rest = text.replace(/\s*(?:[;,]|(?:#|\/\/|\s;).*)$/, "");
  if (rest !== text && value instanceof Plain && "value" in check(kind, new Plain(rest))) {
    return `write ${clip(rest)}`;
  }
  const hint = kind.hint?.(text, typeof value === "string") ?? commasHint(kind, text);
  if (hint !== undefined || typeof value === "string") return hint;
  const bare = bareKey(text, Object.keys(keysOfKind(kind)), true);
  return bare === undefined ? undefined : colonHint(bare, text);
}

/** The way out where several values have another mark between them than a comma. */
function commasHint(kind: Kind, text: string): string | undefined {
  const values = text.split(/\s*[;\uff0c\uff1b]\s*/);
  const areValues = values.length > 1 && values.every((value) => "value" in check(kind, new Plain(value)));
  return areValues ? `write commas between them: ${clip(values.join(","))}` : undefined;
}

/** A path in a message, with the names that the user chose shortened. */
function shown(path: TreePath): string {
  return dotted(path.map((step) => typeof step === "number" ? step : clip(step)));
}

/** A path as people write it: `dataset.rows[2].weight`. */
export function dotted(path: TreePath): string {
  return path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
}

function unknownKeyHint(key: string, path: TreePath): string | undefined {
  const cut = cutNumber(key);
  if (cut !== null) return cut;
  const tight = tightColon(key);
  if (tight !== null) return tight;
  const own = calledSo(settingsAt(path), key);
  if (own !== undefined) return `did you mean ${own}?`;
  const instead = insteadOf(key, mappingAt(path).elsewhere);
  if (instead !== undefined) return instead;
  const allHomes = homesOf((name) => name === key, EXPERIMENT, []);
  // What validation has as well is most likely meant to be where it is always needed.
  const others = allHomes.filter((home) => home[1] !== "validation" || home.length < 3);
  const homes = others.length > 0 ? others : allHomes;
  if (homes.length === 1) return `it belongs in ${homes[0].slice(0, -1).join(".")}: ${homes[0].join(".")}`;
  const [elsewhere] = homesOf((_, { alsoCalled = [] }) => isOneOf(key, alsoCalled), EXPERIMENT, []);
  if (elsewhere !== undefined) return `did you mean ${elsewhere.join(".")}?`;
  const known = Object.keys(settingsAt(path));
  if (path.length > 0 || nearestWord(key, known) !== undefined) return suggestion(key, known);
  // At the top, a misspelt setting may also have lost its section.
  const settings = known.flatMap((section) =>
    Object.keys(settingsAt([section])).map((name) => [section, name] as const)
  );
  const nearest = nearestWord(key, settings.map(([, name]) => name));
  const meant = settings.find(([, name]) => name === nearest);
  return meant === undefined ? suggestion(key, known) : `did you mean ${meant.join(".")}?`;
}

/** The way out where a key is what a comma cut off a number, as `5` of `1,5`; null for any other key. */
export function cutNumber(key: string): string | null {
  return /^\d+$/.test(key) ? "a number must not have commas between its digits" : null;
}

/** The way out where a key and its value have no blank between them, or one that is none; null for any other key. */
export function tightColon(key: string): string | null {
  const tight = /^([^:\s]+):([^: ].*)$/.exec(key);
  if (tight === null) return null;
  const [, name, value] = tight;
  const alike = lookAlikeWords(value[0]);
  if (alike !== undefined) return `${alike.message}: ${alike.hint}`;
  return /^\s/.test(value) ? null : `write a blank after the colon: ${clip(name)}: ${clip(value)}`;
}

/**
 * The known key without its colon that another one begins with, as weight in `weight 133`, `weight=133` and `weight：133`;
 * undefined for any other.
 */
export function bareKey(key: string, known: readonly string[], isEmpty: boolean): string | undefined {
  const mark = isEmpty ? /^ |^\s*[=\uff1a]/ : /^ +[[{]|^\s*[=\uff1a]/;
  return known.find((name) => key.startsWith(name) && mark.test(key.slice(name.length)));
}

/** The way out where a key has lost its colon. @param found the key with what it was read together with. */
export function colonHint(key: string, found: string): string {
  const [, mark, value] = /^\s*([=\uff1a])\s*(.*)$/s.exec(found.slice(key.length)) ?? [];
  if (value === undefined) return `write a colon after ${clip(key)}`;
  // Of what is in brackets, or of several lines, the key is not all that was found.
  if (/^[^\s[{]+$/.test(value)) {
    return `write ${clip(key)}: ${clip(value)}${mark === "=" ? "" : `, with a usual colon for ${mark}`}`;
  }
  return `write a colon for ${mark}`;
}

/** The settings of the mapping at a path; none where the user chooses its keys (rows, classes). */
function settingsAt(path: TreePath): Readonly<Record<string, Setting>> {
  return keysOfKind(mappingAt(path));
}

/** The paths of all settings that meet a condition; the file of the queries has the same as that of the rows. */
function homesOf(
  isMeant: (name: string, setting: Setting) => boolean,
  kind: Kind,
  path: readonly string[],
): readonly (readonly string[])[] {
  return Object.entries(keysOfKind(kind)).flatMap(([name, setting]) => [
    ...(isMeant(name, setting) ? [[...path, name]] : []),
    ...(name === "queries" ? [] : homesOf(isMeant, setting.kind, [...path, name])),
  ]);
}
