// The layers of a network in R: their numbers, the functions that they need, and how each is called.
// What must not change: sums are taken in the engine's order, and not by sum(), which is more exact; what lies beyond an edge is
// left out, not added as 0.

import type { PlannedLayer } from "./code_plan.ts";
import { biasesName, layerResult, tablesOf } from "./layer_calls.ts";
import { r, rNumber, rVector } from "./r_language.ts";

/** The numbers of a layer as constants. */
export function rNumbers(layer: PlannedLayer): string {
  const tables = tablesOf(layer).map(({ name, rows }) =>
    `${name.toUpperCase()} <- list(
${rows.map((row) => `  ${rVector(row.map(rNumber), "  ")}`).join(",\n")}
)
`
  );
  if (layer.kind === "maxpool") return "";
  const biases = `${biasesName(layer).toUpperCase()} <- ${rVector(layer.biases.map(rNumber))}\n`;
  return [...tables, biases].join("");
}

/** The statement that takes values through a layer. */
export function rStep(layer: PlannedLayer): string {
  return `  values <- ${
    layerResult(layer, {
      functionName: r.functionName,
      list: (items) => `c(${items.join(", ")})`,
      each: (name, values) => `vapply(${values}, ${name}, 0)`,
    })
  }\n`;
}

/** What layers call, by their kind. */
export const rLayers: Readonly<Record<PlannedLayer["kind"], string>> = {
  dense: `# The sum of each neuron: weights times values, from the first upwards, and its bias last.
dense <- function(weights, biases, values) {
  sums <- numeric(length(biases))
  for (neuron in seq_along(biases)) {
    row <- weights[[neuron]]
    total <- row[1] * values[1]
    for (place in seq_along(row)[-1]) total <- total + row[place] * values[place]
    sums[neuron] <- total + biases[neuron]
  }
  sums
}
`,
  conv: `# Whole numbers from one to another; none where the second is less.
between <- function(first, last) if (first > last) integer(0) else first:last

# The sum of each filter at each place: weights times values by row, column and channel, and its bias last.
conv <- function(weights, biases, shape, size, padding, values) {
  rows <- shape[1]
  columns <- shape[2]
  channels <- shape[3]
  sums <- numeric((rows + 2 * padding - size + 1) * (columns + 2 * padding - size + 1) * length(weights))
  place <- 0
  for (top in between(-padding, rows + padding - size)) {
    for (left in between(-padding, columns + padding - size)) {
      for (filter in seq_along(weights)) {
        weight <- weights[[filter]]
        total <- NULL
        for (row in between(max(0, -top), min(size, rows - top) - 1)) {
          for (column in between(max(0, -left), min(size, columns - left) - 1)) {
            for (channel in seq_len(channels)) {
              product <- weight[(row * size + column) * channels + channel] *
                values[((top + row) * columns + left + column) * channels + channel]
              total <- if (is.null(total)) product else total + product
            }
          }
        }
        place <- place + 1
        sums[place] <- if (length(biases) > 0) total + biases[filter] else total
      }
    }
  }
  sums
}
`,
  maxpool: `# The greatest of each square, channel by channel; what fills no square is left out.
maxpool <- function(shape, size, values) {
  rows <- shape[1]
  columns <- shape[2]
  channels <- shape[3]
  greatest <- numeric(0)
  for (top in seq(0, by = size, length.out = rows %/% size)) {
    for (left in seq(0, by = size, length.out = columns %/% size)) {
      for (channel in seq_len(channels)) {
        most <- values[(top * columns + left) * channels + channel]
        for (place in seq_len(size * size - 1)) {
          row <- top + place %/% size
          column <- left + place %% size
          most <- pinned_maximum(most, values[(row * columns + column) * channels + channel])
        }
        greatest[length(greatest) + 1] <- most
      }
    }
  }
  greatest
}
`,
  rnn:
    `# The state after the last word: weights times the state before, the weight of the word, and its bias last.
rnn <- function(state_weights, word_weights, biases, activation, words) {
  state <- NULL
  for (word in words) {
    sums <- numeric(length(biases))
    for (neuron in seq_along(biases)) {
      total <- word_weights[[neuron]][word]
      if (!is.null(state)) {
        row <- state_weights[[neuron]]
        weighed <- row[1] * state[1]
        for (place in seq_along(row)[-1]) weighed <- weighed + row[place] * state[place]
        total <- weighed + total
      }
      sums[neuron] <- total + biases[neuron]
    }
    state <- vapply(sums, activation, 0)
  }
  if (is.null(state)) numeric(length(biases)) else state
}
`,
};
