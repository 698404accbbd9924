// How to get the same bytes again: command lines, and the hash by which they are known to be the same.
// What must not change: the command lines that are shown work in the program's folder, with the results in `results`.

import { type Block, paragraph } from "../document/page.ts";
import { folderOf } from "../experiment/config.ts";
import type { Experiment } from "../experiment/experiment.ts";

/** The section on making the results again. */
export function reproduceBlocks(experiment: Experiment, experimentHash: string): readonly Block[] {
  const folder = `results/${folderOf(experiment, experimentHash)}`;
  return [
    paragraph(
      "The same experiment gives the same files, byte for byte, on every machine. ",
      { code: "config.json" },
      " holds every setting, including those changed on the command line.",
    ),
    {
      kind: "commands",
      lines: [
        [`deno task run ${folder}/config.json`, "make every file again and compare it with the stored one"],
        [`deno task verify ${folder}`, "check the stored files"],
      ],
    },
    paragraph(
      `Numerics version ${experiment.numerics}. The folder's name ends with the first digits of the SHA-256 of its ` +
        "canonical settings (RFC 8785): ",
      { code: experimentHash },
    ),
  ];
}
