// From a row to the inputs of a network in JavaScript: which columns there are, and what a cell may hold.
// What must not change: a cell is refused where a table's would be, and a column where the library's `ask` refuses it.

import { areFew } from "../../text/suggest.ts";
import type { TrainedModel } from "../trained_model.ts";
import { javaScriptString } from "./javascript_language.ts";
import { numberLiteral, pieceLines } from "./language.ts";

/** The columns of a row, and the function that makes inputs of its cells. */
export function javaScriptInputs(model: TrainedModel): string {
  return `${columnsOf(model)}\n${inputsOf(model)}`;
}

function columnsOf({ columns }: TrainedModel): string {
  const known = areFew(columns) ? ': known here: ${COLUMNS.join(", ")}' : "";
  return `const COLUMNS = [
${pieceLines(columns.map(({ name }) => javaScriptString(name)), "  ")}
];
const KNOWN = new Set(["name", ...COLUMNS]);

/** Refuses a column that is not known: a misspelt one would pass for an empty cell. A name is for people. */
function requireKnown(row) {
  const other = Object.keys(row).find((column) => !KNOWN.has(column));
  if (other !== undefined) throw new RangeError(\`there is no column \${other}${known}\`);
}
`;
}

function inputsOf({ features, columns, emptyTexts }: TrainedModel): string {
  const [{ learnedWords }] = features;
  if (learnedWords !== undefined) return sentenceOf(columns[0].name, learnedWords);
  const entries = features.map(({ name, category, shift, scale, missing }) =>
    `  [${javaScriptString(category?.column ?? name)}, ${
      category === undefined ? null : javaScriptString(category.label)
    }, ${numberLiteral(shift)}, ${numberLiteral(scale)}, ${
      missing === undefined ? null : numberLiteral(missing)
    }],`
  );
  return `/** The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for. */
const INPUTS = [
${entries.join("\n")}
];

/** What a table may have in an empty cell. */
const EMPTY = [${["", ...emptyTexts].map(javaScriptString).join(", ")}];

/** A cell as a table has it, without blanks around it; null where it is empty. */
function cellOf(row, column) {
  const given = Object.hasOwn(row, column) ? row[column] : null;
  const cell = typeof given === "string" ? given.replace(/^[ \\t]+|[ \\t]+$/g, "") : given;
  return cell === undefined || Number.isNaN(cell) || EMPTY.includes(cell) ? null : cell;
}

/** A number, or one as a table has it; NaN for anything else. */
function numberOf(cell) {
  if (typeof cell === "number") return cell;
  const isNumber = typeof cell === "string" && /^[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?$/i.test(cell);
  return isNumber ? Number(cell) : NaN;
}

/** (value - shift) / scale of each input. */
function inputsOf(row) {
  return INPUTS.map(([column, word, shift, scale, missing]) => {
    const given = cellOf(row, column);
    const cell = word === null || given === null ? given : String(given);
    let value = word === null ? numberOf(cell) : cell === word ? 1 : 0;
    if (cell === null) {
      if (missing === null) throw new RangeError(\`\${column} must not be empty\`);
      value = missing;
    } else if (!Number.isFinite(value)) {
      throw new RangeError(\`\${column} must be a number: found \${cell}\`);
    } else if (word !== null && !INPUTS.some((input) => input[0] === column && input[1] === cell)) {
      throw new RangeError(\`\${column} must be a word that was learned: found \${cell}\`);
    }
    return (value - shift) / scale;
  });
}
`;
}

function sentenceOf(column: string, words: readonly string[]): string {
  return `const WORDS = [
${pieceLines(words.map(javaScriptString), "  ")}
];

/** The words of a sentence by their numbers, without those that the network does not know. */
function inputsOf(row) {
  const sentence = Object.hasOwn(row, ${javaScriptString(column)}) ? row[${javaScriptString(column)}] : null;
  const words = String(sentence ?? "").split(/\\s+/);
  return words.map((word) => WORDS.indexOf(word)).filter((number) => number >= 0);
}
`;
}
