// Writes the text of an experiment for a table whose columns have their roles.
// What must not change: its comments say what was taken for what, so that nothing is guessed in silence.

import { rowOrderOf } from "../../dataset/row_order.ts";
import { LIMITS } from "../limits.ts";
import { separatorText } from "../source/csv_format.ts";
import type { CsvTable } from "../source/csv_table.ts";
import { shortest } from "../../text/decimal.ts";
import { clip, visible } from "../../text/visible_text.ts";
import { counted } from "../../text/words.ts";
import { yamlText } from "../../text/yaml_text.ts";
import { areSentences, type ColumnProfile, isFlag, isOfCodes } from "./column_profile.ts";
import { isIdentity, isName } from "./column_roles.ts";
import { columnWords, HOW_SENTENCES_ARE_READ, whyLeftOut } from "./left_out.ts";
import {
  caseRemark,
  codesRemark,
  copiesRemark,
  droppedRemark,
  flagsRemark,
  standInWords,
  totalsRemark,
} from "./table_oddities.ts";

/** A table to write an experiment for. */
export interface TableFile {
  /** The experiment's name. */
  readonly name: string;
  /** The path of the data file from the experiment's folder. */
  readonly path: string;
  /** What messages call it, where that is not its path: whoever reads them may stand elsewhere. */
  readonly calledHere?: string;
  readonly text: string;
  /** What its bytes were read as, where the file does not say so itself. */
  readonly encoding: string | null;
  /** The column to learn, where it is said; else the likeliest is taken. */
  readonly target?: string;
  /** The command that runs the experiment. */
  readonly command: string;
}

/** What the columns of a table are to an experiment. */
export interface Roles {
  readonly target: ColumnProfile;
  readonly rowName: ColumnProfile | null;
  readonly features: readonly ColumnProfile[];
  /** Columns that would tell the target: with it, one of them is 1 in each row. */
  readonly flags: readonly ColumnProfile[];
  readonly profiles: readonly ColumnProfile[];
}

/** Classes that are listed one by one, and their length together. */
const MOST_LISTED = 12;
const MOST_LISTED_LENGTH = 60;
/** Features that are named one by one, and those of which a query shows the values. */
const MOST_NAMED = 40;
const MOST_ASKED = 16;

/** Columns that tell rows apart and are shown as the features that they could be. */
const MOST_NUMBERINGS = 3;

/** Rows, and rows of each class, from which on a fifth is held out: it tells something, and enough are left to learn. */
const LEAST_ROWS = 50;
const LEAST_OF_CLASS = 5;
/** A column in which so many cells differ from the others keeps some of them when a fifth is drawn. */
const LEAST_OTHERS = 10;

/** What chooses an epoch is no fair judge of it. */
const CAUTION = `;
                                  # the rows held out choose it, so what they say is a little too good`;

