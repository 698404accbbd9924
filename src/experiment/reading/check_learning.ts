// What can be checked only when network, loss and data are all decided: whether they go together.
// What must hold: each trial of a sweep is held to this as a single run is, so no engine meets what it cannot train.

import type { CodedTarget, Dataset } from "../../dataset/dataset.ts";
import { standardize } from "../../dataset/standardize.ts";
import { activationNames } from "../../engine/rules/activation.ts";
import { isOfWholeLayer } from "../../engine/rules/output.ts";
import { shortest } from "../../text/decimal.ts";
import { clip } from "../../text/visible_text.ts";
import { anyOf, counted } from "../../text/words.ts";
import { type Experiment, targetColumnsOf } from "../experiment.ts";
import type { ProblemList } from "../source/problem.ts";
import type { Placer } from "../source/yaml_tree.ts";
import { defaultLoss, fittingOutputs } from "../stated.ts";

/** Reports parts of an experiment that do not go together. */
export function checkLearning(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  checkActivations(experiment, placeOf, list);
  checkOutput(experiment, placeOf, list);
  checkOrder(experiment, placeOf, list);
}

function checkActivations({ network }: Experiment, placeOf: Placer, list: ProblemList): void {
  const { activation, hidden } = network;
  if (typeof activation === "string" || activation.length === hidden.length) return;
  const message = `network.activation must have ${counted(hidden.length, "name")}, one a hidden layer: ` +
    `found ${activation.length}`;
  list.report("wrong_value", placeOf(["network", "activation"]), message, "or give one name for all layers");
}

function checkOutput(experiment: Experiment, placeOf: Placer, list: ProblemList): void {
  const { network: { output }, training: { loss }, dataset } = experiment;
  const { layers } = experiment.network;
  const outputPlace = placeOf(
    layers === undefined
      ? ["network", "output"]
      : ["network", "layers", layers.length - 1, "dense", "activation"],
  );
  if (isOfWholeLayer(output) && dataset.target?.kind !== "classes") {
    const message = `network.output ${output} needs a list of classes: found ${targetWords(dataset)}`;
    const hint = "list the classes: target: { name: species, classes: [setosa, versicolor] }";
    list.report("wrong_value", outputPlace, message, hint);
    return;
  }
  const fitting = fittingOutputs(loss);
  const lossPlace = placeOf(["training", "loss"]);
  if (isOfWholeLayer(output) && !fitting.includes(output)) {
    const message = `training.loss must be ${defaultLoss(output)} with output ${output}: found ${loss}`;
    list.report("wrong_value", lossPlace, message, "leave loss out, or write output: sigmoid");
  } else if (!fitting.includes(output)) {
    const message = `training.loss ${loss} needs the output ${anyOf(fitting)}: found ${output}`;
    list.report("wrong_value", lossPlace, message, "write output: sigmoid, or loss: mse");
  } else if (!isOfWholeLayer(output) && fitting.length < activationNames.length) {
    const outside = targetOutside(experiment);
    if (outside === null) return;
    const message = `training.loss ${loss} needs targets from 0 to 1: found ${outside}`;
    list.report("wrong_value", lossPlace, message, "write loss: mse, or give targets from 0 to 1");
  }
}

function targetWords({ target }: Dataset): string {
  if (target === null) return "no target";
  return target.kind === "coded" ? "a mapping of classes to numbers" : "numbers";
}

/** What was found of a dataset, for the trials of a sweep that share it. Not of its target: folds share that. */
const outsideOf = new WeakMap<Dataset, string | null>();

/** A number to learn that is not in 0 … 1, with where it is; null where all are. */
function targetOutside(experiment: Experiment): string | null {
  const { dataset } = experiment;
  const { target } = dataset;
  if (target === null || target.kind === "classes") return null;
  const known = outsideOf.get(dataset);
  if (known !== undefined) return known;
  const outside = target.kind === "coded" ? codedOutside(target) : numberOutside(experiment);
  outsideOf.set(dataset, outside);
  return outside;
}

function codedOutside({ classes }: CodedTarget): string | null {
  const found = classes.find(({ value }) => isOutside(value));
  return found === undefined ? null : `${shortest(found.value)} for ${clip(found.label)}`;
}

function numberOutside(experiment: Experiment): string | null {
  const columns = targetColumnsOf(experiment);
  const { rows, validation } = experiment.dataset;
  for (const { name, targets } of [...rows, ...validation?.rows ?? []]) {
    const found = targets.map((value, index) => standardize(columns[index], value)).find(isOutside);
    if (found !== undefined) return `${shortest(found)} in ${clip(name)}`;
  }
  return null;
}

function isOutside(value: number): boolean {
  return !(value >= 0 && value <= 1);
}

function checkOrder({ init, training }: Experiment, placeOf: Placer, list: ProblemList): void {
  if (training.shuffle !== "init" || "seed" in init) return;
  const message = "training.shuffle true needs a seed of the start: found given weights";
  list.report("wrong_value", placeOf(["training", "shuffle"]), message, "write shuffle_seed: 0 in its place");
}
