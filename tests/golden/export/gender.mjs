// The trained network "gender" as one JavaScript module that needs no library.
// predict({ "weight": 135, "height": 66 }) gives { output, label }.
// Numbers are in raw units; a cell that is "", null or missing is empty.
// The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
// in which the network was trained. Written by Seedbed, numerics 1.
// A page that is opened from a disk may import no file: paste all of this into its <script type="module">.

const COLUMNS = [
  "weight", "height",
];
const KNOWN = new Set(["name", ...COLUMNS]);

/** Refuses a column that is not known: a misspelt one would pass for an empty cell. A name is for people. */
function requireKnown(row) {
  const other = Object.keys(row).find((column) => !KNOWN.has(column));
  if (other !== undefined) throw new RangeError(`there is no column ${other}: known here: ${COLUMNS.join(", ")}`);
}

/** The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for. */
const INPUTS = [
  ["weight", null, 135.0, 1.0, null],
  ["height", null, 66.0, 1.0, null],
];

/** What a table may have in an empty cell. */
const EMPTY = [""];

/** A cell as a table has it, without blanks around it; null where it is empty. */
function cellOf(row, column) {
  const given = Object.hasOwn(row, column) ? row[column] : null;
  const cell = typeof given === "string" ? given.replace(/^[ \t]+|[ \t]+$/g, "") : given;
  return cell === undefined || Number.isNaN(cell) || EMPTY.includes(cell) ? null : cell;
}

/** A number, or one as a table has it; NaN for anything else. */
function numberOf(cell) {
  if (typeof cell === "number") return cell;
  const isNumber = typeof cell === "string" && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell);
  return isNumber ? Number(cell) : NaN;
}

/** (value - shift) / scale of each input. */
function inputsOf(row) {
  return INPUTS.map(([column, word, shift, scale, missing]) => {
    const given = cellOf(row, column);
    const cell = word === null || given === null ? given : String(given);
    let value = word === null ? numberOf(cell) : cell === word ? 1 : 0;
    if (cell === null) {
      if (missing === null) throw new RangeError(`${column} must not be empty`);
      value = missing;
    } else if (!Number.isFinite(value)) {
      throw new RangeError(`${column} must be a number: found ${cell}`);
    } else if (word !== null && !INPUTS.some((input) => input[0] === column && input[1] === cell)) {
      throw new RangeError(`${column} must be a word that was learned: found ${cell}`);
    }
    return (value - shift) / scale;
  });
}

const WEIGHTS_1 = [
  [1.7194661066687593, 0.4721620878133741],
  [1.2727947504830517, 1.8355829466099507],
];
const BIASES_1 = [0.9719173421644067, 0.4548816691404762];

const WEIGHTS_2 = [
  [-2.4946867147669076, -3.6115156462509117],
];
const BIASES_2 = [2.9259406289991294];

/** The sum of each neuron: weights times values, from the first upwards, and its bias last. */
function dense(weights, biases, values) {
  return weights.map((row, neuron) => {
    let sum = row[0] * values[0];
    for (let index = 1; index < row.length; index++) sum += row[index] * values[index];
    return sum + biases[neuron];
  });
}

function whereNaN(a, b) {
  return Number.isNaN(a) ? b : a;
}

function greater(a, b) {
  return a < b ? b : a;
}

function lesser(a, b) {
  return b < a ? b : a;
}

/** The nearest integer, ties to even. */
function nearest(x) {
  if (Math.abs(x) < 2251799813685248) return (6755399441055744 + x) - 6755399441055744;
  const size = Math.abs(x);
  if (!(size < 4503599627370496)) return x;
  const whole = (size + 4503599627370496) - 4503599627370496;
  return x < 0 ? -whole : whole;
}

const parts = new DataView(new ArrayBuffer(8)); // of a double: its sign, its exponent and its fraction

/** 2^k for an integer k, from its bits. */
function powerOfTwo(k) {
  parts.setUint32(0, (k + 1023) << 20);
  parts.setUint32(4, 0);
  return parts.getFloat64(0);
}

/** x times 2^-n, n at most 995 either way. */
function scaledDown(x, n) {
  return x * powerOfTwo(-Math.max(-995, Math.min(995, n)));
}

function sigmoid(x) {
  const t1 = x * 1.4426950408889634;
  const t2 = nearest(t1);
  const t3 = t1 - t2;
  const t4 = t3 * t3;
  const t5 = (43.29857573333714 * t4 + 10095.985815158901) * t4 + 189125.85704642296;
  const t6 = t3 * ((t4 + 874.686521167277) * t4 + 65546.02729135567);
  const t7 = t5 + t6;
  return whereNaN(t7 / (t7 + scaledDown(t5 - t6, t2)), lesser(greater(x, 0.0), 1.0));
}

/** The network's outputs for a row, in raw units. */
export function outputsOf(row) {
  requireKnown(row);
  let values = inputsOf(row);
  values = dense(WEIGHTS_1, BIASES_1, values).map(sigmoid);
  values = dense(WEIGHTS_2, BIASES_2, values).map(sigmoid);
  return values;
}

const CLASSES = [
  ["M", 0.0],
  ["F", 1.0],
];

/** The class whose number is nearest; halfway between two the higher one. */
function labelOf([output]) {
  let [label, value] = CLASSES[0];
  for (const [otherLabel, other] of CLASSES) {
    const gain = Math.abs(output - value) - Math.abs(output - other);
    if (gain > 0 || (gain === 0 && other > value)) [label, value] = [otherLabel, other];
  }
  return label;
}

/** The answer to a row; null where an output is not finite. */
export function predict(row) {
  const outputs = outputsOf(row);
  const isFinite = outputs.every(Number.isFinite);
  return { output: isFinite ? outputs[0] : null, label: isFinite ? labelOf(outputs) : null };
}
