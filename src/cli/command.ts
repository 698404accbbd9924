// What a command is, how its arguments are read and how its help looks.
// Why not a larger library: `run` must start as fast as a few empty Deno processes. Even `node:util` is loaded only
// where there is an option to read.

import { FORMAT_VERSIONS, NUMERICS_VERSION, PROGRAM_HOMEPAGE, PROGRAM_NAME } from "../experiment/versions.ts";
import { hanging, wrapped } from "../text/lines.ts";
import { nearestWord, suggestion } from "../text/suggest.ts";
import { visible } from "../text/visible_text.ts";
import { program } from "./launch.ts";

/** An option of a command. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** The word for its value in the help; without it the option is a switch. */
  readonly value?: string;
  /** The words of which its value is one, where it is one of some. */
  readonly words?: readonly string[];
  readonly help: string;
}

/** What a user typed after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Whether a switch is on. */
  has(name: string): boolean;
  /** The value of an option, the last one if it is given more than once. */
  value(name: string): string | undefined;
  /** All values of an option, in their order. */
  values(name: string): readonly string[];
}

export interface Command {
  readonly name: string;
  /** What follows the name: `FILE [key=value …]`. */
  readonly usage: string;
  /** What its arguments are, where a shell can offer it: files, folders, both, or the words of which its argument is one. */
  readonly takes?: "experiments" | "results" | "files" | readonly string[];
  /** One line for the list of commands. */
  readonly summary: string;
  /** What the command does, for its own help; a line is a paragraph, and is wrapped. */
  readonly description: string;
  readonly options: readonly Option[];
  /** Command lines that work, each with what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** @returns the exit code. */
  run(args: Arguments): Promise<number> | number;
}

/** A mistake on the command line: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** The way out, line by line. */
  readonly hint: readonly string[];

  /** @param hint the way out; a list has a line each. Whatever the names in a line hold, it stays one line. */
  constructor(message: string, hint: string | readonly string[] = []) {
    super(visible(message));
    this.hint = [hint].flat().map(visible);
  }
}

/** Refuses a path that begins with a tilde: only a shell knows whose home that is, and it was not asked. */
export function refuseTilde(path: string): void {
  if (!path.startsWith("~")) return;
  const hint = /^~([/\\]|$)/.test(path)
    ? `a shell puts your home in place of ~ only at the start of a word: write "$HOME${path.slice(1)}"`
    : `a shell puts a home in place of ~ only at the start of a word: write it in full, or ./${path} for that very name`;
  throw new UsageError(`a path must not begin with ~: found ${path}`, hint);
}

/** Refuses a path with backslashes where they are a part of a name: nobody means one file of all the folders' names. */
export function refuseBackslash(path: string): void {
  if (Deno.build.os === "windows" || !path.includes("\\")) return;
  const hint = `write it with / in place of \\: ${path.replaceAll("\\", "/")}`;
  throw new UsageError(`a path must have / between its folders: found ${path}`, hint);
}

/** Where results are, if nothing else is said. */
export const RESULTS_FOLDER = "results";

/** Where results are; see {@linkcode outFolderOf}. */
export const OUT_OPTION: Option = {
  name: "out",
  short: "o",
  value: "DIR",
  help: `the results folder (default: ${RESULTS_FOLDER})`,
};

/** The same for a command that writes a file where `--out` says. */
export const RESULTS_OPTION: Option = { name: "results", value: "DIR", help: OUT_OPTION.help };

/** The results folder, without a slash at its end. @param option that names it. */
export function outFolderOf(args: Arguments, option: "out" | "results" = "out"): string {
  const folder = args.value(option) ?? RESULTS_FOLDER;
  refuseTilde(folder);
  refuseBackslash(folder);
  return folder.replace(/(.)\/+$/, "$1");
}

/** Machine-readable output. */
export const JSON_OPTION: Option = { name: "json", help: "print JSON in place of text" };

/** How many threads train a sweep. */
export const JOBS_OPTION: Option = {
  name: "jobs",
  short: "j",
  value: "N",
  help: "threads for a sweep (default: all cores)",
};

/** What trains: for a measurement, or for whoever trusts one more than another. */
export const ENGINE_OPTION: Option = {
  name: "engine",
  value: "ENGINE",
  help: "plain or wasm (default: the faster); the bytes are the same",
};

/** Where the user's figure lies among a sweep's answers. */
export const AT_OPTION: Option = {
  name: "at",
  value: "QUERY=FIGURE",
  help: "say where a figure lies among a sweep's answers",
};

/** The trials for programs that read columns. */
export const PARQUET_OPTION: Option = { name: "parquet", help: "write a sweep's trials.parquet too" };

const HELP_OPTION: Option = { name: "help", short: "h", help: "show this help" };
const VERSION_OPTION: Option = { name: "version", help: "say which version this is, and where it is found" };
/** What every command has besides its own. */
export const COMMON_OPTIONS: readonly Option[] = [VERSION_OPTION, HELP_OPTION];

/**
 * Reads the arguments of a command.
 *
 * @param hintOf the way out for an option that is none, where there is a better one than the nearest option.
 * @returns `help` or `version` where one of these is asked for.
 * @throws UsageError for an unknown option, a missing value or an empty word.
 */
