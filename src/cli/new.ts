// `new`: writes a commented experiment to start from: a small one of its own, or one like those of the program.
// What must not change: a file that is there already is never touched.

import { isExperimentName, NAME_WANTED } from "../experiment/label.ts";
import { starterText } from "../experiment/starter.ts";
import { visible } from "../text/visible_text.ts";
import { paintError, printError } from "../host/terminal.ts";
import {
  type ShippedExperiment,
  shippedExperiment,
  shippedNames,
  writeExperiment,
} from "../host/shipped_experiments.ts";
import { suggestion } from "../text/suggest.ts";
import { type Command, PROGRAM, UsageError } from "./command.ts";
import { start } from "./start.ts";

export const newCommand: Command = {
  name: "new",
  usage: "NAME [--like EXPERIMENT]",
  summary: "write a commented experiment to start from",
  description:
    "Writes NAME.yaml, a small experiment that runs as it is and explains every setting in comments.\n" +
    "With --like it is one of the program's own experiments under another name, with its data beside it.\n" +
    "An existing file is never overwritten.",
  options: [{
    name: "like",
    value: "EXPERIMENT",
    help: "start from an experiment of the program, such as iris",
  }],
  examples: [
    ["new my_first", "write my_first.yaml here"],
    ["new experiments/my_first", "write it into experiments/"],
    ["new my_flowers --like iris", "write my_flowers.yaml and iris.csv here: classes, batches, Adam"],
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
    const like = args.value("like");
    const { text, data } = like === undefined
      ? { text: starterText(name), data: null }
      : experimentLike(like, name, path);
    const written = writeExperiment(path, text, data);
    for (const file of written) printError(`${paintError("green", "written")} ${visible(file)}\n`);
    printError(`  run it with: ${PROGRAM} run ${visible(path)}\n`);
    return 0;
  },
};

/** An experiment of the program under another name, whose comments speak of the new file. */
function experimentLike(like: string, name: string, path: string): ShippedExperiment {
  const names = shippedNames();
  if (!names.includes(like)) {
    const hint = suggestion(like, names) ?? `there are ${names.join(", ")}`;
    throw new UsageError(`there is no experiment ${like} to start from`, hint);
  }
  const { text, data } = shippedExperiment(like);
  return {
    text: text
      .replace(/^# yaml-language-server: .*\n#\n/, "") // the schema lies in the program's folder
      .replaceAll(`experiments/${like}.yaml`, () => path) // a $ in a path means itself
      .replace(`\nname: ${like}\n`, `\nname: ${name}\n`),
    data,
  };
}

if (import.meta.main) Deno.exit(await start(newCommand, Deno.args));
