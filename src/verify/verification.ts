// What is found out about a result folder: as a whole, and file by file.
// Why data: the terminal, JSON and a page show the same findings, each in its own way.

import type { Difference } from "./difference.ts";
import type { Origin } from "./origin.ts";
import type { ResultVersions } from "../experiment/versions.ts";

/** What was found out about one file of a folder. */
export interface FileCheck {
  /** The file's name in its folder. */
  readonly name: string;
  /**
   * `other_version`: a report that another version of this program drew, not as this one draws it; it has the hash in
   * the manifest. `unchecked`: nothing is there to hold it against.
   */
  readonly verdict: "same" | "other_version" | "different" | "missing" | "extra" | "unchecked";
  /** Made again and compared byte by byte, or held against a hash. */
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

/** What was found out about a result folder. */
export interface Verification {
  /**
   * `same`: every file is there, no other is, and every byte is right. `same_figures`: so it is but for reports that
   * another version of this program drew; every figure came out again, bit for bit, and those reports have their
   * hashes, but nothing held what they show against the figures. `other_version`: made by another version of the
   * numerics or the format, and not changed since as far as its hashes tell. `unchecked`: its hashes hold, but it was
   * not made again. `not_a_result`: it holds neither a config nor a manifest.
   */
  readonly verdict: "same" | "same_figures" | "different" | "other_version" | "unchecked" | "not_a_result";
  /** Null where neither config nor manifest tells. */
  readonly kind: "run" | "sweep" | null;
  /** The experiment that it was held against; null where none could be read. */
  readonly name: string | null;
  /** The first 8 hex digits of the experiment's hash; null with it. */
  readonly id: string | null;
  /** Set where the folder was made by other versions of numerics and format than this program's. */
  readonly version: ResultVersions | null;
  /** The version of this program that drew the reports, as the manifest says; null where it names none. */
  readonly reportsDrawnBy: string | null;
  /** One check a file, those that should be there first. */
  readonly files: readonly FileCheck[];
  /** How `experiment.yaml` is related to the config; null where one of them cannot be read. */
  readonly origin: Origin | null;
}
