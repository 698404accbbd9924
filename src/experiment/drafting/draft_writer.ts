// Writes the text of an experiment for a table whose columns have their roles.
// What must not change: its comments say what was taken for what, so that nothing is guessed in silence.

import { separatorText } from "../source/csv_format.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { shortest } from "../../text/decimal.ts";
import { clip, visible } from "../../text/visible_text.ts";
import { counted } from "../../text/words.ts";
import { yamlText } from "../../text/yaml_text.ts";
import { isFlag, isOfCodes } from "./column_profile.ts";
import { featureLines, inputCount, listText, mostFeatures, numberings } from "./draft_features.ts";
import { type DraftSize, networkText, straightLine } from "./draft_network.ts";
import { draftRemarks } from "./draft_remarks.ts";
import type { Roles, TableDraft, TableFile } from "./table_draft.ts";

/** Features of which a query shows the values. */
const MOST_ASKED = 16;

/** Rows, and rows of each class, from which on a fifth is held out: it tells something, and enough are left to learn. */
const LEAST_ROWS = 50;
const LEAST_OF_CLASS = 5;
/** A column in which so many cells differ from the others keeps some of them when a fifth is drawn. */
const LEAST_OTHERS = 10;
/** Rows from which on each fifth of them can be held out in turn: two at least are answered. */
const LEAST_IN_TURN = 10;

/** Writes an experiment. */
export class DraftWriter implements TableDraft {
  constructor(
    readonly file: TableFile,
    readonly table: CsvTable,
    readonly marks: readonly string[],
    readonly roles: Roles,
  ) {}

  text(): string {
    const { name } = this.file;
    // A path is a stranger's: on one line it cannot end the comment.
    const [path, command] = [visible(this.file.path), visible(this.file.command)];
    const { profiles } = this.roles;
    return `# ${name}: written for ${path}, a table of ${counted(this.table.rowCount, "row")} and ${
      counted(profiles.length, "column")
    }.
# Run it:           ${command}
# Change a setting: ${command} seed=7 learning_rate=0.003
# ${straightLine(command)}
${this.#foldsText(command)}${
      draftRemarks(this).map((remark) => `# ${remark.replaceAll("\n", "\n# ")}\n`).join("")
    }name: ${name}

dataset:
  file: ${this.#fileText()}
  features:                       # inputs of one size: (value - shift) / scale
${featureLines(this.roles).map((line) => `    - ${line}\n`).join("")}${
      numberings(this.roles, this.table.rowCount).map((line) => `    # - ${line}\n`).join("")
    }  target: ${this.#targetText()}
  ${this.#validationText()}

${networkText(this.#size())}${this.#queriesText()}`;
  }

  #fileText(): string {
    const { path, encoding } = this.file;
    const { separator, decimal, header } = this.table.format;
    const { rowName } = this.roles;
    const settings = [
      ...(separator === "," ? [] : [`separator: ${separatorText(separator)}`]),
      ...(decimal === "." ? [] : ['decimal: ","']),
      ...(header === null ? [] : ["header: none"]),
      ...(this.marks.length === 0
        ? []
        : [`missing: [${this.marks.map((mark) => JSON.stringify(mark)).join(", ")}]`]),
      ...(rowName === null || rowName.name === "name" ? [] : [`row_name: ${yamlText(rowName.name)}`]),
      ...(encoding === null ? [] : [`encoding: ${encoding}`]),
    ];
    return settings.length === 0 ? yamlText(path) : `{ path: ${yamlText(path)}, ${settings.join(", ")} }`;
  }

  #targetText(): string {
    const { target } = this.roles;
    const drop = target.missingCount > 0 ? ", missing: drop" : "";
    const name = yamlText(target.name);
    if (this.#isNumber()) {
      return `{ name: ${name}, shift: mean, scale: std${drop} } # a number: answers come back in its own units`;
    }
    const words = target.kind === "numbers" ? inOrder(target.words) : target.words;
    return `{ name: ${name}, classes: ${listText(words)}${drop} } # an output for each class`;
  }

  /** The rows that are held out, to judge by; a comment with the reason where so few can hardly be spared. */
  #validationText(): string {
    const setting = `validation: { fraction: 0.2${this.#isNumber() ? "" : ", stratify: true"} }`;
    const why = this.#whyNoneHeldOut();
    return why === null
      ? `${setting} # a fifth is not learned: how good are the answers to new rows?`
      : `# ${setting} # would hold a fifth out to judge by, but ${why}`;
  }

  /** How all rows are judged by networks that have not learned them, a line of the head; empty where a fold may fail. */
  #foldsText(command: string): string {
    if (this.#learnedCount() < LEAST_IN_TURN || this.#whyNoneIsDrawn() !== null) return "";
    const settings = `folds=5 fold=0..4${this.#isNumber() ? "" : " stratify=true"}`;
    return `# Cross-validate it: ${command} ${settings}\n`;
  }

  /** The rows that have what is to be learned. */
  #learnedCount(): number {
    return this.table.rowCount - this.roles.target.missingCount;
  }

  /** Why no rows are held out; null where they are. */
  #whyNoneHeldOut(): string | null {
    const rowCount = this.#learnedCount();
    return rowCount < LEAST_ROWS ? `there are only ${counted(rowCount, "row")}` : this.#whyNoneIsDrawn();
  }

  /** Why a fifth of the rows, however many there are, may leave too little to learn or to judge by; null where it does not. */
  #whyNoneIsDrawn(): string | null {
    const { target, features } = this.roles;
    if (!this.#isNumber() && target.rarestCount < LEAST_OF_CLASS) {
      return target.hasMoreWords ? "there are many classes" : "a class has very few rows";
    }
    // A column that is the same in all rows that are learned cannot be scaled.
    const isScaled = featureLines(this.roles).some((line) => line.includes("scale: std"));
    const rare = features.find((feature) =>
      feature.kind === "numbers" && !isFlag(feature) && feature.otherCount < LEAST_OTHERS
    );
    return isScaled && rare !== undefined ? `${clip(rare.name)} differs in very few rows` : null;
  }

  /** Whether numbers are learned, and no classes. */
  #isNumber(): boolean {
    const { target } = this.roles;
    return target.kind === "numbers" && !isOfCodes(target, this.table.rowCount);
  }

  #size(): DraftSize {
    const isHeldOut = this.#whyNoneHeldOut() === null;
    return { rowCount: this.table.rowCount, inputCount: inputCount(this.roles), isHeldOut };
  }

  #queriesText(): string {
    const { features } = this.roles;
    const ask = "# or queries: { file: unseen.csv }, a table with the same columns but the target";
    if (features.length > MOST_ASKED || features.length > mostFeatures(this.roles)) return `\n${ask}\n`;
    const cells = features.map(({ name, kind, middle, commonWord }) =>
      `${yamlText(name)}: ${kind === "words" ? yamlText(commonWord) : shortest(middle)}`
    );
    return `
queries:                          # asked when training is done, in raw units
  - { name: usual, ${cells.join(", ")} }
${ask}
`;
  }
}

/** Codes from the smallest on. */
function inOrder(codes: readonly string[]): readonly string[] {
  return codes.toSorted((a, b) => Number(a) - Number(b));
}