/** Writes an experiment. */
export class DraftWriter {
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
    const inputs = this.#inputCount();
    return `# ${name}: written for ${path}, a table of ${counted(this.table.rowCount, "row")} and ${
      counted(profiles.length, "column")
    }.
# Run it:           ${command}
# Change a setting: ${command} seed=7 learning_rate=0.003
${this.#remarks().map((remark) => `# ${remark.replaceAll("\n", "\n# ")}\n`).join("")}name: ${name}

dataset:
  file: ${this.#fileText()}
  features:                       # inputs of one size: (value - shift) / scale
${this.#featureLines().map((line) => `    - ${line}\n`).join("")}${
      this.#numberings().map((line) => `    # - ${line}\n`).join("")
    }  target: ${this.#targetText()}
  ${this.#validationText()}

network:
  hidden: ${`[${inputs > 40 ? 32 : inputs > 8 ? 16 : 8}]`.padEnd(23)} # neurons of each hidden layer
  activation: ${inputs > 40 ? "relu" : "tanh"}
init:
  seed: 0                         # another seed, another start: was it luck?
${this.#trainingText()}${this.#queriesText()}`;
  }

  /** Inputs: one a column of numbers, one a word. */
  #inputCount(): number {
    return this.roles.features.reduce(
      (sum, { kind, words }) => sum + (kind === "words" ? words.length : 1),
      0,
    );
  }

  /** What was taken for what, and what was left out. */
  #remarks(): readonly string[] {
    const { target, rowName, profiles, features, flags } = this.roles;
    const remarks = this.file.target !== undefined ? [] : [
      `The column to learn seems to be ${clip(target.name)}; to learn another, exchange it with a feature.`,
    ];
    if (this.table.format.header === "none") {
      remarks.push(
        "The file has no header line, so its columns are called c1, c2, …; header: [a, b, …] gives them names.",
      );
    }
    if (this.file.encoding !== null) {
      remarks.push(
        `Its bytes are read as ${this.file.encoding}: where letters look wrong, write another encoding.`,
      );
    }
    const mostFeatures = this.#mostFeatures();
    if (mostFeatures < features.length) {
      remarks.push(
        `Of ${features.length} columns the first ${mostFeatures} are features: a network has at most ${LIMITS.features} inputs.`,
      );
    }
    if (rowName !== null) remarks.push(rowNameRemark(rowName));
    const isWhole = this.#wholePattern() !== null;
    const order = orderWords(this.table, target);
    if (order !== null) remarks.push(`The rows ${order}: shuffle mixes them anew in each epoch.`);
    const dropped = droppedRemark(this.table, target, this.marks);
    const odd = [
      dropped,
      totalsRemark(this.table, target, this.marks),
      copiesRemark(this.table, target, features, this.marks),
      ...[target, ...features].map((profile) => standInWords(this.table, profile, target, this.marks)),
      ...[target, ...features].map(caseRemark),
      ...features.map(codesRemark),
      ...features.map(sentencesRemark),
    ];
    remarks.push(...odd.filter((remark) => remark !== null).slice(0, MOST_ODD));
    if (flags.length > 0) remarks.push(flagsRemark(target, flags));
    for (const profile of profiles) {
      if (flags.includes(profile)) continue;
      if (profile === target || profile === rowName || features.includes(profile)) continue;
      if (isWhole && profile.kind === "constant" && profile.name !== "") continue;
      remarks.push(
        `Left out: ${columnWords(profile)} (${whyLeftOut(profile, this.table.format.decimal)}).`,
      );
      if (remarks.length > MOST_REMARKS) {
        remarks.push("Further columns are left out as well.");
        break;
      }
    }
    return remarks;
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

  #featureLines(): readonly string[] {
    const whole = this.#wholePattern();
    return whole === null ? this.roles.features.slice(0, this.#mostFeatures()).map(featureText) : [whole];
  }

  /** Columns of numbers that tell rows apart, as the features that they could be. */
  #numberings(): readonly string[] {
    const { profiles, target, rowName, features } = this.roles;
    const { rowCount } = this.table;
    return profiles.filter((profile) =>
      profile !== target && !features.includes(profile) && profile.kind === "numbers" &&
      isName(profile.name) &&
      (profile === rowName || isIdentity(profile, rowCount, profiles.length))
    ).slice(0, MOST_NUMBERINGS).map((profile) =>
      `${featureText(profile)} # tells rows apart; to learn from it, ask it in queries too`
    );
  }

  /** The one feature that takes all columns that are not named elsewhere; null where they differ, or are few. */
  #wholePattern(): string | null {
    const { features, profiles, target, rowName } = this.roles;
    const others = profiles.filter((profile) =>
      profile !== target && profile !== rowName && profile.name !== ""
    );
    const areNumbers = others.every((profile) =>
      (features.includes(profile) && profile.kind === "numbers" || profile.kind === "constant") &&
      profile.missingCount === 0 && !Number.isNaN(profile.most)
    );
    if (others.length > MOST_NAMED && others.length <= LIMITS.features && areNumbers) {
      const most = Math.max(...others.map((profile) => profile.most));
      const isOneSize = others.every(({ least }) => least >= 0) && most > 0 &&
        others.every(({ isWhole }) => isWhole);
      const areAllMoved = others.every(({ kind }) => kind === "numbers");
      if (isOneSize) {
        return `{ columns: "*", scale: ${shortest(most)} } # all columns that are not named elsewhere`;
      }
      if (areAllMoved) {
        return '{ columns: "*", shift: mean, scale: std } # all columns that are not named elsewhere';
      }
    }
    return null;
  }

