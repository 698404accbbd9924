// Decides what an experiment learns: numbers, coded classes, or classes with an output each.
// Why with the rows at hand: `classes: all` takes the labels that they have, and labels in a column of numbers are one
// mistake, not one a row.

import { classLabelsOf, type Target, targetNamesOf } from "../../dataset/dataset.ts";
import { withoutQuotes, withoutQuotesHint } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import { listed } from "../../text/words.ts";
import { isLabel, LABEL_WANTED, labelHint } from "../label.ts";
import { LIMITS } from "../limits.ts";
import type { Draft } from "../settings.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { isEmpty, labelsIn } from "./labels.ts";
import type { Records } from "./records.ts";
import { columnOf, rejectDoubled, rejectReserved } from "./bind_features.ts";

type DraftTarget = NonNullable<Draft["dataset"]["target"]>;

const CLASSES = ["dataset", "target", "classes"] as const;

/** What numbers may have, and classes have not. */
const OF_NUMBERS = ["unit", "shift", "scale"] as const;

/** The rows whose target is decided. */
export interface TargetRows {
  readonly records: Records;
  /** Whether some are missing because they were refused. */
  readonly areRowsRefused: boolean;
}

/**
 * The target of a dataset; null where it has none, or where it is not clear which columns it has. Where only its classes are
 * mistaken, rows can still be held to those that there are.
 */
export function resolveTarget(
  { target, targets }: Draft["dataset"],
  rows: TargetRows,
  placeOf: Placer,
  list: ProblemList,
): Target | null {
  const countBefore = list.problems.length;
  if (target !== undefined && targets !== undefined) {
    const place = placeOf(["dataset", "targets"], "key");
    list.report(
      "duplicate",
      place,
      "dataset must have a target or targets: found both",
      "keep one of the two",
    );
  }
  if (target !== undefined) {
    rejectReserved(target.name, "dataset.target.name", placeOf(["dataset", "target", "name"]), list);
    if (list.problems.length > countBefore) return null;
    return target.classes === undefined
      ? { kind: "numbers", columns: [columnOf(target.name, target)] }
      : classTarget(target, rows, placeOf, list);
  }
  if (targets === undefined) return null;
  const base = ["dataset", "targets"];
  const named = targets.map(({ name }, index) => ({ name, path: [...base, index, "name"] }));
  rejectDoubled(named, base, placeOf, list);
  if (list.problems.length > countBefore) return null;
  return { kind: "numbers", columns: targets.map((column) => columnOf(column.name, column)) };
}

/**
 * The target as it is most likely meant: labels in its column of numbers are reported once, and then read as classes.
 *
 * @param target without a mistake.
 */
export function withLabels(
  target: Target | null,
  records: Records,
  placeOf: Placer,
  list: ProblemList,
): Target | null {
  if (target?.kind !== "numbers" || target.columns.length > 1) return target;
  const [column] = target.columns;
  const { name } = column;
  const labels = labelsIn(records, name, isWord);
  if (labels === null || labels.length < 2) return target;
  const message = `dataset.target.classes is missing: column ${clip(name)} holds labels`;
  // A hint is whole, so that it can be written as it stands.
  const named = `[${labels.join(", ")}]`;
  const isShort = labels.length <= SUGGESTED && named.length <= SUGGESTED_LENGTH;
  const plain = columnOf(name, {});
  const given = OF_NUMBERS.filter((key) => column[key] !== plain[key]);
  const inPlace = given.length === 0 ? "" : ` in place of ${listed(given)}`;
  const hint = `add classes: ${isShort ? named : "all"}${inPlace}`;
  list.report("missing", placeOf(["dataset", "target"]), message, hint);
  return { kind: "classes", name, labels };
}

/** Labels that are suggested one by one, and their length together. */
const SUGGESTED = 8;
const SUGGESTED_LENGTH = 80;

