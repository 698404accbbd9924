// A network as one R file that needs no package; started by itself it answers the cells of its command line.
// What must not change: nothing in it takes the place of a function of R's in the workspace of whoever sources it.

import { quoted } from "../../text/shell_word.ts";
import type { TrainedModel } from "../trained_model.ts";
import { type CodePlan, codePlanOf, hasLabel, hasRawOutputs, layerFunctions } from "./code_plan.ts";
import type { CodeFunction } from "./functions.ts";
import { bodyOf, numberLiteral, primitivesOf } from "./language.ts";
import { rInputs } from "./r_inputs.ts";
import { r, rNumber, rString, rVector } from "./r_language.ts";
import { rLayers, rNumbers, rStep } from "./r_layers.ts";
import { rPrimitives } from "./r_primitives.ts";

/** The file's text. */
export function rCode(model: TrainedModel): string {
  const plan = codePlanOf(model, 1);
  const { functions, layers } = plan;
  return [
    headerOf(plan),
    rInputs(model),
    ...layers.map(rNumbers).filter((text) => text !== ""),
    ...layerFunctions(plan, rLayers),
    ...primitivesOf(plan.callers, rPrimitives),
    ...functions.map(functionText),
    outputsOf(plan),
    answerOf(model),
    COMMAND_LINE,
  ].join("\n");
}

function headerOf({ model, exampleCells }: CodePlan): string {
  const cells = model.columns.map(({ name }, index) => {
    const cell = exampleCells[index];
    return `${rString(name)} = ${typeof cell === "number" ? numberLiteral(cell) : rString(cell)}`;
  });
  const answer = model.outputNames.length === 1 ? "output" : "outputs";
  return `# The trained network ${rString(model.name)} as one R file that needs no package.
# predict_row(list(${cells.join(", ")})) gives list(${answer} = ..., label = ...);
# predict_rows(table[COLUMNS]) answers each row of a data frame, such as
# read.csv(FILE, check.names = FALSE, colClasses = "character", na.strings = "");
# started by itself it answers the cells of its command line: Rscript ${model.name}.R ${
    exampleCells.map((cell) => quoted(asciiWord(String(cell)))).join(" ")
  }
# Numbers are in raw units; a cell that is "", NA, NULL or missing is empty.
# The answers are those of predictions.csv to the last bit: only + - * / reach them, in the order in which the network
# was trained. Long numbers are in hexadecimal digits, because R may read the last bit of a decimal otherwise than other
# programs do, also in a table. Written by Seedbed, numerics 1.
`;
}

/** A word of an example in a file that is ASCII. */
function asciiWord(word: string): string {
  return word.replace(/[^ -~]/gu, "?");
}

function functionText({ name, isOfLayer, results }: CodeFunction): string {
  const { statements, results: given } = bodyOf(results, r, ["x", r.functionName(name)]);
  const result = isOfLayer ? rVector(given, "  ") : given[0];
  const body = statements.map((line) => `  ${line}\n`).join("");
  return `${r.functionName(name)} <- function(x) {\n${body}  ${result}\n}\n`;
}

function outputsOf({ model, layers }: CodePlan): string {
  const { targetColumns } = model;
  const raw = hasRawOutputs(model)
    ? `  shifts <- ${rVector(targetColumns.map(({ shift }) => rNumber(shift)), "  ")}
  scales <- ${rVector(targetColumns.map(({ scale }) => rNumber(scale)), "  ")}
  ifelse(shifts == 0 & scales == 1, values, values * scales + shifts)\n`
    : "  values\n";
  return `# The network's outputs for a row, in raw units.
outputs_of <- function(row) {
  require_known(row)
  values <- inputs_of(row)
${layers.map(rStep).join("")}${raw}}
`;
}

function answerOf({ target, outputNames }: TrainedModel): string {
  const isSingle = outputNames.length === 1;
  const names = isSingle && target?.kind !== "classes" ? [rString("output")] : outputNames.map(rString);
  const key = isSingle ? "output" : "outputs";
  const outputs = isSingle ? "outputs" : "setNames(outputs, OUTPUTS)";
  return `OUTPUTS <- ${rVector(names)}

${labelOf(target)}# The answer to a row, a list or one row of a data frame; NA where an output is not finite.
predict_row <- function(row) {
  outputs <- outputs_of(as.list(row))
  if (!all(is.finite(outputs))) outputs[] <- NA
  label <- ${hasLabel(target) ? "if (anyNA(outputs)) NA_character_ else label_of(outputs)" : "NA_character_"}
  list(${key} = ${outputs}, label = label)
}

# The answers to the rows of a data frame, as one.
predict_rows <- function(table) {
  answers <- lapply(seq_len(nrow(table)), function(row) predict_row(table[row, , drop = FALSE]))
  outputs <- as.numeric(unlist(lapply(answers, function(answer) answer$${key})))
  data.frame(
    matrix(outputs, ncol = length(OUTPUTS), byrow = TRUE, dimnames = list(NULL, OUTPUTS)),
    label = vapply(answers, function(answer) answer$label, ""),
    check.names = FALSE
  )
}
`;
}

/** The function that gives the label of an answer, where there is one. */
function labelOf(target: TrainedModel["target"]): string {
  switch (target?.kind) {
    case "classes":
      return `# The class of the largest output, the first among equals.
label_of <- function(outputs) OUTPUTS[which.max(outputs)]

`;
    case "coded":
      return `CLASSES <- ${rVector(target.classes.map(({ label }) => rString(label)))}
CLASS_NUMBERS <- ${rVector(target.classes.map(({ value }) => rNumber(value)))}

# The class whose number is nearest; halfway between two the higher one.
label_of <- function(output) {
  nearest <- 1
  for (other in seq_along(CLASSES)) {
    gain <- abs(output - CLASS_NUMBERS[nearest]) - abs(output - CLASS_NUMBERS[other])
    if (gain > 0 || gain == 0 && CLASS_NUMBERS[other] > CLASS_NUMBERS[nearest]) nearest <- other
  }
  CLASSES[nearest]
}

`;
    default:
      return "";
  }
}

const COMMAND_LINE = `if (sys.nframe() == 0 && !interactive()) {
  cells <- commandArgs(trailingOnly = TRUE)
  # Without a locale R would compare the bytes of words with letters.
  if (!l10n_info()[["UTF-8"]] && all(validUTF8(cells))) Encoding(cells) <- "UTF-8"
  refuse <- function(...) {
    message(...)
    quit(status = 1)
  }
  if (length(cells) != length(COLUMNS)) {
    refuse("usage: Rscript ", sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]), " ",
           paste(shQuote(COLUMNS), collapse = " "))
  }
  answer <- tryCatch(
    predict_row(setNames(as.list(cells), COLUMNS)),
    error = function(error) refuse(conditionMessage(error))
  )
  cat(sprintf("%s: %.17g\\n", OUTPUTS, answer[[1]]), sep = "")
  if (!is.na(answer$label)) cat("label: ", answer$label, "\\n", sep = "")
}
`;
