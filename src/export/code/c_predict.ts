// The one function of a C file that others call: from a row to an answer.
// What must not change: a text is compared only where there is one, and nothing is written beyond the widest layer.

import type { TrainedModel } from "../trained_model.ts";
import { cString } from "./c_language.ts";
import { cStep } from "./c_layers.ts";
import { type CodePlan, hasRawOutputs } from "./code_plan.ts";
import { numberLiteral } from "./language.ts";

/**
 * The function's text.
 *
 * @param prefix of all names that others see.
 * @param fields the members of a row.
 */
export function cPredict({ model, layers }: CodePlan, prefix: string, fields: readonly string[]): string {
  const inputs = model.columns.flatMap(({ first, labels, words }, index) => {
    if (words !== undefined) return [];
    const field = `row.${fields[index]}`;
    const values = labels === null
      ? [field]
      : labels.map((label) => `(strcmp(${field}, ${cString(label)}) == 0 ? 1.0 : 0.0)`);
    return values.map((value, offset) => {
      const { shift, scale, missing } = model.features[first + offset];
      const isEmpty = labels === null ? `${field} != ${field}` : `${field} == NULL`;
      const fill = missing === undefined ? "NAN" : numberLiteral(missing);
      const filled = labels === null && missing === undefined ? value : `(${isEmpty} ? ${fill} : ${value})`;
      return `    values[${first + offset}] = (${filled} - ${signed(shift)}) / ${signed(scale)};\n`;
    });
  });
  const checks = model.columns.flatMap(({ labels }, index) => {
    if (labels === null) return [];
    const field = `row.${fields[index]}`;
    const known = labels.map((label) => `strcmp(${field}, ${cString(label)}) == 0`);
    return [`    if (${field} != NULL && !(${known.join(" || ")})) values[0] = NAN;\n`];
  });
  const widest = Math.max(model.features.length, ...layers.map(({ outputCount }) => outputCount));
  const storage = widest > MOST_ON_STACK
    ? "    // Too wide for the stack of a thread, so that only one thread may ask at a time.\n    static "
    : "    ";
  const steps = layers.map((layer) => cStep(layer, `row.${fields[0]}`));
  const outputs = model.outputNames.map((_, index) => {
    const { shift, scale } = model.targetColumns[index] ?? { shift: 0, scale: 1 };
    const isRaw = hasRawOutputs(model) && !(shift === 0 && scale === 1);
    const raw = isRaw ? ` * ${signed(scale)} + ${signed(shift)}` : "";
    return `    answer.outputs[${index}] = values[${index}]${raw};\n`;
  });
  return `${prefix}_answer ${prefix}_predict(${prefix}_row row) {
    ${prefix}_answer answer;
${storage}double values[${widest}], sums[${widest}];
    int index;
${inputs.join("")}${checks.join("")}${steps.join("")}${outputs.join("")}    answer.label = NULL;
    for (index = 0; index < ${model.outputNames.length}; index++) {
        if (!(answer.outputs[index] - answer.outputs[index] == 0.0)) return answer;
    }
${labelOf(model)}    return answer;
}
`;
}

/** Numbers in an array that the smallest of usual stacks has room for, twice. */
const MOST_ON_STACK = 10_000;

/** A number that may stand behind an operator. */
function signed(value: number): string {
  const text = numberLiteral(value);
  return text.startsWith("-") ? `(${text})` : text;
}

/** The statements that give an answer its label, where there is one. */
function labelOf({ target, outputNames }: TrainedModel): string {
  switch (target?.kind) {
    case "classes":
      return `    {
        static const char *const labels[] = { ${outputNames.map(cString).join(", ")} };
        int largest = 0; // the first among equals
        for (index = 1; index < ${outputNames.length}; index++) {
            if (answer.outputs[index] > answer.outputs[largest]) largest = index;
        }
        answer.label = labels[largest];
    }
`;
    case "coded":
      return `    {
        static const char *const labels[] = { ${
        target.classes.map(({ label }) => cString(label)).join(", ")
      } };
        static const double numbers[] = { ${
        target.classes.map(({ value }) => numberLiteral(value)).join(", ")
      } };
        int nearest_class = 0; // halfway between two the higher one
        for (index = 1; index < ${target.classes.length}; index++) {
            const double gain =
                fabs(answer.outputs[0] - numbers[nearest_class]) - fabs(answer.outputs[0] - numbers[index]);
            if (gain > 0.0 || (gain == 0.0 && numbers[index] > numbers[nearest_class])) nearest_class = index;
        }
        answer.label = labels[nearest_class];
    }
`;
    default:
      return "";
  }
}
