// What a command says that takes one result where a word means several: which there are, and what was set differently in each.
// Why the settings: ids tell nobody which run is which.

import { axesWords } from "../comparison/axes_words.ts";
import { settingTexts, shortKeys } from "../comparison/comparison_names.ts";
import { settingsApart } from "../comparison/settings_apart.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { FolderView } from "../host/folder_view.ts";
import { readConfig } from "../results/stored_config.ts";
import { quoted } from "../text/shell_word.ts";
import { visible } from "../text/visible_text.ts";

/** Results that are named where one has to be chosen. */
const MOST_NAMED = 12;
/** Of more results nobody waits for what each was asked. */
const MOST_READ = 50;
/** Settings that are named of each. */
const MOST_SETTINGS = 3;

/**
 * Lines that ask the user to name one of several results; what lies in a zip file has no name of its own there.
 *
 * @param wanted `runs` where a sweep would be refused: then it is not offered beside them.
 */
export async function nameOneOf(
  results: readonly FolderView[],
  wanted: "results" | "runs" = "results",
): Promise<readonly string[]> {
  const isKnown = results.length <= MOST_READ;
  const read = await Promise.all(
    results.map(async (result) => ({ result, experiment: isKnown ? await askedIn(result) : null })),
  );
  const runs = read.filter(({ experiment }) => experiment?.sweep === null);
  const offered = wanted === "runs" && runs.length > 0 ? runs : read;
  const shown = offered.slice(0, MOST_NAMED);
  const more = offered.length > shown.length ? [`and ${offered.length - shown.length} more`] : [];
  const name = offered.length === read.length
    ? "name one of"
    : offered.length === 1
    ? "name the only run among them"
    : `name one of the ${offered.length} runs among them`;
  const first = offered.every(({ result }) => result.isOnDisk) ? name : `unpack the zip file, and ${name}`;
  const apart = settingsOf(shown.map(({ experiment }) => experiment));
  const lines = shown.map(({ result }, index) => `${result.path}  ${apart[index]}`.trimEnd());
  return [first, ...lines, ...more];
}

/** What a result was asked for; null where that cannot be read. */
async function askedIn(result: FolderView): Promise<Experiment | null> {
  const config = readConfig((await result.read({ only: ["config.json"] })).files);
  return "problems" in config ? null : config.ok;
}

/** What was set differently in each of some experiments than in most of them; nothing of one that is not known. */
function settingsOf(asked: readonly (Experiment | null)[]): readonly string[] {
  const known = asked.filter((experiment) => experiment !== null);
  const { keys, values } = settingsApart(known, known.map(() => true));
  const names = shortKeys(keys, []);
  const texts = keys.map((key, at) => settingTexts(key, values.map((own) => own[at])));
  const usual = texts.map(ofMost);
  const words = values.map((own, index) =>
    own.flatMap((value, at) => {
      const text = texts[at][index];
      if (value === null || text === usual[at]) return [];
      // Its axes say which settings are swept, and over which values.
      const axes = keys[at] === "sweep" && Array.isArray(value) ? axesWords(value, known[index]) : null;
      const isTold = known[index].sweep?.axes.flat().some(({ key }) => key === keys[at]) ?? false;
      return isTold ? [] : axes ?? [`${names[at]}=${text}`];
    }).slice(0, MOST_SETTINGS).map((word) => quoted(visible(word))).join(" ")
  );
  return asked.map((experiment) => experiment === null ? "" : words[known.indexOf(experiment)]);
}

/** The text that more than half of them are; null for none. */
function ofMost(texts: readonly string[]): string | null {
  return texts.find((text) => 2 * texts.filter((other) => other === text).length > texts.length) ?? null;
}
