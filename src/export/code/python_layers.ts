// The layers of a network in Python: their numbers, the functions that they need, and how each is called.
// What must not change: sums are taken in the engine's order, and what lies beyond an edge is left out, not added as 0.

import type { PlannedLayer } from "./code_plan.ts";
import { numberList } from "./language.ts";
import { biasesName, layerResult, tablesOf } from "./layer_calls.ts";
import { python } from "./python_language.ts";

/** The numbers of a layer as constants. */
export function pythonNumbers(layer: PlannedLayer): string {
  const tables = tablesOf(layer).map(({ name, rows }) =>
    `${name.toUpperCase()} = [
${rows.map((row) => `    ${numberList(row, "[", "]", "    ")},`).join("\n")}
]
`
  );
  if (layer.kind === "maxpool") return "";
  return [...tables, `${biasesName(layer).toUpperCase()} = ${numberList(layer.biases, "[", "]")}\n`].join("");
}

/** The statement that takes values through a layer. */
export function pythonStep(layer: PlannedLayer): string {
  return `    values = ${
    layerResult(layer, {
      functionName: python.functionName,
      list: (items) => `(${items.join(", ")})`,
      each: (name, values) => `[${name}(x) for x in ${values}]`,
    })
  }\n`;
}

/** What layers call, by their kind. */
export const pythonLayers: Readonly<Record<PlannedLayer["kind"], string>> = {
  dense: `def dense(weights, biases, values):
    """The sum of each neuron: weights times values, from the first upwards, and its bias last."""
    sums = []
    for row, bias in zip(weights, biases):
        total = row[0] * values[0]
        for weight, value in zip(row[1:], values[1:]):
            total += weight * value
        sums.append(total + bias)
    return sums
`,
  conv: `def conv(weights, biases, shape, size, padding, values):
    """The sum of each filter at each place: weights times values by row, column and channel, and its bias last."""
    rows, columns, channels = shape
    sums = []
    for top in range(-padding, rows + padding - size + 1):
        for left in range(-padding, columns + padding - size + 1):
            for number, weight in enumerate(weights):
                total = None
                for row in range(max(0, -top), min(size, rows - top)):
                    for column in range(max(0, -left), min(size, columns - left)):
                        for channel in range(channels):
                            product = (
                                weight[(row * size + column) * channels + channel]
                                * values[((top + row) * columns + left + column) * channels + channel]
                            )
                            total = product if total is None else total + product
                sums.append(total + biases[number] if biases else total)
    return sums
`,
  maxpool: `def maxpool(shape, size, values):
    """The greatest of each square, channel by channel; what fills no square is left out."""
    rows, columns, channels = shape
    greatest = []
    for top in range(0, rows - size + 1, size):
        for left in range(0, columns - size + 1, size):
            for channel in range(channels):
                most = values[(top * columns + left) * channels + channel]
                for place in range(1, size * size):
                    row, column = top + place // size, left + place % size
                    most = maximum(most, values[(row * columns + column) * channels + channel])
                greatest.append(most)
    return greatest
`,
  rnn: `def rnn(state_weights, word_weights, biases, activation, words):
    """The state after the last word: weights times the state before, the weight of the word, and its bias last."""
    state = None
    for word in words:
        sums = []
        for neuron, bias in enumerate(biases):
            total = word_weights[neuron][word]
            if state is not None:
                row = state_weights[neuron]
                weighed = row[0] * state[0]
                for weight, value in zip(row[1:], state[1:]):
                    weighed += weight * value
                total = weighed + total
            sums.append(total + bias)
        state = [activation(x) for x in sums]
    return state if state is not None else [0.0 for _ in biases]
`,
};
