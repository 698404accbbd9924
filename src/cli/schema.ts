// `schema`: the JSON Schema of the experiment file, for editors.
// What must not change: it prints what experiments/experiment.schema.json holds, so that a redirect renews it.

import { experimentJsonSchema } from "../experiment/json_schema.ts";
import { print } from "../host/terminal.ts";
import { type Command, UsageError } from "./command.ts";
import { start } from "./start.ts";

export const schemaCommand: Command = {
  name: "schema",
  usage: "",
  summary: "print the JSON Schema of the experiment file",
  description:
    "Prints the JSON Schema (draft 7) of the experiment file. With it an editor completes and explains " +
    "keys; the first line of an experiment names it:\n" +
    "  # yaml-language-server: $schema=experiment.schema.json",
  options: [],
  examples: [["schema > experiment.schema.json", "save it beside your experiments"]],
  run(args) {
    if (args.positionals.length > 0) {
      throw new UsageError(`schema takes no argument: found ${args.positionals[0]}`);
    }
    print(JSON.stringify(experimentJsonSchema, null, 2) + "\n");
    return 0;
  },
};

if (import.meta.main) Deno.exit(await start(schemaCommand, Deno.args));
