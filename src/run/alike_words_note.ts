// Words that look the same and are not, such as both forms of an ä: the network learns them as two.
// Why not those that differ in case: somebody may mean these.

import { classLabelsOf, featureColumnsOf, targetNamesOf } from "../dataset/dataset.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { Note } from "../experiment/note.ts";
import { alikeAmong, alikeWords } from "../text/look_alike.ts";
import { clip } from "../text/visible_text.ts";

/** Classes, categories or words of sentences that look the same and are not. */
export function alikeWordsNote({ dataset: { features, target } }: Experiment): Note | null {
  const columns = [
    ...targetNamesOf(target).map((name) => ({ name, words: classLabelsOf(target) })),
    ...featureColumnsOf(features).map(({ name, labels, words }) => ({ name, words: labels ?? words ?? [] })),
  ];
  const found = columns.map(({ name, words }) => ({ name, alike: alikeAmong(words) }))
    .find(({ alike }) => alike.length > 0);
  return found === undefined ? null : {
    message: `${clip(found.name)} has ${alikeWords(found.alike)}, which look alike and are different words`,
    hint: "write them alike in the rows",
  };
}
