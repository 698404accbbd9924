// Reads the data files of an experiment: that of its rows, and those of held-out rows and of queries, which are written alike
// unless they say otherwise.

import { LIMITS } from "../limits.ts";
import type { Draft } from "../settings.ts";
import { PLAIN_FORMAT } from "../source/csv_format.ts";
import { type DataFile, type DataFileRequest, encodingOf, formatOfFile } from "../source/data_file.ts";
import { type DataReading, type DataTable, readDataTable } from "../source/data_table.ts";
import type { Problem } from "../source/problem.ts";
import type { TreePath } from "../source/yaml_tree.ts";

/** The tables of an experiment; null where it has no such file, or the file is no table. */
export interface DataFiles {
  readonly rowsData: DataTable | null;
  readonly heldOutData: DataTable | null;
  readonly queriesData: DataTable | null;
  readonly problems: readonly Problem[];
}

/** Reads them, but no file beside rows. */
export function readDataFiles(
  { dataset, queries }: Draft,
  context: Pick<DataFileRequest, "experimentName" | "read" | "placeOf">,
): DataFiles {
  const { file, rows, validation = {} } = dataset;
  const features = dataset.features.flatMap((feature) => "columns" in feature ? [] : [feature.name]);
  const targets = [dataset.target, ...dataset.targets ?? []].flatMap((column) => column?.name ?? []);
  const read = (
    setting: TreePath,
    file: DataFile | undefined,
    request: Pick<DataFileRequest, "otherwise" | "encodingOtherwise" | "wanted" | "likely" | "mostRows">,
  ): DataReading =>
    file === undefined
      ? { data: null, problems: [] }
      : readDataTable({ ...context, ...request, file, setting });
  const ofRows = { wanted: [...features, ...targets], mostRows: LIMITS.rows };
  const likeRows = {
    otherwise: file === undefined ? PLAIN_FORMAT : formatOfFile(file),
    encodingOtherwise: encodingOf(file),
  };
  const learned = read(["dataset", "file"], rows === undefined ? file : undefined, {
    ...ofRows,
    otherwise: PLAIN_FORMAT,
    likely: [],
  });
  const likely = learned.data?.table.columns ?? [];
  const heldOutFile = validation.rows === undefined ? validation.file : undefined;
  const heldOut = read(["dataset", "validation", "file"], heldOutFile, {
    ...ofRows,
    ...likeRows,
    likely,
  });
  const asked = read(["queries", "file"], "file" in queries ? queries.file : undefined, {
    ...likeRows,
    wanted: features,
    likely,
    mostRows: LIMITS.queries,
  });
  return {
    rowsData: learned.data,
    heldOutData: heldOut.data,
    queriesData: asked.data,
    problems: [learned, heldOut, asked].flatMap(({ problems }) => problems),
  };
}
