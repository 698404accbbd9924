// A network as one C file, C99 and C++ alike: a struct for a row, a struct for an answer and one function.
// What must not change: no product and sum are fused to one operation, and doubles are no wider than 64 bits; the file refuses
// compilers that say otherwise of themselves.

import type { TrainedModel } from "../trained_model.ts";
import { cIdentifiers } from "./c_identifiers.ts";
import { cFunction, cString } from "./c_language.ts";
import { cLayers, cNumbers, cWords } from "./c_layers.ts";
import { cPredict } from "./c_predict.ts";
import { cPrimitives } from "./c_primitives.ts";
import { type CodePlan, codePlanOf, isOfText, layerFunctions } from "./code_plan.ts";
import { numberLiteral, primitivesOf } from "./language.ts";

/** The file's text. */
export function cCode(model: TrainedModel): string {
  const plan = codePlanOf(model);
  const [prefix] = cIdentifiers([model.name]);
  const fields = cIdentifiers(model.columns.map(({ name }) => name));
  const { functions, layers } = plan;
  const [{ learnedWords }] = model.features;
  const [dense, ...others] = layerFunctions(plan, cLayers);
  return [
    headerOf(plan, prefix),
    typesOf(model, prefix, fields),
    ...layers.map(cNumbers).filter((text) => text !== ""),
    ...(learnedWords === undefined ? [] : [cWords(learnedWords)]),
    dense,
    ...primitivesOf(plan.callers, cPrimitives),
    ...others,
    ...functions.map(cFunction),
    cPredict(plan, prefix, fields),
    commandLineOf(model, prefix, fields),
  ].join("\n");
}

function headerOf({ model, exampleCells }: CodePlan, prefix: string): string {
  const cells = exampleCells.map((cell) => typeof cell === "number" ? numberLiteral(cell) : cString(cell));
  return `// The trained network ${
    cString(model.name)
  } as one C file that needs no library but C's own headers.
// ${prefix}_predict(row) answers a row, ${prefix}_row row = { ${cells.join(", ")} };
// numbers are in raw units, and NAN, or NULL for a word, is an empty cell.
// The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
// in which the network was trained. Written by Seedbed, numerics 1.
//
// Compile it with -ffp-contract=off and without -ffast-math: a product and a sum that are fused have other last bits.
// Compiled with -DMAIN it is a program that answers the cells of its command line.

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef __FAST_MATH__
#error "compile without -ffast-math: it changes the order of operations"
#endif
#if defined FLT_EVAL_METHOD && FLT_EVAL_METHOD == 2
#error "compile for SSE2 (-msse2 -mfpmath=sse): doubles must have 64 bits"
#endif
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif
`;
}

function typesOf(model: TrainedModel, prefix: string, fields: readonly string[]): string {
  const members = model.columns.map((column, index) => {
    const { name, first, labels } = column;
    const { unit } = model.features[first];
    const words = labels === null
      ? unit === null ? "" : `, ${cString(unit)}`
      : `: ${labels.map(cString).join(", ")}`;
    const type = isOfText(column) ? "const char *" : "double ";
    return `    ${type}${fields[index]}; // ${cString(name)}${words}\n`;
  });
  const names = model.outputNames.map(cString);
  // Of a sentence unknown words are left out, and it may be empty.
  const readsSentences = model.columns.some(({ words }) => words !== undefined);
  const whenNan = readsSentences ? "" : "; NAN where a word is unknown or a cell must not be empty";
  return `typedef struct {
${members.join("")}} ${prefix}_row;

typedef struct {
    double outputs[${names.length}]; // ${names.join(", ")}${whenNan}
    const char *label; // NULL where there is none, and where an output is not finite
} ${prefix}_answer;
`;
}

function commandLineOf(model: TrainedModel, prefix: string, fields: readonly string[]): string {
  const cells = model.columns.map((column, index) => {
    const cell = `arguments[${index + 1}]`;
    const value = column.words !== undefined
      ? `*${cell} ? ${cell} : NULL`
      : column.labels !== null
      ? `cell_of(${cell})`
      : `number_of(cell_of(${cell}))`;
    return `    row.${fields[index]} = ${value};\n`;
  });
  const hasNumbers = !model.columns.every(isOfText);
  const hasCells = model.columns.some(({ words }) => words === undefined);
  const named = fields.length <= MOST_NAMED_FIELDS
    ? fields
    : [fields[0], "...", fields[fields.length - 1], `(${fields.length} cells)`];
  const usage = named.map((field) => ` ${field}`).join("");
  return `#ifdef MAIN
#include <stdio.h>
#include <stdlib.h>
${hasCells ? cellOf(model) : ""}${hasNumbers ? NUMBER_OF : ""}
int main(int count, char **arguments) {
    ${prefix}_row row;
    ${prefix}_answer answer;
    int index;
    if (count != ${fields.length + 1}) {
        fprintf(stderr, "usage: %s${usage}\\n", arguments[0]);
        return 2;
    }
${cells.join("")}    answer = ${prefix}_predict(row);
    for (index = 0; index < ${model.outputNames.length}; index++) printf("%.17g ", answer.outputs[index]);
    printf("%s\\n", answer.label == NULL ? "" : answer.label);
    if (!isnan(answer.outputs[0])) return 0;
    fprintf(stderr, "no answer: is a word unknown, or a cell empty that must not be?\\n");
    return 1;
}
#endif
`;
}

/** C99 promises strings of 4095 characters, and nobody reads as many. */
const MOST_NAMED_FIELDS = 16;

function cellOf({ emptyTexts }: TrainedModel): string {
  return `
/* A cell as a table has it, without blanks around it; NULL where it is empty. */
static char *cell_of(char *cell) {
    static const char *const empty[] = { ${["", ...emptyTexts].map(cString).join(", ")} };
    size_t index, length;
    cell += strspn(cell, " \\t");
    for (length = strlen(cell); length > 0 && strchr(" \\t", cell[length - 1]) != NULL; length--) {
        cell[length - 1] = 0;
    }
    for (index = 0; index < sizeof empty / sizeof *empty; index++) {
        if (strcmp(cell, empty[index]) == 0) return NULL;
    }
    return cell;
}
`;
}

const NUMBER_OF = `
/* A number as a table has it; none for an empty cell. */
static double number_of(const char *cell) {
    char *end;
    double value;
    if (cell == NULL) return NAN;
    value = strtod(cell, &end);
    if (*end == 0 && strspn(cell, "+-.0123456789eE") == strlen(cell) && isfinite(value)) return value;
    fprintf(stderr, "a number is wanted: found %s\\n", cell);
    exit(2);
}
`;
