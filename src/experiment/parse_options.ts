// How an experiment is read, whichever way it is read.
// Why apart: the quick way and the long way take the same options and must not load each other.

import type { DataFileReader } from "./data_file.ts";

/** How an experiment is read. */
export interface ParseOptions {
  /** The file's name for messages and for the default of `name`; default `experiment.yaml`. */
  readonly fileName?: string;
  /** Settings that follow the file, such as `learning_rate=0.5` or `seed=1..100`. */
  readonly overrides?: readonly string[];
  /** Size of the text at most, in bytes; default `LIMITS.fileBytes`. */
  readonly limitBytes?: number;
  /** Reads `dataset.file`; without it such a file is a problem. */
  readonly readDataFile?: DataFileReader;
}

/** The name of an experiment that has none: the file's name without its folder and `.yaml`. */
export function defaultNameOf(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, "").replace(/\.(ya?ml|json)$/i, "");
}
