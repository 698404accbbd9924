// The kinds of values that a setting may have. A kind says how a value is read, what messages ask for, how an editor
// describes it, and what to do about a value that is refused.
// What must not change: a plain scalar is read by its kind (see `Plain`), never by the look of its text.

import * as v from "npm:valibot@1.5.0";
import { nearestWord } from "../text/suggest.ts";
import { isRoundedInteger, numberHint, numberOf } from "./source/plain_number.ts";
import { Plain, textIn } from "./source/yaml_tree.ts";

/** A JSON Schema, as far as this program looks into one. */
export interface JsonSchema {
  /** The schema of each key of an object. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** The schema of a list's items. */
  readonly items?: JsonSchema;
  /** Any other keyword, such as `description` or `examples`. */
  readonly [key: string]: unknown;
}

/**
 * Where a value may be given besides the experiment file: `swept` on the command line and, several at once, in a sweep;
 * `set` on the command line only; `text` likewise, but word for word, commas and brackets included; `file` nowhere.
 */
export type Reach = "swept" | "set" | "text" | "file";

/** What the value of a key may be. */
export interface Kind<Value = unknown> {
  /** Reads plain values (see `valueOf`). */
  readonly schema: v.GenericSchema<unknown, Value>;
  /** What it must be, in the user's terms. */
  readonly wanted: string;
  /** The same for a value that is nearly right: too long, or rounded. */
  readonly wantedInstead?: (value: unknown) => string | undefined;
  /** The way out of a refused scalar; `isQuoted` where it was in quotes. */
  readonly hint?: (text: string, isQuoted: boolean) => string | undefined;
  readonly json: JsonSchema;
  readonly reach: Reach;
  /** Whether a value is meant to be of this kind, rightly or not; for a choice between kinds. */
  readonly isMeantBy: (value: unknown) => boolean;
  /** The words that it may be. */
  readonly words?: readonly string[];
  /** The kind of each item of a list, or of each value of a mapping whose keys the user chooses. */
  readonly item?: Kind;
  /** What to do where a list stands in its place, for a mapping that has a better word than others. */
  readonly listHint?: string;
  /** The settings of a mapping. */
  readonly keys?: Readonly<Record<string, Setting>>;
  /** What other tools have in its place and this program has not, see `plainName`, with what to do instead. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** The kinds of which it must be one. */
  readonly choices?: readonly Kind[];
}

/** A key of a mapping, with everything that is known about it. */
export interface Setting<Value = unknown> {
  readonly kind: Kind<Value>;
  /** For people, in editors. */
  readonly description: string;
  readonly examples: readonly unknown[];
  /** Its value where the key is left out; `{}` for a mapping all of whose keys have a default. */
  readonly default?: unknown;
  readonly isRequired?: true;
  /** Settings, as dotted keys, that give way where the command line has this one, and are not swept along with it. */
  readonly rivals?: readonly string[];
  /** Younger than format 1: a config leaves it out where it has its default, and is of format 2 where it has not. */
  readonly isYoung?: true;
  /** The words that format 1 has for it, where it has younger values too. */
  readonly oldWords?: readonly string[];
  /** The words of another setting that it goes with: with any other word it is foreign. */
  readonly belongsTo?: Belonging;
  /** Another setting, a number, as a dotted key: where that is 0, nothing comes of this one. */
  readonly needs?: string;
  /** Another setting, as a dotted key, that decides what this one is where it is left out. */
  readonly defaultBy?: string;
  /** What other tools call it, in lower case. */
  readonly alsoCalled?: readonly string[];
}

/** To which words of which setting another one belongs. */
export interface Belonging {
  /** A dotted key: `training.optimizer`. */
  readonly key: string;
  readonly words: readonly string[];
  /** What else to do than to choose one of the words: `use l2`. */
  readonly instead?: string;
}

/** A name as it is looked up among those of other tools, which write one as `early_stopping`, `earlyStopping` or `early-stopping`. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** What to do instead of what another tool has; undefined for a name that none has. */
export function insteadOf(
  name: string,
  elsewhere: Readonly<Record<string, string>> = {},
): string | undefined {
  const plain = plainName(name);
  return Object.hasOwn(elsewhere, plain) ? elsewhere[plain] : undefined;
}

/** Whether a word is among those to which a setting belongs. */
export function isOwner({ words }: Belonging, word: unknown): boolean {
  return words.some((owner) => owner === word);
}

