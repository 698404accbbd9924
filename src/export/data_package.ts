// What each column of a result's tables is, as a Frictionless data package: for whoever gets the folder and not the program.
// What must not change: there is no clock in it, and the hashes are those of the files that the model gives.

import { classLabelsOf, featureColumnsOf, outputNamesOf } from "../dataset/dataset.ts";
import { formatOf, type JsonObject, type JsonValue } from "../experiment/config.ts";
import type { Outcome } from "../run/outcome.ts";
import { answerColumns, uniqueNames } from "../results/answer_columns.ts";
import { cellsOf, csvCell } from "../results/csv_text.ts";
import { bytesOf } from "../results/file_content.ts";
import { hashOf } from "../results/hashed_files.ts";
import { jsonText } from "../results/json_text.ts";
import { type LossColumn, lossColumns } from "../results/loss_columns.ts";
import { textFiles } from "../results/run_files.ts";
import { losses } from "../engine/rules/loss.ts";
import { withUnit } from "../text/words.ts";

/** The text of `datapackage.json`, which belongs beside the files that it describes. */
export function dataPackage(outcome: Outcome): string {
  const { experiment } = outcome;
  const files = new Map(textFiles(outcome));
  const resource = (name: string, description: string, fields: readonly JsonObject[]): JsonObject => {
    const bytes = bytesOf(files.get(`${name}.csv`)!);
    return {
      name,
      type: "table",
      path: `${name}.csv`,
      description,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      bytes: bytes.length,
      hash: `sha256:${hashOf(bytes)}`,
      schema: { fields, missingValues: [""] },
    };
  };
  return jsonText({
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: experiment.name.toLowerCase(),
    title: experiment.name,
    ...(experiment.description === "" ? {} : { description: experiment.description }),
    resources: [
      resource("loss", "The loss of the network at the logged epochs", lossFields(outcome)),
      resource("predictions", "What the trained network answers to the queries", predictionFields(outcome)),
    ],
  });
}

function fieldOf(
  name: string,
  type: string,
  description: string,
  more: Readonly<Record<string, JsonValue>> = {},
): JsonObject {
  return { name, type, description, ...more };
}

function lossFields({ experiment }: Outcome): readonly JsonObject[] {
  const title = losses[experiment.training.loss].title;
  const words: Readonly<Record<LossColumn, string>> = {
    epoch: "How many times all rows were learned before, counted from 0",
    loss: `The ${title} over the rows that are learned, after the epoch`,
    accuracy: "The share of the rows that are learned that is answered rightly",
    validation_loss: `The ${title} over the rows that are held out; empty where it is not finite`,
    validation_accuracy: "The share of the rows that are held out that is answered rightly",
  };
  return lossColumns(experiment).map((name) =>
    fieldOf(name, name === "epoch" ? "integer" : "number", words[name])
  );
}

function predictionFields({ experiment, features }: Outcome): readonly JsonObject[] {
  const { target } = experiment.dataset;
  const asked = featureColumnsOf(features).map(({ name, first, labels, words }) => {
    if (words !== undefined) return fieldOf(name, "string", `A sentence of ${name}`);
    return labels === null
      ? fieldOf(name, "number", withUnit(name, features[first].unit))
      : fieldOf(name, "string", `A word of ${name}`, { constraints: { enum: labels.map(asInFile) } });
  });
  const outputNames = outputNamesOf(target);
  const answers = answerColumns(target, formatOf(experiment), null).map(({ name, output }) => {
    if (output === null) {
      const labels = classLabelsOf(target);
      return fieldOf(
        name,
        "string",
        labels.length === 0
          ? "Why there is no answer, where there is none"
          : "The class that the network answers",
      );
    }
    const unit = target?.kind === "numbers" ? target.columns[output].unit : null;
    const what = target?.kind === "classes"
      ? `The output for the class ${outputNames[output]}`
      : `The answer: ${withUnit(outputNames[output], unit)}`;
    return fieldOf(name, "number", what);
  });
  const fields = [fieldOf("name", "string", "What the query is called"), ...asked, ...answers];
  const names = uniqueNames(fields.map(({ name }) => String(name)));
  return fields.map((field, index) => ({ ...field, name: asInFile(names[index]) }));
}

/** A text as whoever reads the file finds it: one that a spreadsheet would run has an apostrophe before it. */
function asInFile(text: string): string {
  return cellsOf(csvCell(text))[0];
}
