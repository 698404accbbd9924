// A network as one JavaScript module, for Node, Deno and browsers.
// What must not change: powers of two are made of a double's bits, since `**` and Math.pow may differ between engines.

import type { TrainedModel } from "../trained_model.ts";
import { type CodePlan, codePlanOf, hasLabel, hasRawOutputs, layerFunctions } from "./code_plan.ts";
import type { CodeFunction } from "./functions.ts";
import { javaScriptLayers, javaScriptNumbers, javaScriptStep } from "./javascript_layers.ts";
import { javaScriptInputs } from "./javascript_inputs.ts";
import { javaScript, javaScriptString } from "./javascript_language.ts";
import { bodyOf, numberLiteral, primitivesOf } from "./language.ts";
import { javaScriptPrimitives } from "./javascript_primitives.ts";

/** The module's text. */
export function javaScriptCode(model: TrainedModel): string {
  const plan = codePlanOf(model);
  const { functions, layers } = plan;
  return [
    headerOf(plan),
    javaScriptInputs(model),
    ...layers.map(javaScriptNumbers).filter((text) => text !== ""),
    ...layerFunctions(plan, javaScriptLayers),
    ...primitivesOf(plan.callers, javaScriptPrimitives),
    ...functions.map(functionText),
    outputsOf(plan),
    answerOf(model),
  ].join("\n");
}

function headerOf({ model, exampleCells }: CodePlan): string {
  const cells = model.columns.map(({ name }, index) => {
    const cell = exampleCells[index];
    return `${javaScriptString(name)}: ${typeof cell === "number" ? cell : javaScriptString(cell)}`;
  });
  const answer = model.outputNames.length === 1 ? "output" : "outputs";
  return `// The trained network ${
    javaScriptString(model.name)
  } as one JavaScript module that needs no library.
// predict({ ${cells.join(", ")} }) gives { ${answer}, label }.
// Numbers are in raw units; a cell that is "", null or missing is empty.
// The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
// in which the network was trained. Written by Seedbed, numerics 1.
// A page that is opened from a disk may import no file: paste all of this into its <script type="module">.
`;
}

function functionText({ name, isOfLayer, results }: CodeFunction): string {
  const { statements, results: given } = bodyOf(results, javaScript, ["x", name]);
  const result = isOfLayer ? `[\n${given.map((text) => `    ${text},`).join("\n")}\n  ]` : given[0];
  return `function ${name}(x) {\n${statements.map((line) => `  ${line}\n`).join("")}  return ${result};\n}\n`;
}

function outputsOf({ model, layers }: CodePlan): string {
  const steps = layers.map(javaScriptStep);
  const raw = hasRawOutputs(model)
    ? `  const columns = [\n${
      model.targetColumns.map(({ shift, scale }) =>
        `    [${numberLiteral(shift)}, ${numberLiteral(scale)}],\n`
      )
        .join("")
    }  ];\n  return values.map((value, index) => {
    const [shift, scale] = columns[index];
    return shift === 0 && scale === 1 ? value : value * scale + shift;
  });\n`
    : "  return values;\n";
  return `/** The network's outputs for a row, in raw units. */
export function outputsOf(row) {
  requireKnown(row);
  let values = inputsOf(row);
${steps.join("")}${raw}}
`;
}

function answerOf({ target, outputNames }: TrainedModel): string {
  const isSingle = outputNames.length === 1;
  const outputs = isSingle
    ? "output: isFinite ? outputs[0] : null"
    : "outputs: isFinite ? Object.fromEntries(OUTPUTS.map((name, index) => [name, outputs[index]])) : null";
  const isUnnamed = isSingle && target?.kind !== "classes";
  const names = isUnnamed ? "" : `const OUTPUTS = [${outputNames.map(javaScriptString).join(", ")}];\n\n`;
  return `${names}${labelOf(target)}/** The answer to a row; null where an output is not finite. */
export function predict(row) {
  const outputs = outputsOf(row);
  const isFinite = outputs.every(Number.isFinite);
  return { ${outputs}, label: ${hasLabel(target) ? "isFinite ? labelOf(outputs) : null" : "null"} };
}
`;
}

/** The function that gives the label of an answer, where there is one. */
function labelOf(target: TrainedModel["target"]): string {
  switch (target?.kind) {
    case "classes":
      return `/** The class of the largest output, the first among equals. */
function labelOf(outputs) {
  let largest = 0;
  outputs.forEach((output, index) => largest = output > outputs[largest] ? index : largest);
  return OUTPUTS[largest];
}

`;
    case "coded": {
      const classes = target.classes.map(({ label, value }) =>
        `  [${javaScriptString(label)}, ${numberLiteral(value)}],\n`
      );
      return `const CLASSES = [
${classes.join("")}];

/** The class whose number is nearest; halfway between two the higher one. */
function labelOf([output]) {
  let [label, value] = CLASSES[0];
  for (const [otherLabel, other] of CLASSES) {
    const gain = Math.abs(output - value) - Math.abs(output - other);
    if (gain > 0 || (gain === 0 && other > value)) [label, value] = [otherLabel, other];
  }
  return label;
}

`;
    }
    default:
      return "";
  }
}
