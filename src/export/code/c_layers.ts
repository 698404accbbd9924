// The layers of a network in C: their numbers, the functions that they need, and how each is called.
// What must not change: sums are taken in the engine's order, and what lies beyond an edge is left out, not added as 0.

import { c, cString } from "./c_language.ts";
import type { PlannedLayer } from "./code_plan.ts";
import { numberLines, numberList } from "./language.ts";
import { biasesName, tablesOf } from "./layer_calls.ts";

/** The numbers of a layer as constants. */
export function cNumbers(layer: PlannedLayer): string {
  const tables = tablesOf(layer).map(({ name, rows }) =>
    `static const double ${name}[] = {
${rows.map((row) => numberLines(row, "    ")).join("\n")}
};
`
  );
  // C has no array without elements.
  if (layer.kind === "maxpool" || layer.biases.length === 0) return tables.join("");
  const biases = `static const double ${biasesName(layer)}[] = ${numberList(layer.biases, "{ ", " }")};\n`;
  return [...tables, biases].join("");
}

/**
 * The statements that take values through a layer.
 *
 * @param sentence the member of a row that a recurrence reads.
 */
export function cStep(layer: PlannedLayer, sentence: string): string {
  const { inputCount, outputCount } = layer;
  const tables = tablesOf(layer).map(({ name }) => name);
  const call = (...others: readonly (string | number)[]): string =>
    `    ${layer.kind}(${[...tables, ...others, "values", "sums"].join(", ")});\n`;
  const each = (value: string): string =>
    `    for (index = 0; index < ${outputCount}; index++) values[index] = ${value};\n`;
  if (layer.kind === "maxpool") {
    const { rows, columns, channels } = layer.input;
    return call(rows, columns, channels, layer.size) + each("sums[index]");
  }
  const name = c.functionName(layer.called.name);
  const biases = biasesName(layer);
  const made = layer.called.isOfLayer ? `    ${name}(sums, values);\n` : each(`${name}(sums[index])`);
  switch (layer.kind) {
    case "dense":
      return call(biases, inputCount, outputCount) + made;
    case "conv": {
      const { input: { rows, columns, channels }, output, size, padding, hasBias } = layer;
      const bias = hasBias ? biases : "NULL";
      return call(bias, output.channels, rows, columns, channels, size, padding) + made;
    }
    case "rnn":
      return call(biases, outputCount, name, "words", layer.wordCount, sentence);
  }
}

/** The words that a recurrence knows. */
export function cWords(words: readonly string[]): string {
  return `static const char *const words[] = {
${words.map((word) => `    ${cString(word)},`).join("\n")}
};
`;
}

/** What layers call, by their kind. */
export const cLayers: Readonly<Record<PlannedLayer["kind"], string>> = {
  dense: `/* The sum of each neuron: weights times values, from the first upwards, and its bias last. */
static void dense(const double *weights, const double *biases, int inputs, int neurons,
                  const double *values, double *sums) {
    int neuron, index;
    for (neuron = 0; neuron < neurons; neuron++, weights += inputs) {
        double sum = weights[0] * values[0];
        for (index = 1; index < inputs; index++) sum += weights[index] * values[index];
        sums[neuron] = sum + biases[neuron];
    }
}
`,
  conv:
    `/* The sum of each filter at each place: weights times values by row, column and channel, and its bias last. */
static void conv(const double *weights, const double *biases, int filters, int rows, int columns, int channels,
                 int size, int padding, const double *values, double *sums) {
    int top, left, filter, row, column, channel;
    for (top = -padding; top <= rows + padding - size; top++) {
        for (left = -padding; left <= columns + padding - size; left++) {
            for (filter = 0; filter < filters; filter++) {
                const double *own = weights + filter * size * size * channels;
                double sum = 0.0;
                int is_first = 1;
                for (row = top < 0 ? -top : 0; row < size && top + row < rows; row++) {
                    for (column = left < 0 ? -left : 0; column < size && left + column < columns; column++) {
                        for (channel = 0; channel < channels; channel++) {
                            const double product = own[(row * size + column) * channels + channel] *
                                values[((top + row) * columns + left + column) * channels + channel];
                            sum = is_first ? product : sum + product;
                            is_first = 0;
                        }
                    }
                }
                *sums++ = biases == NULL ? sum : sum + biases[filter];
            }
        }
    }
}
`,
  maxpool: `/* The greatest of each square, channel by channel; what fills no square is left out. */
static void maxpool(int rows, int columns, int channels, int size, const double *values, double *greatest) {
    int top, left, channel, place;
    for (top = 0; top + size <= rows; top += size) {
        for (left = 0; left + size <= columns; left += size) {
            for (channel = 0; channel < channels; channel++) {
                double most = values[(top * columns + left) * channels + channel];
                for (place = 1; place < size * size; place++) {
                    const int row = top + place / size, column = left + place % size;
                    most = pinned_maximum(most, values[(row * columns + column) * channels + channel]);
                }
                *greatest++ = most;
            }
        }
    }
}
`,
  rnn: `/* How many bytes of UTF-8 a blank between two words has; 0 where there is none. */
static int blank_length(const char *text) {
    const unsigned char *byte = (const unsigned char *)text;
    if ((byte[0] >= 9 && byte[0] <= 13) || byte[0] == 32) return 1;
    if (byte[0] == 0xC2 && byte[1] == 0xA0) return 2;
    if (byte[0] == 0xE1 && byte[1] == 0x9A && byte[2] == 0x80) return 3;
    if (byte[0] == 0xE2 && byte[1] == 0x80 &&
        ((byte[2] >= 0x80 && byte[2] <= 0x8A) || byte[2] == 0xA8 || byte[2] == 0xA9 || byte[2] == 0xAF)) return 3;
    if (byte[0] == 0xE2 && byte[1] == 0x81 && byte[2] == 0x9F) return 3;
    if (byte[0] == 0xE3 && byte[1] == 0x80 && byte[2] == 0x80) return 3;
    if (byte[0] == 0xEF && byte[1] == 0xBB && byte[2] == 0xBF) return 3;
    return 0;
}

/* The state after the last word that is known: weights times the state before, the weight of the word, the bias last. */
static void rnn(const double *state_weights, const double *word_weights, const double *biases, int neurons,
                double (*activation)(double), const char *const *words, int word_count, const char *text,
                double *state, double *sums) {
    int is_first = 1, neuron, index;
    for (neuron = 0; neuron < neurons; neuron++) state[neuron] = 0.0;
    while (text != NULL && *text != 0) {
        size_t length = 0;
        int word = 0;
        if (blank_length(text) > 0) {
            text += blank_length(text);
            continue;
        }
        while (text[length] != 0 && blank_length(text + length) == 0) length++;
        while (word < word_count &&
               (strncmp(words[word], text, length) != 0 || words[word][length] != 0)) word++;
        text += length;
        if (word == word_count) continue;
        for (neuron = 0; neuron < neurons; neuron++) {
            const double *row = state_weights + neuron * neurons;
            double sum = word_weights[neuron * word_count + word];
            if (!is_first) {
                double weighed = row[0] * state[0];
                for (index = 1; index < neurons; index++) weighed += row[index] * state[index];
                sum = weighed + sum;
            }
            sums[neuron] = sum + biases[neuron];
        }
        for (neuron = 0; neuron < neurons; neuron++) state[neuron] = activation(sums[neuron]);
        is_first = 0;
    }
}
`,
};
