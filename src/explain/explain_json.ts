// What `explain --json` prints of one row or query, for programs: of dense networks and of those of other layers alike.
// Why beside `explain.ts`: whoever shows an explanation needs no JSON, and the page loads what it shows before the rest.

import type { JsonObject } from "../experiment/config.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { isDense } from "../engine/topology.ts";
import { explain, layerSubjects } from "./explain.ts";
import { type ExplainOptions, requireExplainOptions } from "./explain_options.ts";
import { explanationJson } from "./json.ts";
import { layerLessonJson } from "./layer_json.ts";

/**
 * The arithmetic of an experiment's network for one row or query, as a value for JSON: what `explain --json` prints. It knows
 * networks of any layers.
 *
 * Any has `experiment`, `numerics`, `subject`, `state`, `y_pred` and `label`, and of a row `y_true`, `loss` and `parameters`,
 * each with its `value` and its `gradient`, of a held-out row `y_true` and `loss`; with a parameter named, `chain` has its gradient as a formula. Where all layers are
 * dense there are also `network`, `inputs`, `neurons` and what the step changed; else `inputs` or `words`, and `layers` with the
 * neurons of each, up to the gradients. Numbers are the engine's own; one that is not finite is null.
 *
 * @param options which row, which parameter, and when; by default as {@linkcode explain} has it.
 * @throws ExperimentError as {@linkcode explain} does, but for layers of other kinds.
 *
 * @example What a recurrent network learns from the word "good"
 * ```ts
 * import { explainJson, parseExperiment } from "@seedbed/seedbed";
 * const experiment = parseExperiment(`
 * name: mood
 * dataset:
 *   features: [{ name: text, tokens: words }]
 *   target: { name: mood, classes: [bad, good] }
 *   rows: [[text, mood], [very good, good], [bad, bad]]
 * network: { layers: [{ rnn: { size: 2 } }, { dense: {} }] }
 * `);
 * const { words, chain } = explainJson(experiment, { parameter: "rnn1.w2.good" });
 * if (JSON.stringify(words) !== '["very","good"]' || chain === undefined) throw new Error("wrong");
 * ```
 */
export function explainJson(experiment: Experiment, options: ExplainOptions = {}): JsonObject {
  requireExplainOptions(options);
  return isDense(topologyOf(experiment))
    ? explanationJson(explain(experiment, options))
    : layerLessonJson(layerSubjects(experiment, options)[0]);
}
