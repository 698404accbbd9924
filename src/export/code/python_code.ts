// A network as one Python file, for any Python 3; started by itself it answers the cells of its command line.
// What must not change: every number is a float, since Python's whole numbers are not rounded as doubles are.

import { quoted } from "../../text/shell_word.ts";
import type { TrainedModel } from "../trained_model.ts";
import {
  type CodePlan,
  codePlanOf,
  hasLabel,
  hasRawOutputs,
  layerFunctions,
  stringLiteral,
} from "./code_plan.ts";
import type { CodeFunction } from "./functions.ts";
import { bodyOf, numberLiteral, primitivesOf } from "./language.ts";
import { pythonInputs } from "./python_inputs.ts";
import { python } from "./python_language.ts";
import { pythonLayers, pythonNumbers, pythonStep } from "./python_layers.ts";
import { pythonPrimitives } from "./python_primitives.ts";

/** The file's text. */
export function pythonCode(model: TrainedModel): string {
  const plan = codePlanOf(model);
  const { functions, layers } = plan;
  return [
    headerOf(plan),
    pythonInputs(model),
    layers.map(pythonNumbers).join(""),
    ...layerFunctions(plan, pythonLayers),
    ...primitivesOf(plan.callers, pythonPrimitives),
    ...functions.map(functionText),
    outputsOf(plan),
    answerOf(model),
    COMMAND_LINE,
  ].join("\n\n");
}

function headerOf({ model, exampleCells }: CodePlan): string {
  const cells = model.columns.map(({ name }, index) => {
    const cell = exampleCells[index];
    return `${stringLiteral(name)}: ${typeof cell === "number" ? numberLiteral(cell) : stringLiteral(cell)}`;
  });
  const answer = model.outputNames.length === 1 ? "output" : "outputs";
  return `# The trained network ${stringLiteral(model.name)} as one Python file that needs no library.
# predict({${cells.join(", ")}}) gives {"${answer}": ..., "label": ...};
# started by itself it answers the cells of its command line: python3 ${model.name}.py ${
    exampleCells.map((cell) => quoted(String(cell))).join(" ")
  }
# Numbers are in raw units; a cell that is "", None or missing is empty.
# The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
# in which the network was trained. Written by Seedbed, numerics 1.

import math
import re
import sys
`;
}

function functionText({ name, isOfLayer, results }: CodeFunction): string {
  const { statements, results: given } = bodyOf(results, python, ["x", name]);
  const result = isOfLayer ? `[\n${given.map((text) => `        ${text},`).join("\n")}\n    ]` : given[0];
  return `def ${name}(x):\n${statements.map((line) => `    ${line}\n`).join("")}    return ${result}\n`;
}

function outputsOf({ model, layers }: CodePlan): string {
  const steps = layers.map(pythonStep);
  const raw = hasRawOutputs(model)
    ? `    columns = [\n${
      model.targetColumns.map(({ shift, scale }) =>
        `        (${numberLiteral(shift)}, ${numberLiteral(scale)}),\n`
      )
        .join("")
    }    ]
    return [
        value if shift == 0.0 and scale == 1.0 else value * scale + shift
        for value, (shift, scale) in zip(values, columns)
    ]\n`
    : "    return values\n";
  return `def outputs_of(row):
    """The network's outputs for a row, in raw units."""
    require_known(row)
    values = inputs_of(row)
${steps.join("")}${raw}`;
}

function answerOf({ target, outputNames }: TrainedModel): string {
  const isSingle = outputNames.length === 1;
  const isUnnamed = isSingle && target?.kind !== "classes";
  const names = isUnnamed ? "" : `OUTPUTS = [${outputNames.map(stringLiteral).join(", ")}]\n\n\n`;
  const [key, none, value] = isSingle
    ? ["output", "None", "outputs[0]"]
    : ["outputs", "None", "dict(zip(OUTPUTS, outputs))"];
  return `${names}${labelOf(target)}def predict(row):
    """The answer to a row; None where an output is not finite."""
    outputs = outputs_of(row)
    if not all(map(math.isfinite, outputs)):
        return {"${key}": ${none}, "label": None}
    return {"${key}": ${value}, "label": ${hasLabel(target) ? "label_of(outputs)" : "None"}}
`;
}

/** The function that gives the label of an answer, where there is one. */
function labelOf(target: TrainedModel["target"]): string {
  switch (target?.kind) {
    case "classes":
      return `def label_of(outputs):
    """The class of the largest output, the first among equals."""
    return OUTPUTS[outputs.index(max(outputs))]


`;
    case "coded": {
      const classes = target.classes.map(({ label, value }) =>
        `    (${stringLiteral(label)}, ${numberLiteral(value)}),\n`
      );
      return `CLASSES = [
${classes.join("")}]


def label_of(outputs):
    """The class whose number is nearest; halfway between two the higher one."""
    label, value = CLASSES[0]
    for other_label, other in CLASSES:
        gain = abs(outputs[0] - value) - abs(outputs[0] - other)
        if gain > 0.0 or gain == 0.0 and other > value:
            label, value = other_label, other
    return label


`;
    }
    default:
      return "";
  }
}

const COMMAND_LINE = `if __name__ == "__main__":
    if len(sys.argv) != len(COLUMNS) + 1:
        names = [column if column.isidentifier() else repr(column) for column in COLUMNS]
        sys.exit(" ".join(["usage: python3", sys.argv[0], *names]))
    try:
        print(predict(dict(zip(COLUMNS, sys.argv[1:]))))
    except ValueError as error:
        sys.exit(str(error))
`;
