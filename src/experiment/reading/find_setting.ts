// Which setting a key of the command line or of `sweep:` means, or why it means none.
// Why ends of keys are enough: nobody wants to type training.learning_rate, and most ends mean one setting.

import { nearestWord } from "../../text/suggest.ts";
import { clip } from "../../text/visible_text.ts";
import { listed } from "../../text/words.ts";
import { insteadOf } from "../kind.ts";
import type { Problem } from "../source/problem.ts";
import { isOneOf, KEYS_OF_FILE, mappingAt, type NamedSetting, NUMBER_SETTINGS } from "./named_setting.ts";

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
  const matches = settingsMeant(settings, key);
  if (matches.length === 1) return matches[0];
  return matches.length > 1 ? severalMeant(matches, key, settings) : noneMeant(settings, key);
}

/** Those of some settings that a key may mean. */
export function settingsMeant<Setting extends Keyed>(
  settings: readonly Setting[],
  key: string,
): readonly Setting[] {
  const exact = settings.find((setting) => setting.key === key);
  return exact === undefined
    ? primary(settings.filter((setting) => setting.key.endsWith(`.${key}`)))
    : [exact];
}

/** What has the full key of a setting. */
interface Keyed {
  readonly key: string;
}

/** Why a key means no setting. */
type Unmeant = Required<Pick<Problem, "message" | "hint">>;

function severalMeant(
  matches: readonly NamedSetting[],
  key: string,
  settings: readonly NamedSetting[],
): Unmeant {
  const shown = matches.slice(0, OFFERED).map((setting) => clip(setting.key));
  if (matches.length > OFFERED) shown.push(`${matches.length - OFFERED} more`);
  const more = shortestName(matches[0].key, settings);
  return {
    message: `${clip(key)} could mean ${shown.join(" or ")}`,
    hint: `write more of the path, for example ${clip(more)}`,
  };
}

function noneMeant(settings: readonly NamedSetting[], key: string): Unmeant {
  const inside = primary(settings.filter((setting) => `.${setting.key}`.includes(`.${key}.`)));
  if (inside.length > 0) {
    const names = inside.map(({ key: full }) => clip(full.slice(`.${full}`.indexOf(`.${key}.`))));
    return {
      message: `${clip(key)} holds several settings`,
      hint: `name one of them: ${listed(names, OFFERED)}`,
    };
  }
  const ofFile = KEYS_OF_FILE.find((full) => `.${full}`.endsWith(`.${key}`));
  if (ofFile !== undefined) {
    return { message: `${ofFile} is set in the file alone`, hint: "change it there" };
  }
  return {
    message: `there is no setting ${clip(key)}`,
    hint: indexHint(settings, key) ?? unknownHint(settings, key),
  };
}

/** The way out where a key means no setting. */
function unknownHint(settings: readonly NamedSetting[], key: string): string {
  const last = lastStep(key);
  const ofLayers = settings.filter(({ path }) => path[1] === "layers");
  const layer = LAYER_KEY.exec(key)?.[1];
  if (layer !== undefined && ofLayers.length > 0) return layerHint(ofLayers, layer, last);
  const same = calledElsewhere(settings, key);
  if (same !== undefined) return `did you mean ${same.key}?`;
  if (NUMBER_SETTINGS.includes(key)) return "only a target of numbers has a unit, a shift and a scale";
  for (const setting of settings) {
    const instead = insteadBeside(setting, last);
    if (instead !== undefined) return instead;
  }
  const near = elsewhereHint(settings, key) ?? nearHint(settings, key);
  if (near !== undefined) return near;
  const sections = new Set(settings.map(({ key: full }) => full.split(".")[0]));
  return `settings begin with ${[...sections].join(", ")}`;
}

/** The key of a setting of a layer: `conv1.filters`. */
const LAYER_KEY = /^(?:network\.)?(?:layers\.)?((?:conv|maxpool|dense|rnn)\d+)\.[^.]+$/;

/** The way out where a layer is not there, or has no such setting. */
function layerHint(ofLayers: readonly NamedSetting[], layer: string, last: string): string {
  const layerOf = (key: string): string => key.split(".")[2];
  const own = ofLayers.filter(({ key }) => layerOf(key) === layer);
  if (own.length === 0) {
    return `the layers are ${[...new Set(ofLayers.map(({ key }) => layerOf(key)))].join(", ")}`;
  }
  const same = calledElsewhere(own, last);
  if (same !== undefined) return `did you mean ${same.key}?`;
  return insteadBeside(own[0], last) ?? nearHint(own, last) ??
    `${layer} has ${own.map(({ key }) => lastStep(key)).join(", ")}`;
}

/** The setting that other tools call like the last step of a key, if any; one of the key's own section before others. */
function calledElsewhere(settings: readonly NamedSetting[], key: string): NamedSetting | undefined {
  const called = settings.filter(({ alsoCalled = [] }) => isOneOf(lastStep(key), alsoCalled));
  const section = key.slice(0, -lastStep(key).length);
  return called.find((setting) => `.${setting.key}`.includes(`.${section}`)) ?? called[0];
}

function lastStep(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
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

/** The setting that is nearest to a key, where one is near: a key of so many steps is compared with as many last ones, step by step. */
function nearHint(settings: readonly NamedSetting[], key: string): string | undefined {
  const steps = key.split(".");
  const candidates = settings.map((setting) => ({
    setting,
    end: setting.key.split(".").slice(-steps.length),
  })).filter(({ end }) =>
    steps.every((step, at) => at < end.length && nearestWord(step, [end[at]]) === end[at])
  );
  const nearest = nearestWord(key, candidates.map(({ end }) => end.join(".")));
  if (nearest === undefined) return undefined;
  const near = candidates.filter(({ end }) => end.join(".") === nearest).map(({ setting }) => setting);
  return `did you mean ${primary(near)[0].key}?`;
}

/** The one setting that is called as the last step of a key, in whatever section the key looks for it. */
function elsewhereHint(settings: readonly NamedSetting[], key: string): string | undefined {
  const found = primary(settings.filter(({ key: full }) => lastStep(full) === lastStep(key)));
  return found.length === 1 ? `did you mean ${found[0].key}?` : undefined;
}

/** What to do instead of what another tool has among the settings of a mapping, any of which names it. */
function insteadBeside({ path }: NamedSetting, name: string): string | undefined {
  return insteadOf(name, mappingAt(path.slice(0, -1)).elsewhere);
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
function primary<Setting extends Keyed>(settings: readonly Setting[]): readonly Setting[] {
  const others = settings.filter(({ key }) => !SECONDARY.some((start) => key.startsWith(start)));
  return others.length > 0 ? others : settings;
}

const SECONDARY = ["dataset.target", "dataset.validation.", "queries.file"] as const;
