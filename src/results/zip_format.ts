// The numbers of the zip format that both its writer and its readers know.
// Source: PKWARE's APPNOTE.TXT, 4.3.

/** How each kind of record begins: the header before a file's bytes, its entry in the list, and the end of the list. */
export const [HEADER_MARK, ENTRY_MARK, END_MARK] = [0x04034b50, 0x02014b50, 0x06054b50];

/** The sizes of their fixed parts. */
export const [HEADER_BYTES, ENTRY_BYTES, END_BYTES] = [30, 46, 22];

/** The flag of an entry whose name is UTF-8. */
export const UTF8_FLAG = 1 << 11;