/** Whether nothing comes of a setting beside a value of another one: a word of others, or 0 where it needs more. */
export function isIdleBeside(
  { belongsTo, needs }: Pick<Setting, "belongsTo" | "needs">,
  key: string,
  value: unknown,
): boolean {
  return belongsTo?.key === key && !isOwner(belongsTo, value) || needs === key && value === 0;
}

/** Whether a plain value is a mapping; a `Plain` is an object too, but no mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Plain);
}

/** The number that a plain scalar stands for; its text, or any other value as it was, where it stands for none. */
function numberFrom(value: unknown): unknown {
  if (value === 0) return 0; // Also for -0: see plain_number.ts.
  return value instanceof Plain ? numberOf(value.text) ?? value.text : value;
}

const isNumber = (value: unknown): boolean => typeof numberFrom(value) === "number";

const isRounded = (value: unknown): boolean => value instanceof Plain && isRoundedInteger(value.text);

const withoutQuotes = (text: string, isQuoted: boolean): string | undefined =>
  isQuoted && numberOf(text) !== undefined ? "remove the quotes" : numberHint(text);

const NUMERIC = v.pipe(v.unknown(), v.transform(numberFrom), v.number());

/** What a number must be besides finite. */
export interface NumberBounds {
  readonly minimum?: number;
  /** It must be larger than this. */
  readonly above?: number;
  /** It must be smaller than this. */
  readonly below?: number;
  readonly not?: number;
}

