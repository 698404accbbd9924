// From a row to the inputs of a network in Python: which columns there are, and what a cell may hold.
// What must not change: a cell is refused where a table's would be, and a column where the library's `ask` refuses it.

import { areFew } from "../../text/suggest.ts";
import type { TrainedModel } from "../trained_model.ts";
import { stringLiteral } from "./code_plan.ts";
import { numberLiteral, pieceLines } from "./language.ts";

/** The columns of a row, and the function that makes inputs of its cells. */
export function pythonInputs(model: TrainedModel): string {
  return `${columnsOf(model)}\n\n${inputsOf(model)}`;
}

function columnsOf({ columns }: TrainedModel): string {
  const known = areFew(columns) ? ": known here: {', '.join(COLUMNS)}" : "";
  return `COLUMNS = [
${pieceLines(columns.map(({ name }) => stringLiteral(name)), "    ")}
]
KNOWN = {"name", *COLUMNS}


def require_known(row):
    """Refuses a column that is not known: a misspelt one would pass for an empty cell. A name is for people."""
    for column in row.keys():
        if column not in KNOWN:
            raise ValueError(f"there is no column {column}${known}")
`;
}

function inputsOf({ features, columns, emptyTexts }: TrainedModel): string {
  const [{ learnedWords }] = features;
  if (learnedWords !== undefined) return sentenceOf(columns[0].name, learnedWords);
  const entries = features.map(({ name, category, shift, scale, missing }) =>
    `    (${stringLiteral(category?.column ?? name)}, ${
      category === undefined ? "None" : stringLiteral(category.label)
    }, ${numberLiteral(shift)}, ${numberLiteral(scale)}, ${
      missing === undefined ? "None" : numberLiteral(missing)
    }),`
  );
  return `# The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for.
INPUTS = [
${entries.join("\n")}
]


# What a table may have in an empty cell.
EMPTY = [${["", ...emptyTexts].map(stringLiteral).join(", ")}]


def cell_of(row, column):
    """A cell as a table has it, without blanks around it; None where it is empty."""
    cell = row.get(column)
    if isinstance(cell, str):
        cell = cell.strip(" \\t")
        return None if cell in EMPTY else cell
    return None if cell is None or cell != cell else cell


def number_of(column, cell):
    """A number, or one as a table has it."""
    is_text = isinstance(cell, str)
    is_number = not isinstance(cell, bool)
    if is_text:
        is_number = re.fullmatch(r"[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?", cell)
    try:
        value = float(cell) if is_number else math.nan
    except (OverflowError, TypeError):
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{column} must be a number: found {cell}")
    return value


def inputs_of(row):
    """(value - shift) / scale of each input."""
    values = []
    for column, word, shift, scale, missing in INPUTS:
        cell = cell_of(row, column)
        if cell is None:
            if missing is None:
                raise ValueError(f"{column} must not be empty")
            value = missing
        elif word is None:
            value = number_of(column, cell)
        else:
            # A number stands for the word that it is written as.
            cell = re.sub(r"\\.0$", "", str(cell))
            if not any(input[0] == column and input[1] == cell for input in INPUTS):
                raise ValueError(f"{column} must be a word that was learned: found {cell}")
            value = 1.0 if cell == word else 0.0
        values.append((value - shift) / scale)
    return values
`;
}

function sentenceOf(column: string, words: readonly string[]): string {
  return `WORDS = [
${pieceLines(words.map(stringLiteral), "    ")}
]
BLANKS = "[\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+"


def inputs_of(row):
    """The words of a sentence by their numbers, without those that the network does not know."""
    words = re.split(BLANKS, str(row.get(${stringLiteral(column)}) or ""))
    return [WORDS.index(word) for word in words if word in WORDS]
`;
}
