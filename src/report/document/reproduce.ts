// How to get the same bytes again: command lines, and what tells that they are the same.
// What must not change: the command lines that are shown work as they stand.

import { folderOf } from "../../experiment/config.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { Block, Commands } from "./block.ts";

/** The section on making the results again. */
export function reproduceBlocks(experiment: Experiment, experimentHash: string): readonly Block[] {
  const folder = `results/${folderOf(experiment, experimentHash)}`;
  return [
    {
      kind: "paragraph",
      words: [
        "The same experiment gives the same files, byte for byte, on every machine. ",
        { code: "config.json" },
        " holds every setting, also those that were changed on the command line.",
      ],
    },
    commandsOf([
      [`deno task run ${folder}/config.json`, "make every file again and compare"],
      [`deno task verify ${folder}`, "compare the files as they lie there"],
    ]),
    {
      kind: "paragraph",
      words: [
        `Numerics version ${experiment.numerics}. The folder's name ends with the first digits of the SHA-256 of its ` +
        "canonical settings (RFC 8785): ",
        { code: experimentHash },
      ],
    },
  ];
}

/** A block of command lines with their comments. */
export function commandsOf(lines: readonly (readonly [command: string, does: string])[]): Commands {
  return { kind: "commands", lines: lines.map(([command, does]) => ({ command, does })) };
}
