// The findings about a result folder: as a whole, and file by file.
// Why data: the terminal, JSON and a page show the same findings, each in its own way.

import type { Difference } from "./difference.ts";
import type { Origin } from "./origin.ts";
import type { ResultVersions } from "../experiment/versions.ts";

/** The findings about one file of a folder. */
export interface FileCheck {
  /** The file's name in its folder. */
  readonly name: string;
  /**
   * `other_version`: a report that another version of this program drew, not as this one draws it; it has the hash in
   * the manifest. `line_ends`: its line ends were changed, and nothing else. `extra`: it is no part of the result, nor
   * what `export` writes beside it. `unchecked`: there is nothing to compare it with.
   */
  readonly verdict: "same" | "other_version" | "line_ends" | "different" | "missing" | "extra" | "unchecked";
  /** Whether it was made again and compared byte by byte, or compared with a hash; null for neither. */
  readonly by: "bytes" | "hash" | null;
  /** Size as stored; null where it is missing or was not read. */
  readonly sizeBytes: number | null;
  /** Size as it should be; null where that is not known. */
  readonly wantedBytes: number | null;
  /** The first difference; null where there is none to show. */
  readonly difference: Difference | null;
  /** What else there is to say, one sentence each, without a full stop. */
  readonly notes: readonly string[];
}

/** The findings about a result folder. */
export interface Verification {
  /**
   * `same`: every file is there, no other is but those that `export` writes beside them, and every byte is right; which
   * version drew the reports the manifest alone says. `same_figures`: the same but for reports that
   * another version of this program drew; every figure came out again, bit for bit, and those reports have their
   * hashes, but what they show was not compared with the figures. `line_ends`: nothing was changed but the line ends
   * of files. `other_version`: made by another version of the numerics or the format, and not changed since, as far as its
   * hashes show. `unchecked`: its hashes hold, but it was not made again. `not_a_result`: it holds neither a config nor a
   * manifest.
   */
  readonly verdict:
    | "same"
    | "same_figures"
    | "line_ends"
    | "different"
    | "other_version"
    | "unchecked"
    | "not_a_result";
  /** Null where neither the config nor the manifest says. */
  readonly kind: "run" | "sweep" | null;
  /** The experiment that it was compared with; null where none could be read. */
  readonly name: string | null;
  /** The first 8 hex digits of the experiment's hash, else the id in the manifest; null where there is neither. */
  readonly id: string | null;
  /** What the folder should be called, where its name is that of another result; null where the name is right. */
  readonly nameWanted: string | null;
  /** Set where the folder was made by other versions of numerics and format than this program's. */
  readonly version: ResultVersions | null;
  /** The version of this program that drew the reports, as the manifest says; null where it names none. */
  readonly reportsDrawnBy: string | null;
  /** One check a file, those that should be there first. */
  readonly files: readonly FileCheck[];
  /** How `experiment.yaml` is related to the config; null where one of them cannot be read. */
  readonly origin: Origin | null;
}
