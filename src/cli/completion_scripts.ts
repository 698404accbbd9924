// The completions of `seedbed` as scripts for bash, zsh and fish.
// What must not change: a script asks no program while one types, so that it answers at once; every word of it is of the
// program's own tables, and none of a user's.

import { quoted } from "../text/shell_word.ts";
import type { CompletionTable, OfferedCommand, OfferedOption } from "./completion_table.ts";

/** A shell that has completions. */
export type Shell = keyof typeof completionScripts;

/** The script of each shell. */
export const completionScripts = { bash, zsh, fish };

/** The commands that take an option's value, each with what it may be. */
function valueCases(
  commands: readonly OfferedCommand[],
  line: (value: NonNullable<OfferedOption["value"]>) => string,
): string {
  return commands.flatMap(({ name, options }) =>
    options.flatMap((option) =>
      option.value === null
        ? []
        : [`    ${
          [option.name, option.short].flatMap((word) => word === null ? [] : [`"${name} ${word}"`]).join(
            " | ",
          )
        }) ${line(option.value)}; return ;;\n`]
    )
  ).join("");
}

/** The settings of which there are words, each with them. */
function settingCases({ settings }: CompletionTable, line: (words: readonly string[]) => string): string {
  return settings.flatMap(({ key, words }) => words.length === 0 ? [] : [`      ${key}) ${line(words)} ;;\n`])
    .join("");
}

function bash(table: CompletionTable): string {
  const { commands, settings } = table;
  const offer = (words: readonly string[]): string =>
    `COMPREPLY=($(compgen -W ${quoted(words.join(" "))} -- "$current"))`;
  const paths = (kind: string): string => `_seedbed_lines < <(compgen ${kind} -- "$current")`;
  const keys = settings.map(({ key }) => `${key}=`);
  const takes = ({ name, takes, hasSettings }: OfferedCommand): string => {
    if (takes === "nothing") return "";
    const lines = takes === "experiments"
      ? [paths("-f -X '!*.yaml'"), paths("-d")]
      : takes === "results"
      ? [paths("-d")]
      : takes === "files"
      ? [paths("-f")]
      : [offer(takes)];
    if (hasSettings) {
      // After a key nothing but its value may follow.
      lines.push(`local keys=($(compgen -W ${quoted(keys.join(" "))} -- "$current"))`);
      // Nor is its equals sign to be escaped, as it is in the name of a file.
      lines.push('if [ "${#COMPREPLY[@]}" -eq 0 ] && [ "${#keys[@]}" -gt 0 ]; then');
      lines.push("  compopt -o nospace +o filenames");
      lines.push("fi");
      lines.push('COMPREPLY+=("${keys[@]}")');
    }
    return `    ${name})\n${lines.map((line) => `      ${line}\n`).join("")}      ;;\n`;
  };
  return `# Completions of seedbed for bash: eval "$(seedbed completions bash)"
# A name a line, whatever blanks and stars it has; the bash of macOS has no mapfile.
_seedbed_lines() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done
}
_seedbed() {
  local command="\${COMP_WORDS[1]}" current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" key=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${offer(commands.map(({ name }) => name))}
    return
  fi
  # The equals sign is a word of its own to bash.
  if [ "$current" = "=" ]; then
    key="$before"
    current=""
  elif [ "$before" = "=" ]; then
    key="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ -n "$key" ]; then
    case "\${key##*.}" in
${settingCases(table, offer)}    esac
    return
  fi
  case "$command $before" in
${
    valueCases(commands, (value) =>
      value === "file"
        ? paths("-f")
        : value === "folder"
        ? paths("-d")
        : value === "other"
        ? ":"
        : offer(value))
  }  esac
  if [ "\${current#-}" != "$current" ]; then
    case "$command" in
${
    commands.map(({ name, options }) => `      ${name}) ${offer(options.map((option) => option.name))} ;;\n`)
      .join("")
  }    esac
    return
  fi
  case "$command" in
${commands.map(takes).join("")}  esac
}
complete -o filenames -F _seedbed seedbed
`;
}

function zsh(table: CompletionTable): string {
  const { commands, settings } = table;
  const list = (words: readonly string[]): string => words.map(quoted).join(" ");
  const described = (entries: readonly (readonly [string, string])[]): string =>
    entries.map(([word, help]) => quoted(`${word}:${help}`)).join(" ");
  const takes = ({ name, takes, hasSettings }: OfferedCommand): string => {
    if (takes === "nothing") return "";
    const lines = takes === "experiments"
      ? ["_files -g '*.yaml'"]
      : takes === "results"
      ? ["_files -/"]
      : takes === "files"
      ? ["_files"]
      : [`compadd ${list(takes)}`];
    if (hasSettings) lines.push(`compadd -S '' ${list(settings.map(({ key }) => `${key}=`))}`);
    return `    ${name})\n${lines.map((line) => `      ${line}\n`).join("")}      ;;\n`;
  };
  return `#compdef seedbed
# Completions of seedbed for zsh: eval "$(seedbed completions zsh)"
_seedbed() {
  local command=$words[2] current=$words[CURRENT] before=$words[CURRENT-1] key
  local -a offered
  if (( CURRENT == 2 )); then
    offered=(${described(commands.map(({ name, summary }) => [name, summary]))})
    _describe command offered
    return
  fi
  if [[ $current == *=* ]]; then
    key=\${\${current%%=*}##*.}
    compset -P '*='
    case $key in
${settingCases(table, (words) => `compadd ${list(words)}`)}    esac
    return
  fi
  case "$command $before" in
${
    valueCases(commands, (value) =>
      value === "file"
        ? "_files"
        : value === "folder"
        ? "_files -/"
        : value === "other"
        ? ":"
        : `compadd ${list(value)}`)
  }  esac
  if [[ $current == -* ]]; then
    case $command in
${
    commands.map(({ name, options }) =>
      `      ${name}) offered=(${described(options.map((option) => [option.name, option.help]))}) ;;\n`
    ).join("")
  }    esac
    _describe option offered
    return
  fi
  case $command in
${commands.map(takes).join("")}  esac
}
compdef _seedbed seedbed
`;
}

function fish({ commands, settings }: CompletionTable): string {
  const lines = [
    "# Completions of seedbed for fish: seedbed completions fish | source",
    "complete -c seedbed -f",
  ];
  for (const { name, summary, options, takes, hasSettings } of commands) {
    lines.push(`complete -c seedbed -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`);
    const within = `complete -c seedbed -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    if (takes === "experiments") lines.push(`${within} -a '(__fish_complete_suffix .yaml)'`);
    else if (takes === "results") lines.push(`${within} -a '(__fish_complete_directories)'`);
    else if (takes === "files") lines.push(`${within} -F`);
    else if (takes !== "nothing") lines.push(`${within} -a ${quoted(takes.join(" "))}`);
    if (hasSettings) {
      const words = settings.flatMap(({ key, words }) =>
        words.length === 0 ? [`${key}=`] : words.map((word) => `${key}=${word}`)
      );
      lines.push(`${within} -a ${quoted(words.join(" "))}`);
    }
    for (const option of options) {
      const value = option.value === null
        ? ""
        : option.value === "file"
        ? " -r -F"
        : option.value === "folder"
        ? " -x -a '(__fish_complete_directories)'"
        : option.value === "other"
        ? " -x"
        : ` -x -a ${quoted(option.value.join(" "))}`;
      const short = option.short === null ? "" : ` -s ${option.short.slice(1)}`;
      lines.push(`${within} -l ${option.name.slice(2)}${short}${value} -d ${quoted(option.help)}`);
    }
  }
  return lines.join("\n") + "\n";
}
