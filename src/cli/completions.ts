// `completions`: what a shell may offer after `seedbed`, as a script for bash, zsh or fish.
// What must not change: it reads the program itself and nothing else.

import { print } from "../host/terminal.ts";
import { suggestion } from "../text/suggest.ts";
import { anyOf } from "../text/words.ts";
import { type Command, UsageError } from "./command.ts";
import { loadCommands } from "./commands.ts";
import { completionScripts, type Shell } from "./completion_scripts.ts";
import { completionTable } from "./completion_table.ts";
import { start } from "./start.ts";

const SHELLS = Object.keys(completionScripts) as readonly Shell[];

export const completionsCommand: Command = {
  name: "completions",
  usage: "SHELL",
  takes: SHELLS,
  summary: "print a script that completes the command line in a shell",
  description:
    "Prints a script for bash, zsh or fish, with which the Tab key completes commands, options, files, settings and " +
    "their values after seedbed. It is for the command that npm installs.",
  options: [],
  examples: [
    ["completions bash", 'for ~/.bashrc: eval "$(seedbed completions bash)"'],
    ["completions zsh", 'for ~/.zshrc, after compinit: eval "$(seedbed completions zsh)"'],
    ["completions fish", "for config.fish: seedbed completions fish | source"],
  ],
  async run(args) {
    const [name, ...rest] = args.positionals;
    if (name === undefined || rest.length > 0) {
      throw new UsageError(
        `completions needs one shell: found ${args.positionals.length}`,
        `name ${anyOf(SHELLS)}`,
      );
    }
    const shell = SHELLS.find((one) => one === name);
    if (shell === undefined) {
      throw new UsageError(`there are no completions for ${name}`, suggestion(name, SHELLS));
    }
    print(completionScripts[shell](completionTable(await loadCommands())));
    return 0;
  },
};

if (import.meta.main) Deno.exit(await start(completionsCommand, Deno.args));
