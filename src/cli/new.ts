// `new`: writes a commented starter experiment that runs.
// What must not change: a file that is there already is never touched.

import { isExperimentName, NAME_WANTED } from "../experiment/label.ts";
import { starterText } from "../experiment/starter.ts";
import { visible } from "../text/visible_text.ts";
import { paintError, printError } from "../host/terminal.ts";
import { inWorld } from "../host/world_error.ts";
import { type Command, PROGRAM, UsageError } from "./command.ts";
import { start } from "./start.ts";

export const newCommand: Command = {
  name: "new",
  usage: "NAME",
  summary: "write a commented experiment to start from",
  description:
    "Writes NAME.yaml, a small experiment that runs as it is and explains every setting in comments.\n" +
    "An existing file is never overwritten.",
  options: [],
  examples: [
    ["new my_first", "write my_first.yaml here"],
    ["new experiments/my_first", "write it into experiments/"],
  ],
  run(args) {
    const [given, ...rest] = args.positionals;
    if (given === undefined) throw new UsageError("new needs a name", "for example my_first");
    if (rest.length > 0) throw new UsageError(`new takes one name: found also ${rest[0]}`);
    const path = given.replace(/\.ya?ml$/i, "") + ".yaml";
    const name = path.slice(0, -".yaml".length).replace(/^.*[/\\]/, "");
    if (!isExperimentName(name)) {
      throw new UsageError(`a name must have ${NAME_WANTED}: found ${name}`);
    }
    inWorld(`write ${path}`, () => Deno.writeTextFileSync(path, starterText(name), { createNew: true }));
    const shown = visible(path);
    printError(`${paintError("green", "written")} ${shown}\n  run it with: ${PROGRAM} run ${shown}\n`);
    return 0;
  },
};

if (import.meta.main) Deno.exit(await start(newCommand, Deno.args));
