// A network as one JavaScript module, for Node, Deno and browsers.
// What must not change: powers of two are made of a double's bits, since `**` and Math.pow may differ between engines.

import { wrapped } from "../../text/lines.ts";
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
import { javaScriptLayers, javaScriptNumbers, javaScriptStep } from "./javascript_layers.ts";
import { bodyOf, type Language, LINE_LENGTH, numberLiteral, primitivesOf } from "./language.ts";
import { javaScriptPrimitives } from "./javascript_primitives.ts";

const javaScript: Language = {
  functionName: (name) => name === "squareRoot" ? "Math.sqrt" : name,
  statement: (name, text) => `const ${name} = ${text};`,
};

/** The module's text. */
export function javaScriptCode(model: TrainedModel): string {
  const plan = codePlanOf(model);
  const { functions, layers } = plan;
  return [
    headerOf(plan),
    inputsOf(model),
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
    return `${stringLiteral(name)}: ${typeof cell === "number" ? cell : stringLiteral(cell)}`;
  });
  const answer = model.outputNames.length === 1 ? "output" : "outputs";
  return `// The trained network ${stringLiteral(model.name)} as one JavaScript module that needs no library.
// predict({ ${cells.join(", ")} }) gives { ${answer}, label }.
// Numbers are in raw units; a cell that is "", null or missing is empty.
// The answers are those of predictions.csv to the last bit: only + - * / and powers of two reach them, in the order
// in which the network was trained. Written by Seedbed, numerics 1.
// A page that is opened from a disk may import no file: paste all of this into its <script type="module">.
`;
}

function inputsOf({ features, columns }: TrainedModel): string {
  const [{ learnedWords }] = features;
  if (learnedWords !== undefined) return sentenceOf(columns[0].name, learnedWords);
  const entries = features.map(({ name, category, shift, scale, missing }) =>
    `  [${stringLiteral(category?.column ?? name)}, ${
      category === undefined ? null : stringLiteral(category.label)
    }, ${numberLiteral(shift)}, ${numberLiteral(scale)}, ${
      missing === undefined ? null : numberLiteral(missing)
    }],`
  );
  return `/** The inputs: column, the word for which it is 1, shift, scale, and what an empty cell stands for. */
const INPUTS = [
${entries.join("\n")}
];

/** A number, or one as a table has it; NaN for any other text. */
function numberOf(cell) {
  const isNumber = typeof cell === "number" || /^[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?$/i.test(cell);
  return isNumber ? Number(cell) : NaN;
}

/** (value - shift) / scale of each input. */
function inputsOf(row) {
  return INPUTS.map(([column, word, shift, scale, missing]) => {
    const cell = (Object.hasOwn(row, column) ? row[column] : null) ?? "";
    let value = word === null ? numberOf(cell) : cell === word ? 1 : 0;
    if (cell === "" || Number.isNaN(cell)) {
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
${wrapped(words.map((word) => `${stringLiteral(word)},`), LINE_LENGTH).map((line) => `  ${line}`).join("\n")}
];

/** The words of a sentence by their numbers, without those that the network does not know. */
function inputsOf(row) {
  const words = String(row[${stringLiteral(column)}] ?? "").split(/\\s+/);
  return words.map((word) => WORDS.indexOf(word)).filter((number) => number >= 0);
}
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
  const names = isUnnamed ? "" : `const OUTPUTS = [${outputNames.map(stringLiteral).join(", ")}];\n\n`;
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
        `  [${stringLiteral(label)}, ${numberLiteral(value)}],\n`
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
