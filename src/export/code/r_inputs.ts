// From a row to the inputs of a network in R: which columns there are, and what a cell may hold.
// What must not change: a cell is refused where a table's would be, and a column where the library's `ask` refuses it.

import { areFew } from "../../text/suggest.ts";
import type { TrainedModel } from "../trained_model.ts";
import { rNumber, rString, rVector } from "./r_language.ts";

/** The columns of a row, and the function that makes inputs of its cells. */
export function rInputs(model: TrainedModel): string {
  return `${columnsOf(model)}\n${inputsOf(model)}`;
}

function columnsOf({ columns }: TrainedModel): string {
  const known = areFew(columns) ? `, ": known here: ", paste(COLUMNS, collapse = ", ")` : "";
  return `COLUMNS <- ${rVector(columns.map(({ name }) => rString(name)))}

# Refuses a column that is not known: a misspelt one would pass for an empty cell. A name is for people.
require_known <- function(row) {
  if (length(row) > 0 && is.null(names(row))) stop("the cells of a row need names", call. = FALSE)
  unknown <- setdiff(names(row), c("name", COLUMNS))
  if (length(unknown) > 0) stop("there is no column ", unknown[1]${known}, call. = FALSE)
}
`;
}

function inputsOf({ features, columns, emptyTexts }: TrainedModel): string {
  const [{ learnedWords }] = features;
  if (learnedWords !== undefined) return sentenceOf(columns[0].name, learnedWords);
  const entries = features.map(({ name, category, shift, scale, missing }) =>
    `  list(column = ${rString(category?.column ?? name)}, word = ${
      category === undefined ? "NA" : rString(category.label)
    }, shift = ${rNumber(shift)}, scale = ${rNumber(scale)}, missing = ${
      missing === undefined ? "NA" : rNumber(missing)
    })`
  );
  return `# The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for.
INPUTS <- list(
${entries.join(",\n")}
)
COLUMN_OF <- vapply(INPUTS, function(input) input$column, "")
WORD_OF <- vapply(INPUTS, function(input) as.character(input$word), "")

# What a table may have in an empty cell.
EMPTY <- ${rVector(["", ...emptyTexts].map(rString))}

# A cell as a table has it, without blanks around it; NULL where it is empty.
cell_of <- function(row, column) {
  cell <- row[[column]]
  if (is.factor(cell)) cell <- as.character(cell)
  if (is.null(cell)) return(NULL)
  if (length(cell) != 1) stop(column, " must be one cell: found ", length(cell), call. = FALSE)
  if (is.character(cell)) cell <- gsub("^[ \\t]+|[ \\t]+$", "", cell)
  if (is.na(cell) || is.character(cell) && cell %in% EMPTY) NULL else cell
}

# A number, or one as a table has it.
number_of <- function(column, cell) {
  value <- NA
  if (is.numeric(cell)) value <- as.numeric(cell)
  if (is.character(cell) &&
      grepl("^[-+]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][-+]?[0-9]+)?\\\\z", cell, perl = TRUE)) {
    value <- as.numeric(cell)
  }
  if (!is.finite(value)) stop(column, " must be a number: found ", format(cell), call. = FALSE)
  value
}

# (value - shift) / scale of each input.
inputs_of <- function(row) {
  vapply(INPUTS, function(input) {
    column <- input$column
    cell <- cell_of(row, column)
    if (is.null(cell)) {
      if (is.na(input$missing)) stop(column, " must not be empty", call. = FALSE)
      value <- input$missing
    } else if (is.na(input$word)) {
      value <- number_of(column, cell)
    } else {
      # A number stands for the word that it is written as.
      if (!is.character(cell)) cell <- format(cell, scientific = FALSE, digits = 15, trim = TRUE)
      if (!any(WORD_OF[COLUMN_OF == column] == cell)) {
        stop(column, " must be a word that was learned: found ", cell, call. = FALSE)
      }
      value <- if (cell == input$word) 1 else 0
    }
    (value - input$shift) / input$scale
  }, 0)
}
`;
}

function sentenceOf(column: string, words: readonly string[]): string {
  return `WORDS <- ${rVector(words.map(rString))}
BLANKS <- ${rString("[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")}

# The words of a sentence by their numbers, without those that the network does not know.
inputs_of <- function(row) {
  cell <- row[[${rString(column)}]]
  text <- if (is.null(cell) || is.na(cell)) "" else enc2utf8(as.character(cell))
  places <- match(strsplit(text, BLANKS, perl = TRUE)[[1]], WORDS)
  places[!is.na(places)]
}
`;
}
