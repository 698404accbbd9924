// Reads the data files of an experiment: that of its rows, and that of its queries, which is written alike unless it says
// otherwise.

import { LIMITS } from "../limits.ts";
import type { Draft } from "../settings.ts";
import { PLAIN_FORMAT } from "../source/csv_format.ts";
import { type DataFileRequest, type DataTable, formatOfFile, readDataTable } from "../source/data_file.ts";
import type { Problem } from "../source/problem.ts";

/** The tables of an experiment; null where it has no such file, or the file is no table. */
export interface DataFiles {
  readonly rowsData: DataTable | null;
  readonly queriesData: DataTable | null;
  readonly problems: readonly Problem[];
}

/** Reads them, but no file beside rows. */
export function readDataFiles(
  { dataset, queries }: Draft,
  context: Pick<DataFileRequest, "experimentName" | "read" | "placeOf">,
): DataFiles {
  const none = { data: null, problems: [] };
  const features = dataset.features.flatMap((feature) => "name" in feature ? [feature.name] : []);
  const targets = [dataset.target, ...dataset.targets ?? []].flatMap((column) => column?.name ?? []);
  const rows = dataset.file === undefined || dataset.rows !== undefined ? none : readDataTable({
    ...context,
    file: dataset.file,
    setting: ["dataset", "file"],
    otherwise: PLAIN_FORMAT,
    wanted: [...features, ...targets],
    mostRows: LIMITS.rows,
  });
  const asked = "file" in queries
    ? readDataTable({
      ...context,
      file: queries.file,
      setting: ["queries", "file"],
      otherwise: dataset.file === undefined ? PLAIN_FORMAT : formatOfFile(dataset.file),
      wanted: features,
      mostRows: LIMITS.queries,
    })
    : none;
  return { rowsData: rows.data, queriesData: asked.data, problems: [...rows.problems, ...asked.problems] };
}
