// An answer in words, as `log.txt` has it.
// Why apart from `run_files.ts`: the playground shows answers before it makes any file.

import { outputNamesOf, type Target } from "../dataset/dataset.ts";
import type { Prediction } from "../run/outcome.ts";
import { fixed } from "../text/decimal.ts";

/** `0.949 - F`; of several outputs that of the class, or each with its name; numbers with their unit, if they have one. */
export function answerText(
  target: Target | null,
  { outputs, label }: Pick<Prediction, "outputs" | "label">,
): string {
  if (outputs === null) return "no answer";
  if (label !== null) return `${fixed(outputs.reduce((a, b) => Math.max(a, b)), 3)} - ${label}`;
  const units = target?.kind === "numbers" ? target.columns.map(({ unit }) => unit) : [];
  const texts = outputs.map((output, index) => {
    const unit = units[index] ?? null;
    return unit === null ? fixed(output, 3) : `${fixed(output, 3)} ${unit}`;
  });
  if (outputs.length === 1) return texts[0];
  const names = outputNamesOf(target);
  return texts.map((text, index) => `${names[index]} ${text}`).join(", ");
}
