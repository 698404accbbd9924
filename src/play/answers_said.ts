// The answers to the queries as they are said to whoever does not see them.
// Why a file of its own: the page says them when they have changed, and the worker in what a picture says of itself.

/** More answers are read in their list. */
const MOST_SAID = 6;

/** `Emily: 0.949 - F; Frank: 0.040 - M`; empty without queries. */
export function answersSaid(answers: readonly { readonly name: string; readonly text: string }[]): string {
  return answers.slice(0, MOST_SAID).map(({ name, text }) => `${name}: ${text}`).join("; ");
}
