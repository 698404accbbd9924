// What figures are called in a heading, as their names in files have it.
// Why apart from the figures: a page that shows a few of them loads nothing of sweeps for it.

/** How words of figures are written that are no words. */
const SPELLINGS: Readonly<Record<string, string>> = { f1: "F1", r2: "R²", mae: "MAE" };

/** What a figure is called in a heading: `validation loss`, `validation macro F1`. */
export function figureWords(figure: string): string {
  return figure.split("_").map((word) => SPELLINGS[word] ?? word).join(" ");
}
