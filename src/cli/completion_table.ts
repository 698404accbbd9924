// What a shell may offer, from the table of commands and the settings of the experiment file: the same for every shell.
// Why not a list of its own: an option that is added, or a setting of `network`, `init` or `training`, is then offered
// without another word.

import { STATED_KEYS } from "../experiment/stated.ts";
import type { Kind } from "../experiment/kind.ts";
import { type Command, COMMON_OPTIONS, type Option } from "./command.ts";

/** What a shell may offer after a command. */
export interface OfferedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OfferedOption[];
  /** What its words are: experiment files, result folders, files and folders, nothing that a shell knows, or some words. */
  readonly takes: "experiments" | "results" | "files" | "nothing" | readonly string[];
  /** Whether settings follow. */
  readonly hasSettings: boolean;
}

/** An option. */
export interface OfferedOption {
  /** With its dashes. */
  readonly name: string;
  /** Its letter with a dash; null where it has none. */
  readonly short: string | null;
  readonly help: string;
  /** What its value is; null for a switch. */
  readonly value: "file" | "folder" | "other" | readonly string[] | null;
}

/** A setting with the words that it may be; none for a number or a list. */
export interface OfferedSetting {
  readonly key: string;
  readonly words: readonly string[];
}

/** What a shell may offer. */
export interface CompletionTable {
  readonly commands: readonly OfferedCommand[];
  readonly settings: readonly OfferedSetting[];
}

export function completionTable(commands: readonly Command[]): CompletionTable {
  return { commands: commands.map(offered), settings: offeredSettings() };
}

function offered({ name, usage, summary, options, takes }: Command): OfferedCommand {
  const valueOf = (option: Option): OfferedOption["value"] => {
    if (option.words !== undefined) return option.words;
    if (option.value === undefined) return null;
    return option.value === "FILE" ? "file" : option.value === "DIR" ? "folder" : "other";
  };
  return {
    name,
    summary,
    options: [...options, ...COMMON_OPTIONS].map((option) => ({
      name: `--${option.name}`,
      short: option.short === undefined ? null : `-${option.short}`,
      help: option.help,
      value: valueOf(option),
    })),
    takes: takes ?? "nothing",
    hasSettings: usage.includes("key=value"),
  };
}

/** Each setting by the end of its path, where no other ends so, else by its whole path. */
function offeredSettings(): readonly OfferedSetting[] {
  const ends = STATED_KEYS.map(({ key }) => key.split(".").at(-1)!);
  return STATED_KEYS.map(({ key, setting }, index) => ({
    key: ends.filter((end) => end === ends[index]).length === 1 ? ends[index] : key,
    words: wordsOf(setting.kind),
  }));
}

function wordsOf({ words, choices, json }: Kind): readonly string[] {
  if (json.type === "boolean") return ["true", "false"];
  return words ?? choices?.flatMap(wordsOf) ?? [];
}
