// The settings of a data file: where it is, and how it is written.
// What must not change: nothing is guessed, so each has a default that is the plainest there is.

import { label } from "./column_settings.ts";
import { list, mapping } from "./collection_kind.ts";
import { encodingNames } from "./encoding.ts";
import { either, text, word } from "./kind.ts";
import { LIMITS } from "./limits.ts";
import { separatorOf } from "./source/csv_format.ts";

/** For those who say of a header line that it is there. */
const HEADER_THERE = "leave header out where the first line has the names";

/** A CSV file: its path, or a mapping that says how it is written as well. */
export const dataFile = either(
  label,
  mapping({
    path: {
      kind: label,
      isRequired: true,
      description: "The file, in the experiment's folder or below",
      examples: ["wine.csv"],
      alsoCalled: ["file", "name", "filename"],
    },
    separator: {
      kind: text(
        (text) => separatorOf(text) !== null,
        "one mark such as , or ; or |, or tab, or space for any blanks",
        (text) => text.length > 1 ? "one character separates the cells" : undefined,
        { maxLength: 10 },
      ),
      description: "What separates the cells: one character, tab, or space for any number of blanks",
      examples: [";", "tab", "space"],
      alsoCalled: ["sep", "delimiter", "delim"],
    },
    decimal: {
      kind: { ...word([".", ","], { comma: 'write ","', point: 'write "."' }), reach: "text" as const },
      description: "The decimal mark of its numbers",
      examples: [","],
      alsoCalled: ["dec", "decimal_mark", "decimal_point"],
    },
    header: {
      kind: {
        ...either(
          list(label, "a list of the columns' names", 1, LIMITS.columns),
          word(["none"], {
            0: HEADER_THERE,
            1: HEADER_THERE,
            true: HEADER_THERE,
            yes: HEADER_THERE,
            false: "write none",
            no: "write none",
            null: "write none",
          }),
          "a list of the columns' names, or none",
        ),
        reach: "set" as const,
      },
      description: "The names of the columns where no header line has them; none calls them c1, c2, …",
      examples: [["length", "width", "species"], "none"],
      alsoCalled: ["names", "columns", "col_names"],
    },
    missing: {
      kind: {
        ...either(
          label,
          list(label, 'a list of texts such as ["?", NA]', 0, LIMITS.missingTexts),
          "a text, or a list of texts",
        ),
        reach: "set" as const,
      },
      description: "Texts that mean the same as an empty cell",
      examples: [["?", "NA"]],
      alsoCalled: ["na", "na_values", "na_strings", "null"],
    },
    row_name: {
      kind: label,
      description: "The column that names the rows, where it is not called name; none for no column",
      examples: ["id", "none"],
      alsoCalled: ["index", "index_col", "id", "row_names"],
    },
    encoding: {
      kind: {
        ...word(encodingNames, {
          ansi: "write windows-1252",
          cp1252: "write windows-1252",
          iso88591: "write windows-1252",
          latin1: "write windows-1252",
          utf8: "write utf-8",
          utf8sig: "leave it out",
          utf16: "write utf-16le",
        }),
        reach: "set" as const,
      },
      description:
        "How its bytes stand for characters; utf-8, or what a byte order mark says, where left out",
      examples: ["windows-1252"],
      alsoCalled: ["charset", "codepage"],
    },
  }, 'a file such as { path: wine.csv, separator: ";" }'),
  'a CSV file such as people.csv, or { path: wine.csv, separator: ";" }',
);
