// The layers of a network in JavaScript: their numbers, the functions that they need, and how each is called.
// What must not change: sums are taken in the engine's order, and what lies beyond an edge is left out, not added as 0.

import type { PlannedLayer } from "./code_plan.ts";
import { javaScript } from "./javascript_language.ts";
import { numberList } from "./language.ts";
import { biasesName, layerResult, tablesOf } from "./layer_calls.ts";

/** The numbers of a layer as constants. */
export function javaScriptNumbers(layer: PlannedLayer): string {
  const tables = tablesOf(layer).map(({ name, rows }) =>
    `const ${name.toUpperCase()} = [
${rows.map((row) => `  ${numberList(row, "[", "]", "  ")},`).join("\n")}
];
`
  );
  if (layer.kind === "maxpool") return "";
  const biases = `const ${biasesName(layer).toUpperCase()} = ${numberList(layer.biases, "[", "]")};\n`;
  return [...tables, biases].join("");
}

/** The statement that takes values through a layer. */
export function javaScriptStep(layer: PlannedLayer): string {
  return `  values = ${
    layerResult(layer, {
      functionName: javaScript.functionName,
      list: (items) => `[${items.join(", ")}]`,
      each: (name, values) => `${values}.map(${name})`,
    })
  };\n`;
}

/** What layers call, by their kind. */
export const javaScriptLayers: Readonly<Record<PlannedLayer["kind"], string>> = {
  dense: `/** The sum of each neuron: weights times values, from the first upwards, and its bias last. */
function dense(weights, biases, values) {
  return weights.map((row, neuron) => {
    let sum = row[0] * values[0];
    for (let index = 1; index < row.length; index++) sum += row[index] * values[index];
    return sum + biases[neuron];
  });
}
`,
  conv:
    `/** The sum of each filter at each place: weights times values by row, column and channel, and its bias last. */
function conv(weights, biases, [rows, columns, channels], size, padding, values) {
  const sums = [];
  for (let top = -padding; top <= rows + padding - size; top++) {
    for (let left = -padding; left <= columns + padding - size; left++) {
      weights.forEach((filter, number) => {
        let sum;
        for (let row = Math.max(0, -top); row < size && top + row < rows; row++) {
          for (let column = Math.max(0, -left); column < size && left + column < columns; column++) {
            for (let channel = 0; channel < channels; channel++) {
              const product = filter[(row * size + column) * channels + channel] *
                values[((top + row) * columns + left + column) * channels + channel];
              sum = sum === undefined ? product : sum + product;
            }
          }
        }
        sums.push(biases.length === 0 ? sum : sum + biases[number]);
      });
    }
  }
  return sums;
}
`,
  maxpool: `/** The greatest of each square, channel by channel; what fills no square is left out. */
function maxpool([rows, columns, channels], size, values) {
  const greatest = [];
  for (let top = 0; top + size <= rows; top += size) {
    for (let left = 0; left + size <= columns; left += size) {
      for (let channel = 0; channel < channels; channel++) {
        let most = values[(top * columns + left) * channels + channel];
        for (let place = 1; place < size * size; place++) {
          const row = top + Math.floor(place / size);
          most = maximum(most, values[(row * columns + left + place % size) * channels + channel]);
        }
        greatest.push(most);
      }
    }
  }
  return greatest;
}
`,
  rnn:
    `/** The state after the last word: weights times the state before, the weight of the word, and its bias last. */
function rnn(stateWeights, wordWeights, biases, activation, words) {
  let state = null;
  for (const word of words) {
    const before = state;
    state = biases.map((bias, neuron) => {
      let sum = wordWeights[neuron][word];
      if (before !== null) {
        const row = stateWeights[neuron];
        let weighed = row[0] * before[0];
        for (let index = 1; index < row.length; index++) weighed += row[index] * before[index];
        sum = weighed + sum;
      }
      return activation(sum + bias);
    });
  }
  return state ?? biases.map(() => 0);
}
`,
};
