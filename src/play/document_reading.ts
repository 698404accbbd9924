// Reads a document and tells what is known of it before it is trained.
// What must not change: what is read is plain data. So whoever makes a page can read its first document for it, and a page
// that shows that one trains it before it has any reader.

import { tableRowsOf } from "../dataset/held_out.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { experimentHash } from "../experiment/experiment_id.ts";
import type { Read } from "../experiment/source/problem.ts";
import { parseYamlTree } from "../experiment/source/yaml_reader.ts";
import type { PlayDocument } from "./document.ts";
import {
  experimentFacts,
  type ReadFacts,
  type RowStarts,
  type TableFacts,
  tableFactsOf,
} from "./experiment_facts.ts";
import { readDocument, sourceOf } from "./reading.ts";
import type { PlacedRow } from "./row_finder.ts";
import { rowName, type RowTable, rowTables, writtenRows } from "./row_table.ts";

/** What was read of a document. */
export interface DocumentReading {
  readonly experiment: Experiment;
  /** The SHA-256 of all that it asks for: readings with the same one are of the same experiment. */
  readonly hash: string;
  readonly facts: ReadFacts;
  /** Its rows and queries where they stand in the text; those of a data file where they will. */
  readonly rows: readonly PlacedRow[];
}

/**
 * Reads a document, or finds every mistake in it.
 *
 * @example
 * ```ts
 * import { readingOf } from "./document_reading.ts";
 * const text = "dataset: { features: [{ name: x }] }\ntraining: { epochs: 0 }\nqueries: [{ name: one, x: 1 }]";
 * const read = readingOf({ name: "ask", text, files: {} });
 * if (!("ok" in read) || read.ok.facts.name !== "ask" || read.ok.rows[0].table !== "queries") throw new Error("wrong");
 * ```
 */
export function readingOf(play: PlayDocument): Read<DocumentReading> {
  const read = readDocument(play);
  if ("problems" in read) return read;
  const experiment = read.ok;
  const hash = experimentHash(experiment);
  const { root } = parseYamlTree(sourceOf(play));
  const rows = rowTables.flatMap((table) => {
    const written = root === null ? null : writtenRows(root, table);
    const names = written?.items.map((_, index) => rowName(written, index, table)) ??
      namesIn(experiment, table);
    return names.map((name, index) => ({ name, table, index }));
  });
  return { ok: { experiment, hash, facts: experimentFacts({ play, root }, experiment, hash), rows } };
}

/** The tables of a document from other rows on; none where it does not read. */
export function tablesFrom(play: PlayDocument, starts: RowStarts): readonly TableFacts[] {
  const read = readDocument(play);
  return "ok" in read ? tableFactsOf(parseYamlTree(sourceOf(play)).root, read.ok, starts) : [];
}

/** What the rows of a table are called that the text does not have. */
function namesIn({ dataset, queries }: Experiment, table: RowTable): readonly string[] {
  const rows = table === "queries"
    ? queries
    : table === "dataset.rows"
    ? tableRowsOf(dataset)
    : dataset.validation?.rows ?? [];
  return rows.map(({ name }) => name);
}
