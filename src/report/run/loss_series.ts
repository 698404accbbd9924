// The lines of a loss chart: the loss of the rows that are learned, and beside it that of the rows held out.
// What must not change: without held-out rows there is one line, which needs no name.

import type { LossSeries } from "../../chart/loss_chart.ts";
import type { Outcome } from "../../run/outcome.ts";

/** What the run at work is called among others. */
export const NOW = "now";

/** The losses of a run as lines; a loss that is not finite leaves a gap. */
export function lossSeries(
  { losses, experiment }: Pick<Outcome, "losses" | "experiment">,
): readonly LossSeries[] {
  if (experiment.dataset.validation === null) return [{ label: "", points: losses }];
  return [
    { label: "training", points: losses },
    {
      label: "held out",
      points: losses.map(({ epoch, heldOut }) => ({ epoch, loss: heldOut?.loss ?? NaN })),
    },
  ];
}