/** A number; a whole number that a double would round is refused. */
export function number({ minimum, above, below, not }: NumberBounds = {}): Kind<number> {
  const bounds = [
    ...(minimum === undefined ? [] : [`of at least ${minimum}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(not === undefined ? [] : [`other than ${not}`]),
  ];
  const wanted = ["a number", bounds.join(" and ")].join(" ").trimEnd();
  return {
    schema: v.pipe(
      v.custom((value) => !isRounded(value)),
      NUMERIC,
      v.finite(),
      v.minValue(minimum ?? -Infinity),
      v.gtValue(above ?? -Infinity),
      v.ltValue(below ?? Infinity),
      v.notValue(not ?? NaN), // Nothing is NaN.
    ),
    wanted,
    wantedInstead: (value) => isRounded(value) ? `${wanted} that a 64-bit float holds exactly` : undefined,
    hint: (text, isQuoted) =>
      !isQuoted && isRoundedInteger(text)
        ? `it would be rounded to ${Number(text)}`
        : withoutQuotes(text, isQuoted),
    json: {
      type: "number",
      ...(minimum === undefined ? {} : { minimum }),
      ...(above === undefined ? {} : { exclusiveMinimum: above }),
      ...(below === undefined ? {} : { exclusiveMaximum: below }),
      ...(not === undefined ? {} : { not: { const: not } }),
    },
    reach: "swept",
    isMeantBy: isNumber,
  };
}

/** Up to three digits, a mark and three more: `1.000` is one to YAML, and a thousand to half of Europe. */
const MARKED = /^([-+]?[1-9]\d{0,2})([.,])(\d{3})$/;

/** A whole number without the mark before its thousands; any other text as it was. */
export function withoutMarks(text: string): string {
  return text.replace(MARKED, "$1$3");
}

const isMarked = (value: unknown): boolean => value instanceof Plain && MARKED.test(value.text);

/** A whole number from `minimum` to `maximum`. */
export function wholeNumber(
  minimum: number,
  maximum: number,
  elsewhere: Readonly<Record<string, string>> = {},
): Kind<number> {
  // A number that is offered must be one that is taken.
  const isTaken = (number: number | undefined): boolean =>
    number !== undefined && Number.isInteger(number) && number >= minimum && number <= maximum;
  return {
    schema: v.pipe(
      v.custom((value) => !isMarked(value)),
      NUMERIC,
      v.integer(),
      v.minValue(minimum),
      v.maxValue(maximum),
    ),
    wanted: `a whole number from ${minimum} to ${maximum}`,
    hint: (text, isQuoted) => {
      const instead = insteadOf(text, elsewhere);
      if (instead !== undefined) return instead;
      const marked = MARKED.exec(text);
      if (marked !== null) {
        const [, whole, mark, rest] = marked;
        const offers = [whole + rest, ...(mark === "." && rest === "000" ? [whole] : [])].filter((offer) =>
          isTaken(numberOf(offer))
        );
        return offers.length === 0 ? undefined : `write ${offers.join(", or ")}`;
      }
      const hint = withoutQuotes(text, isQuoted);
      const offered = numberOf(/[-+.\d]+$/.exec(hint ?? "")?.[0] ?? "");
      return offered === undefined || isTaken(offered) ? hint : undefined;
    },
    json: { type: "integer", minimum, maximum },
    reach: "swept",
    isMeantBy: isNumber,
  };
}

/** Exactly one number. */
export function onlyNumber<const Value extends number>(value: Value, wanted: string): Kind<Value> {
  return {
    schema: v.pipe(NUMERIC, v.literal(value)),
    wanted,
    hint: withoutQuotes,
    json: { type: "number", const: value },
    reach: "file",
    isMeantBy: isNumber,
  };
}

/** True or false. */
export function flag(): Kind<boolean> {
  const words = ["true", "false"];
  return {
    schema: v.pipe(v.unknown(), v.transform(flagFrom), v.boolean()),
    wanted: "true or false",
    hint: (text, isQuoted) =>
      isQuoted && words.includes(text)
        ? "remove the quotes"
        : /^(yes|on|1)$/i.test(text)
        ? "write true"
        : /^(no|off|0|none)$/i.test(text)
        ? "write false"
        : didYouMean(text, words),
    json: { type: "boolean" },
    reach: "swept",
    isMeantBy: (value) => typeof flagFrom(value) === "boolean",
  };
}

/** What a plain scalar says of a flag; any other value as it was. */
function flagFrom(value: unknown): unknown {
  if (!(value instanceof Plain)) return value;
  return value.text === "true" ? true : value.text === "false" ? false : value.text;
}

/**
 * One of a few words.
 *
 * @param elsewhere what other tools call them, in lower case and without `-` and `_`, with what to do here.
 */
export function word<const Word extends string>(
  words: readonly Word[],
  elsewhere: Readonly<Record<string, string>> = {},
): Kind<Word> {
  return {
    schema: v.pipe(v.unknown(), v.transform<unknown, unknown>(textIn), v.picklist(words)),
    wanted: words.length === 1 ? words[0] : `one of ${words.join(", ")}`,
    hint: (text) => {
      const instead = insteadOf(text, elsewhere);
      // Where there is only one word, the message itself says what to write.
      return instead ?? (words.length === 1 ? undefined : didYouMean(text, words));
    },
    json: { type: "string", enum: words },
    reach: "swept",
    isMeantBy: (value) => words.some((word) => word === textIn(value)),
    words,
  };
}

function didYouMean(text: string, words: readonly string[]): string | undefined {
  const nearest = nearestWord(text, words);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}

/** A text that meets a condition. */
export function text(
  isRight: (text: string) => boolean,
  wanted: string,
  hint: (text: string) => string | undefined,
  keywords: JsonSchema,
): Kind<string> {
  return {
    schema: v.pipe(v.unknown(), v.transform<unknown, unknown>(textIn), v.string(), v.check(isRight)),
    wanted,
    hint,
    // A name such as 2020 is a number to an editor and text to us.
    json: { type: ["string", "number"], ...keywords },
    reach: "text",
    isMeantBy: (value) => typeof value !== "object" || value instanceof Plain,
  };
}

/** Either of two kinds, each of which may be a choice itself; a value is checked against the one that it is meant to be. */
export function either<Left, Right>(
  left: Kind<Left>,
  right: Kind<Right>,
  wanted: string,
): Kind<Left | Right> {
  const choices = [left, right].flatMap((kind): readonly Kind[] => kind.choices ?? [kind]) as readonly Kind<
    Left | Right
  >[];
  const words = choices.flatMap((choice) => choice.words ?? []);
  return {
    schema: v.lazy((value) => choices.find((choice) => choice.isMeantBy(value))?.schema ?? v.never()),
    wanted,
    hint: (text, isQuoted) =>
      choices.find(({ item }) => item === undefined)?.hint?.(text, isQuoted) ?? didYouMean(text, words),
    json: { anyOf: choices.map(({ json }) => json) },
    reach: left.reach,
    isMeantBy: (value) => choices.some((choice) => choice.isMeantBy(value)),
    choices,
  };
}