/** Whether a text is a word, and not a number that was mistyped: no mark or digit begins it, and YAML reads it as it is. */
function isWord(text: string): boolean {
  return /^[^\s!-@[-`{-~][^,:#[\]{}"'&*]*$/.test(text);
}

function classTarget(
  target: DraftTarget,
  rows: TargetRows,
  placeOf: Placer,
  list: ProblemList,
): Target | null {
  const { name, classes } = target;
  for (const key of OF_NUMBERS) {
    if (target[key] === undefined) continue;
    const message = `dataset.target.${key} must not be given: classes have no ${key}`;
    list.report("not_allowed", placeOf(["dataset", "target", key], "key"), message, "remove it");
  }
  if (classes === "all") return allClasses(name, rows, placeOf, list);
  const read: Target = Array.isArray(classes)
    ? { kind: "classes", name, labels: listedClasses(classes, placeOf, list) }
    : codedTarget(name, classes as Readonly<Record<string, number>>, placeOf, list);
  return reportQuoted(read, rows.records, placeOf, list) ? null : read;
}

/**
 * Reports classes in quotes that are none to YAML, as in [„F“, „M“], where the rows have them without.
 *
 * @returns whether there are any: then each row would seem to be of no class.
 */
function reportQuoted(target: Target, records: Records, placeOf: Placer, list: ProblemList): boolean {
  const classes = classLabelsOf(target);
  const quoted = classes.filter((label) => !classes.includes(withoutQuotes(label)));
  const labels = quoted.length === 0 ? [] : labelsIn(records, targetNamesOf(target)[0]) ?? [];
  const wrong = quoted.filter((label) => labels.includes(withoutQuotes(label)) && !labels.includes(label));
  for (const label of wrong) {
    const place = placeOf([...CLASSES, target.kind === "coded" ? label : classes.indexOf(label)], "key");
    const message = `dataset.target.classes must be those of the rows: found ${clip(label)}`;
    list.report("wrong_value", place, message, withoutQuotesHint(withoutQuotes(label)));
  }
  return wrong.length > 0;
}

function listedClasses(labels: readonly string[], placeOf: Placer, list: ProblemList): readonly string[] {
  labels.forEach((label, index) => {
    if (labels.indexOf(label) === index) return;
    const message = `dataset.target.classes must have different names: found ${clip(label)} twice`;
    list.report("duplicate", placeOf([...CLASSES, index]), message, "remove one of the two");
  });
  return labels;
}

/** The classes that the rows have, by first appearance. */
function allClasses(
  name: string,
  { records, areRowsRefused }: TargetRows,
  placeOf: Placer,
  list: ProblemList,
): Target | null {
  const place = placeOf(CLASSES);
  if (records.isLost) return null;
  if (records.count === 0) {
    const message = "dataset.target.classes must not be all: there are no rows";
    list.report("wrong_value", place, message, "list the classes, such as [setosa, versicolor]");
    return null;
  }
  // A column that no row has is reported with the columns.
  const labels = labelsIn(records, name) ?? [];
  // A row without its label is a mistake of that row, which may be of another class.
  if (labels.length === 1 && !areRowsRefused && hasAllLabels(records, name)) {
    const message = `dataset.target.classes must find at least 2 classes in the rows: found ${
      clip(labels[0])
    } alone`;
    list.report("wrong_value", place, message, "add rows of another class, or list the classes");
  }
  if (labels.length > LIMITS.classes) {
    const message =
      `dataset.target.classes must find at most ${LIMITS.classes} classes in the rows: found ${labels.length}`;
    list.report("too_large", place, message, "leave classes out where the column holds numbers");
  }
  const wrong = labels.find((label) => !isLabel(label));
  if (wrong !== undefined) {
    const message = `dataset.target.classes must have names of ${LABEL_WANTED}: found ${clip(wrong)}`;
    list.report("wrong_value", place, message, labelHint(wrong));
  }
  return { kind: "classes", name, labels };
}

function hasAllLabels(records: Records, column: string): boolean {
  const reader = records.reader(column);
  return Array.from({ length: records.count }, (_, index) => reader.textOf(index)).every((text) =>
    text !== undefined && !isEmpty(text, records)
  );
}

function codedTarget(
  name: string,
  numbers: Readonly<Record<string, number>>,
  placeOf: Placer,
  list: ProblemList,
): Target {
  const classes = Object.entries(numbers).map(([label, value]) => ({ label, value }));
  const seen = new Set<number>();
  for (const { label, value } of classes) {
    if (!isLabel(label)) {
      const message = `dataset.target.classes must have names of ${LABEL_WANTED}: found ${clip(label)}`;
      list.report("wrong_value", placeOf([...CLASSES, label], "key"), message, labelHint(label));
    }
    if (seen.has(value)) {
      const message = `dataset.target.classes must have different numbers: found ${value} twice`;
      list.report("duplicate", placeOf([...CLASSES, label]), message, "give each class its own number");
    }
    seen.add(value);
  }
  // The hash of an experiment does not see the order of keys, so the order must not matter.
  return { kind: "coded", name, classes: classes.toSorted((left, right) => left.value - right.value) };
}
