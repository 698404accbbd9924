// What a sweep varies, as a command line takes it: `fold=0..4`, `seed=1..5`.
// Why axes and not the lists of their values: that is how people typed them, and how they know one sweep from another.

import type { JsonObject, JsonValue } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { columnsOf, keyName } from "../report/sweep/setting_arguments.ts";
import { sweptText } from "./comparison_names.ts";

/**
 * The axes, one text each.
 *
 * @param axes the setting `sweep` of the experiment.
 */
export function axesWords(axes: readonly JsonValue[], experiment: Experiment): readonly string[] {
  const columns = columnsOf(experiment);
  const keyText = ([key, values]: readonly [string, JsonValue]): string =>
    `${keyName(key, columns)}=${sweptText(values)}`;
  return (axes as readonly JsonObject[]).map((axis) =>
    Object.entries((axis.zip ?? axis) as JsonObject).map(keyText).join(" & ")
  );
}

/** What is swept, with blanks between the axes; the value itself where nothing is. */
export function axesText(axes: JsonValue | null, experiment: Experiment): JsonValue | null {
  return Array.isArray(axes) ? axesWords(axes, experiment).join(" ") : axes;
}
