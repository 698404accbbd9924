// Which setting a key of the command line or of `sweep:` means, or why it means none.
// Why ends of keys are enough: nobody wants to type training.learning_rate, and most ends mean one setting.

import { nearestWord } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import type { Problem } from "../source/problem.ts";
import { isOneOf, type NamedSetting, NUMBER_SETTINGS } from "./named_setting.ts";

/** Names offered at once. */
const OFFERED = 6;

/**
 * The setting that a key means, which is a full dotted path or the end of exactly one; or why it means none.
 *
 * A target's shift, scale and unit are named with it, and so are the file of the queries and what holds rows out: `shift`
 * alone is that of a feature, `file` that of the rows, `seed` that of the start.
 */
export function findSetting(
  settings: readonly NamedSetting[],
  key: string,
): NamedSetting | Unmeant {
  const exact = settings.find((setting) => setting.key === key);
  if (exact !== undefined) return exact;
  const matches = primary(settings.filter((setting) => setting.key.endsWith(`.${key}`)));
  if (matches.length === 1) return matches[0];
  return matches.length > 1 ? severalMeant(matches, key, settings) : noneMeant(settings, key);
}

/** Why a key means no setting. */
type Unmeant = Required<Pick<Problem, "message" | "hint">>;

function severalMeant(
  matches: readonly NamedSetting[],
  key: string,
  settings: readonly NamedSetting[],
): Unmeant {
  const shown = matches.slice(0, OFFERED).map((setting) => clip(setting.key)).join(" or ");
  const more = shortestName(matches[0].key, settings);
  return {
    message: `${clip(key)} could mean ${shown}`,
    hint: `write more of the path, for example ${clip(more)}`,
  };
}

function noneMeant(settings: readonly NamedSetting[], key: string): Unmeant {
  const inside = primary(settings.filter((setting) => `.${setting.key}`.includes(`.${key}.`)));
  if (inside.length > 0) {
    const names = inside.slice(0, OFFERED).map(({ key: full }) =>
      clip(full.slice(`.${full}`.indexOf(`.${key}.`)))
    );
    return { message: `${clip(key)} holds several settings`, hint: `name one of them: ${names.join(", ")}` };
  }
  const last = key.slice(key.lastIndexOf(".") + 1);
  const sameElsewhere = settings.find(({ alsoCalled = [] }) => isOneOf(last, alsoCalled));
  const hint = indexHint(settings, key) ??
    (sameElsewhere !== undefined
      ? `did you mean ${sameElsewhere.key}?`
      : NUMBER_SETTINGS.includes(key)
      ? "only a target of numbers has a unit, a shift and a scale"
      : nearHint(settings, key));
  return { message: `there is no setting ${clip(key)}`, hint };
}

/** The way out where a key names a column or a query by its index; undefined for any other key. */
function indexHint(settings: readonly NamedSetting[], key: string): string | undefined {
  const byIndex = /^(?:dataset\.)?(features|targets|queries)(?:\[(\d+)\]|\.(\d+))\.(.+)$/.exec(key);
  if (byIndex === null) return undefined;
  const [, list, inBrackets, afterDot, rest] = byIndex;
  const prefix = list === "queries" ? "queries." : `dataset.${list}.`;
  const names = new Set(
    settings.flatMap(({ key: full }) =>
      full.startsWith(prefix) && full.endsWith(`.${rest}`)
        ? [full.slice(prefix.length, -rest.length - 1)]
        : []
    ),
  );
  const name = [...names][Number(inBrackets ?? afterDot)];
  const hint = "columns and queries go by their names";
  return name === undefined ? hint : `${hint}: ${clip(`${name}.${rest}`)}`;
}

/** The setting that is nearest to a key, where one is near: a key of so many steps is compared with as many last ones. */
function nearHint(settings: readonly NamedSetting[], key: string): string {
  const stepCount = key.split(".").length;
  const candidates = settings.map(({ key: full }) => full.split(".").slice(-stepCount).join("."));
  const nearest = nearestWord(key, candidates);
  if (nearest !== undefined) return `did you mean ${settings[candidates.indexOf(nearest)].key}?`;
  const sections = new Set(settings.map((setting) => setting.key.split(".")[0]));
  return `settings begin with ${[...sections].join(", ")}`;
}

/** The shortest end of a key that means it and no other setting. */
function shortestName(key: string, settings: readonly NamedSetting[]): string {
  const steps = key.split(".");
  for (let from = steps.length - 1; from > 0; from--) {
    const name = steps.slice(from).join(".");
    const found = settings.filter((setting) => setting.key.endsWith(`.${name}`));
    if (found.length === 1) return name;
  }
  return key;
}

/** Settings without those that must be named with what they belong to, where there are others. */
function primary(settings: readonly NamedSetting[]): readonly NamedSetting[] {
  const others = settings.filter(({ key }) => !SECONDARY.some((start) => key.startsWith(start)));
  return others.length > 0 ? others : settings;
}

const SECONDARY = ["dataset.target", "dataset.validation.", "queries.file"] as const;
