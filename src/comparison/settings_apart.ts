// Which settings tell results apart: those that someone chose differently, and no more of them than a person reads.
// Why some are left out: beside another optimizer a dozen numbers are others, of which nobody chose one. Why queries may
// be one setting: hundreds from a file, told cell by cell, would bury all else.

import { configOf, type JsonValue } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { differingKeys, type SettingList, settingListOf } from "../experiment/setting_list.ts";
import { followsFrom } from "../experiment/stated.ts";
import { listed } from "../text/words.ts";
import { shortKeys } from "./comparison_names.ts";
import { areSameRows, isRowsKey } from "./rows_apart.ts";

/** What tells results apart. */
export interface SettingsApart {
  /** Full dotted keys; `queries` for all queries where too much differs in them to be told cell by cell. */
  readonly keys: readonly string[];
  /** One value for each of the keys, one list for each result; null where it has no such setting. */
  readonly values: readonly (readonly (JsonValue | null)[])[];
  /** Keys that differ only because one of `keys` does: foreign beside it, or what it is by default. */
  readonly following: readonly string[];
}

/** Names that a note gives. */
const MOST_NAMES = 12;

/** Which settings differ without having been chosen, after those that were; null where there are none. */
export function followingNote(following: readonly string[]): string | null {
  if (following.length === 0) return null;
  return `not listed, since they follow from these: ${listed(shortKeys(following, []), MOST_NAMES)}`;
}

/** So many settings of queries are told one by one: four queries with two features. */
const MOST_QUERY_KEYS = 12;

/** The key under which all queries stand as one list. */
const QUERIES = "queries";

/** What a setting that a sweep varies reads: it has no single value, and the key `sweep` says how. */
const SWEPT = "swept";

/**
 * The settings that are not the same in all results.
 *
 * @param experiments one for each result.
 * @param isDeciding for each result whether a setting that it alone has otherwise is listed.
 */
export function settingsApart(
  experiments: readonly Experiment[],
  isDeciding: readonly boolean[],
): SettingsApart {
  const written = experiments.map(settingListOf);
  const lists = experiments.map(withSwept(written));
  const deciding = lists.map((_, index) => index).filter((index) => isDeciding[index]);
  const differing = deciding.length === 0 ? [] : differingKeys(deciding.map((index) => lists[index])).filter(
    (key) => !isRowsKey(key) || !areSameRows(deciding.map((index) => lists[index].get(key) ?? null)),
  );
  const following = differing.filter((key) =>
    deciding.every((index) =>
      lists[index].get(key) === written[index].get(key) && followsFrom(key, written[index], differing)
    )
  );
  const keys = withQueriesAsOne(differing.filter((key) => !following.includes(key)));
  return {
    keys,
    values: lists.map((list, index) =>
      keys.map((key) => key === QUERIES ? configOf(experiments[index]).queries : list.get(key) ?? null)
    ),
    following,
  };
}

function withSwept(written: readonly SettingList[]): (experiment: Experiment, index: number) => SettingList {
  return ({ sweep }, index) => {
    const settings = new Map(written[index]);
    for (const { key } of sweep?.axes.flat() ?? []) settings.set(key, SWEPT);
    return settings;
  };
}

/** The keys with one for all queries in place of many. */
function withQueriesAsOne(keys: readonly string[]): readonly string[] {
  const isOfQuery = (key: string): boolean => /^queries[. ]/.test(key);
  const first = keys.findIndex(isOfQuery);
  if (keys.filter(isOfQuery).length <= MOST_QUERY_KEYS) return keys;
  return [...keys.slice(0, first), QUERIES, ...keys.slice(first).filter((key) => !isOfQuery(key))];
}
