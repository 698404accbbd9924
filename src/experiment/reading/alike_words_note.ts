// Words that look the same and are not, such as both forms of an ä: the network learns them as two.
// Why not those that differ in case: somebody may mean these.

import { classLabelsOf, type Dataset, featureColumnsOf, targetNamesOf } from "../../dataset/dataset.ts";
import { alikeAmong } from "../../text/look_alike.ts";
import { clip } from "../../text/visible_text.ts";
import type { Note } from "../note.ts";

/** Classes, categories or words of sentences that look the same and are not. */
export function alikeWordsNote({ features, target }: Dataset): Note | null {
  const columns = [
    ...targetNamesOf(target).map((name) => ({ name, words: classLabelsOf(target) })),
    ...featureColumnsOf(features).map(({ name, labels, words }) => ({ name, words: labels ?? words ?? [] })),
  ];
  for (const { name, words } of columns) {
    const [alike] = alikeAmong(words);
    if (alike === undefined) continue;
    const [one, other] = alike.map((word) => clip(word));
    return {
      message: `${clip(name)} has ${one} and ${other}, which look alike and are different words`,
      hint: "write them alike in the rows",
    };
  }
  return null;
}
