// The encodings that a data file may have: those of the web's Encoding Standard that tables are still written in.
// What must not change: each is fixed by that standard, byte for byte, so that a file means the same everywhere.

/** Their names in the standard. */
export const encodingNames = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1253",
  "windows-1254",
  "iso-8859-2",
  "iso-8859-15",
  "koi8-r",
  "macintosh",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-jp",
  "euc-kr",
] as const;

/** One of them. */
export type EncodingName = typeof encodingNames[number];
