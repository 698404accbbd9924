// The training part of a PyTorch script: optimizer, loss, the order of the rows, and what happens between the epochs.
// What must not change: the steps are the engine's in their order: mean over a batch, penalties, clipping, optimizer; a logged
// loss is that after the epoch.

import { torchLosses, torchOptimizer } from "../engine/rules/pytorch.ts";
import { schemes } from "../engine/rules/scheme.ts";
import { parameterCount, weightCount } from "../engine/topology.ts";
import { type Experiment, topologyOf } from "../experiment/experiment.ts";
import { numberLiteral } from "./code/language.ts";

/** The lines from the optimizer to the end of the training. */
export function pytorchTraining(experiment: Experiment): string {
  const { training, network } = experiment;
  const { name, arguments: numbers } = torchOptimizer(training.optimizer, numberLiteral);
  const loss = torchLosses[training.loss];
  // A loss that is made for an activation is computed from the sums before it.
  const [module, asked] = typeof loss === "string" ? [loss, "model"] : [loss[network.output], "model[:-1]"];
  const rate = numberLiteral(training.learningRate);
  return `optimizer = torch.optim.${name}(${["model.parameters()", `lr=${rate}`, ...numbers].join(", ")})
loss_of = ${module}


def loss_over(rows, wanted):
    """The mean loss over rows."""
    return loss_of(${asked}(rows), wanted)


${shuffleOf(experiment)}${supervisionStart(experiment)}for epoch in range(${training.epochs}):
${training.shuffle === "none" ? "" : "    random.shuffle(order)\n"}    for batch in ${batchesOf(experiment)}:
        optimizer.zero_grad()
        loss_over(inputs[batch], targets[batch]).backward()
${gradientsOf(experiment)}        optimizer.step()
    if epoch % ${training.logEvery} == 0:
        with torch.no_grad():
            loss = loss_over(inputs, targets).item()
${
    experiment.dataset.validation === null
      ? `        print(f"{epoch},{loss!r}")`
      : `            held_out_loss = loss_over(held_out_inputs, held_out_targets).item()
        print(f"{epoch},{loss!r},{held_out_loss!r}")`
  }
${supervisionLines(experiment)}`;
}

function batchesOf({ training: { batchSize, shuffle } }: Experiment): string {
  const order = shuffle === "none" ? "torch.arange(len(inputs))" : "torch.from_numpy(order)";
  return batchSize === "all" ? `[${order}]` : `${order}.split(${batchSize})`;
}

/** The stream of random numbers from which the order of the rows is drawn. */
function shuffleOf(experiment: Experiment): string {
  const { init, training: { shuffle } } = experiment;
  if (shuffle === "none") return "";
  const topology = topologyOf(experiment);
  const lines = [
    `random = np.random.RandomState(${
      typeof shuffle === "number" ? shuffle : "seed" in init ? init.seed : ""
    })`,
  ];
  if (shuffle === "init" && "seed" in init) {
    const { drawsBiases, distribution } = schemes[init.scheme.name];
    const count = drawsBiases ? parameterCount(topology) : weightCount(topology);
    // NumPy's distributions have the same names.
    lines.push(`random.${distribution}(size=${count})  # the starting parameters come first`);
  }
  return [...lines, "order = np.arange(len(inputs))", ""].join("\n");
}

/** What happens to gradients between the loss and the step. */
function gradientsOf({ training: { l1, l2, clipNorm, clipValue } }: Experiment): string {
  const penalties = [
    ...(l2 === 0 ? [] : [`                weights.grad += ${numberLiteral(l2)} * weights\n`]),
    ...(l1 === 0 ? [] : [`                weights.grad += ${numberLiteral(l1)} * weights.sign()\n`]),
  ];
  const penalized = penalties.length === 0 ? "" : `        with torch.no_grad():
            for weights in [values for values in model.parameters() if values.dim() > 1]:  # all but the biases
${penalties.join("")}`;
  const clipped = clipNorm !== null
    ? `        nn.utils.clip_grad_norm_(model.parameters(), ${numberLiteral(clipNorm)})\n`
    : clipValue !== null
    ? `        nn.utils.clip_grad_value_(model.parameters(), ${numberLiteral(clipValue)})\n`
    : "";
  return penalized + clipped;
}

/** Whether losses are compared with the best one. */
function comparesLosses({ training: { schedule, stop } }: Experiment): boolean {
  return stop !== null || schedule !== null && "plateau" in schedule;
}

function supervisionStart(experiment: Experiment): string {
  return comparesLosses(experiment)
    ? "best_loss, best, waited, waited_on_plateau = math.inf, None, 0, 0\n"
    : "";
}

/** What changes the rate and ends the training, within the loop and after it. */
function supervisionLines(experiment: Experiment): string {
  const { training: { schedule, stop }, dataset } = experiment;
  const lines: string[] = [];
  const changeRate = (factor: number, indent: string): readonly string[] => [
    `${indent}for group in optimizer.param_groups:`,
    `${indent}    group["lr"] *= ${numberLiteral(factor)}`,
  ];
  if (comparesLosses(experiment)) {
    lines.push(
      `        watched = ${dataset.validation === null ? "loss" : "held_out_loss"}`,
      "        if watched < best_loss:",
      "            best_loss, waited, waited_on_plateau = watched, 0, 0",
      "            best = copy.deepcopy(model.state_dict())",
      "        else:",
      "            waited, waited_on_plateau = waited + 1, waited_on_plateau + 1",
    );
    if (schedule !== null && "plateau" in schedule) {
      lines.push(`        if waited_on_plateau == ${schedule.plateau}:`);
      lines.push(...changeRate(schedule.factor, "            "), "            waited_on_plateau = 0");
    }
    const ends = [
      ...(stop?.lossUnder === null || stop === null ? [] : [`watched < ${numberLiteral(stop.lossUnder)}`]),
      ...(stop?.patience === null || stop === null ? [] : [`waited == ${stop.patience}`]),
    ];
    if (ends.length > 0) lines.push(`        if ${ends.join(" or ")}:`, "            break");
  }
  if (schedule !== null && "step" in schedule) {
    lines.push(`    if (epoch + 1) % ${schedule.step} == 0:`, ...changeRate(schedule.factor, "        "));
  }
  if (stop !== null && stop.patience !== null) {
    lines.push(
      "if best is not None:",
      "    model.load_state_dict(best)  # the best logged epoch is the result",
    );
  }
  return lines.map((line) => `${line}\n`).join("");
}