export async function readArguments(
  command: Command,
  args: readonly string[],
  hintOf: (rawName: string) => Promise<string | undefined>,
): Promise<Arguments | "help" | "version"> {
  const options = [...command.options, ...COMMON_OPTIONS];
  if (!args.some((arg) => arg.startsWith("-"))) {
    refuseEmpty(args);
    refuseOtherDashes(args, options);
    return { positionals: args, has: () => false, value: () => undefined, values: () => [] };
  }
  const { parseArgs } = await import("node:util");
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(options.map(({ name, short, value }) => [name, {
      type: value === undefined ? "boolean" : "string",
      ...(short === undefined ? {} : { short }),
      multiple: true,
    }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) {
      throw new UsageError(
        `there is no option ${token.rawName}`,
        await hintOf(token.rawName) ?? optionHint(token.rawName, token.value, options),
      );
    }
    if (option.value === undefined && token.value !== undefined) {
      throw new UsageError(`--${option.name} takes no value: found ${token.value}`);
    }
    if (option.value !== undefined && (token.value === undefined || token.value === "")) {
      throw new UsageError(
        `--${option.name} must have a value: ${option.value}`,
        `for example --${option.name}=…`,
      );
    }
    values.set(option.name, [...values.get(option.name) ?? [], token.value ?? ""]);
  }
  for (const asked of ["help", "version"] as const) if (values.has(asked)) return asked;
  refuseEmpty(positionals);
  refuseOtherDashes(positionals, options);
  return {
    positionals,
    has: (name) => values.has(name),
    value: (name) => values.get(name)?.at(-1),
    values: (name) => values.get(name) ?? [],
  };
}

/** Refuses a word of no letters, which a shell makes of a variable in quotes that is not set. */
function refuseEmpty(words: readonly string[]): void {
  if (!words.includes("")) return;
  throw new UsageError(
    'a word must not be empty: found ""',
    "leave it out, or set the variable that it is made of",
  );
}

/** Refuses a word that would be an option with the usual dashes: editors and chats make others of them. */
function refuseOtherDashes(words: readonly string[], options: readonly Option[]): void {
  for (const word of words) {
    const [, name] = /^[\u2010-\u2015\u2212][-\u2010-\u2015\u2212]*([a-z-]+)/.exec(word) ?? [];
    if (!options.some((option) => option.name === name)) continue;
    throw new UsageError(`an option must begin with --: found ${word}`, `did you mean --${name}?`);
  }
}

/** The option that was meant; else how a setting is written, which other tools take with dashes. */
function optionHint(
  rawName: string,
  value: string | undefined,
  options: readonly Option[],
): string | undefined {
  const known = options.map(({ name }) => `--${name}`);
  const nearest = nearestWord(rawName, known);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  const setting = rawName.replace(/^-+/, "").replaceAll("-", "_");
  if (/^-[a-z]$/i.test(rawName)) return suggestion(rawName, known);
  return `a setting is written without dashes: ${setting}=${value ?? "…"}; ${suggestion(rawName, known)}`;
}

/** What `--version` prints. */
export function versionText(): string {
  const formats = `formats ${FORMAT_VERSIONS.join(" and ")}`;
  return `${PROGRAM_NAME}\n${PROGRAM_HOMEPAGE}\nnumerics ${NUMERICS_VERSION}, ${formats}\n`;
}

/** Sentences are no wider, however wide the terminal is. */
const MOST_COLUMNS = 100;

/**
 * The help of a command.
 *
 * @param columns the width to which it is wrapped.
 */
export function commandHelp(command: Command, columns: number): string {
  const rows = [...command.options, ...COMMON_OPTIONS].map(({ name, short, value, help }) => {
    const before = short === undefined ? "   " : `-${short},`;
    return [`${before} --${name}${value === undefined ? "" : ` ${value}`}`, help] as const;
  });
  return [
    `${wrappedLines(command.description, Math.min(columns, MOST_COLUMNS))}\n`,
    `${wrappedLines(`Usage: ${program()} ${command.name} ${command.usage}`.trimEnd(), columns)}\n`,
    `Options:\n${twoColumns(rows, columns)}\n`,
    `Examples:\n${
      command.examples.map(([line, what]) =>
        `  ${program()} ${line}\n${wrappedLines(`      ${what}`, columns)}`
      ).join("\n")
    }\n`,
  ].join("\n");
}

/** Lines wrapped at words below their own beginning, which a word of a list and the blanks after it are part of. */
function wrappedLines(text: string, columns: number): string {
  return text.split("\n").flatMap((line) => {
    const lead = /^ *(?:\S+ {2,})?/.exec(line)![0];
    const margin = columns - lead.length < LEAST_COLUMN ? /^ */.exec(line)![0] : lead;
    return hanging(margin, wrapped(line.slice(margin.length), columns - margin.length));
  }).join("\n");
}

/** Rows of two columns, the first as wide as its longest cell; the second goes on below itself, or below the first. */
export function twoColumns(rows: readonly (readonly [string, string])[], columns = Infinity): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  const room = columns - width - 4;
  if (room < LEAST_COLUMN) {
    return rows.map(([left, right]) => `  ${left}\n${wrappedLines(`      ${right}`, columns)}`).join("\n");
  }
  return rows.map(([left, right]) => hanging(`  ${left.padEnd(width)}  `, wrapped(right, room)).join("\n"))
    .join("\n");
}

/** The narrowest second column. */
const LEAST_COLUMN = 24;
