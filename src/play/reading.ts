// Reads what a person tinkers with: the text, with the data files that lie beside it.
// What must not change: a document reads as the same files do on a disk, from the same texts.

import type { Experiment } from "../experiment/experiment.ts";
import { readExperiment } from "../experiment/reading/parse_experiment.ts";
import type { DataFileReader } from "../experiment/source/data_file.ts";
import type { Read, SourceText } from "../experiment/source/problem.ts";
import { suggestion } from "../text/suggest.ts";
import type { PlayDocument } from "./document.ts";

/** The experiment of a document, or every mistake in it. */
export function readDocument(play: PlayDocument, overrides: readonly string[] = []): Read<Experiment> {
  return readExperiment(play.text, {
    fileName: fileNameOf(play),
    overrides,
    readDataFile: dataFileReader(play),
  });
}

/** What messages call the text. */
export function fileNameOf({ name }: Pick<PlayDocument, "name">): string {
  return `${name}.yaml`;
}

/** The text of a document as a source of its tree. */
export function sourceOf(play: PlayDocument): SourceText {
  return { name: fileNameOf(play), text: play.text };
}

/** Texts are decoded already, so that an encoding changes nothing. */
function dataFileReader({ files }: PlayDocument): DataFileReader {
  return (name) => {
    if (Object.hasOwn(files, name)) return { text: files[name] };
    const names = Object.keys(files);
    const hint = names.length === 0 ? "drop the file on the page" : suggestion(name, names);
    return { problem: "it is not here", ...(hint === undefined ? {} : { hint }) };
  };
}