  /** Columns that fit into the inputs that a network may have. */
  #mostFeatures(): number {
    let inputs = 0;
    const fitting = this.roles.features.findIndex(({ kind, words }) =>
      (inputs += kind === "words" ? words.length : 1) > LIMITS.features
    );
    return fitting < 0 ? this.roles.features.length : fitting;
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

  /** Why no rows are held out; null where they are. */
  #whyNoneHeldOut(): string | null {
    const { target, features } = this.roles;
    const rowCount = this.table.rowCount - target.missingCount;
    if (rowCount < LEAST_ROWS) return `there are only ${counted(rowCount, "row")}`;
    if (!this.#isNumber() && target.rarestCount < LEAST_OF_CLASS) {
      return target.hasMoreWords ? "there are many classes" : "a class has very few rows";
    }
    // A column that is the same in all rows that are learned cannot be scaled.
    const isScaled = this.#featureLines().some((line) => line.includes("scale: std"));
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

  #trainingText(): string {
    const { rowCount } = this.table;
    const epochs = Math.min(300, Math.max(5, Math.round(150_000 / rowCount / 5) * 5));
    const batchSize = rowCount > 20_000 ? 64 : rowCount > 1000 ? 32 : rowCount > 40 ? 10 : 1;
    const patience = epochs > 5 ? 5 : 3;
    // A loss of rows that are learned hardly ever turns up.
    const [mark, caution] = this.#whyNoneHeldOut() === null ? ["", CAUTION] : ["# ", ""];
    const stop = `${mark}stop: { patience: ${patience} }`;
    return `training:
  optimizer: adam
  learning_rate: ${rowCount > 20_000 ? 0.003 : 0.01}
  batch_size: ${batchSize}
  shuffle: true
  epochs: ${epochs}
  log_every: ${Math.max(1, Math.round(epochs / 20))}
  ${
      stop.padEnd(31)
    } # ends after ${patience} logged epochs without a better loss, and keeps the best${caution}
`;
  }

  #queriesText(): string {
    const { features } = this.roles;
    const ask = "# or queries: { file: unseen.csv }, a table with the same columns but the target";
    if (features.length > MOST_ASKED || features.length > this.#mostFeatures()) return `\n${ask}\n`;
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

/** Oddities of a table that are told. */
const MOST_ODD = 5;
/** Columns of which it is said why they are left out. */
const MOST_REMARKS = 12;

/** What a column that names the rows was taken for. */
function rowNameRemark({ name, kind }: ColumnProfile): string {
  const words = `The rows are called by ${clip(name)}`;
  return kind === "numbers"
    ? `${words}, which seems to number them, and are not learned from it.`
    : `${words}.`;
}

function sentencesRemark({ name, kind, words }: ColumnProfile): string | null {
  if (kind !== "words" || !areSentences(words)) return null;
  return `Each sentence of ${clip(name)} is one category: ${HOW_SENTENCES_ARE_READ}.`;
}

/** Classes or categories one by one where they are short; else the word for all that the rows have. */
function listText(words: readonly string[]): string {
  const isShort = words.length <= MOST_LISTED && words.join("").length <= MOST_LISTED_LENGTH;
  return isShort ? `[${words.map(yamlText).join(", ")}]` : "all";
}

function featureText(profile: ColumnProfile): string {
  const { name, kind, words, missingCount } = profile;
  const text = yamlText(name);
  if (kind === "words") {
    return `{ name: ${text}, categories: ${listText(words)}${missingCount > 0 ? ", missing: 0" : ""} }`;
  }
  return `{ name: ${text}${isFlag(profile) ? "" : ", shift: mean, scale: std"}${
    missingCount > 0 ? ", missing: median" : ""
  } }`;
}

/** How the rows lie by the words of a column; null where they are mixed, or each has another. */
function orderWords(
  table: CsvTable,
  { name, index, words, hasMoreWords, kind }: ColumnProfile,
): string | null {
  if (hasMoreWords || table.rowCount < 4 * words.length || kind === "names") return null;
  const order = rowOrderOf(Array.from({ length: table.rowCount }, (_, row) => table.textOf(row, index)));
  if (order.kind === "mixed") return null;
  return order.kind === "sorted" ? `are sorted by ${clip(name)}` : `come in blocks of one ${clip(name)}`;
}
