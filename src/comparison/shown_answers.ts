// Which answers stand in the tables of a comparison where there are too many for anybody to read.
// What must not change: a note says how many more there are and where; files for programs have all of them.

/** So many answers stand in a table. */
const MOST_ANSWERS = 12;

/** Some answers out of all. */
export interface ShownAnswers<Answer> {
  readonly shown: readonly Answer[];
  /** How many more there are and where, without a full stop; null where all are shown. */
  readonly note: string | null;
}

/**
 * All answers where they are few, else the first of those that can be compared.
 *
 * @param haveCountOf how many results have the answer.
 * @param where the answers stand that are not shown: `predictions.csv of each run`.
 */
export function shownAnswers<Answer>(
  answers: readonly Answer[],
  haveCountOf: (answer: Answer) => number,
  { resultCount, where }: { readonly resultCount: number; readonly where: string },
): ShownAnswers<Answer> {
  if (answers.length <= MOST_ANSWERS) return { shown: answers, note: null };
  const shared = resultCount < 2 ? answers : answers.filter((answer) => haveCountOf(answer) > 1);
  const shown = shared.slice(0, MOST_ANSWERS);
  const which = shared.length === answers.length
    ? `the first ${shown.length}`
    : shared.length === 0
    ? "none that two results have"
    : `${
      shown.length < shared.length ? `the first ${shown.length}` : shown.length
    } that several results have`;
  return { shown, note: `answers: ${which}; ${answers.length - shown.length} more in ${where}` };
}
