// Which line of a text a mistake is in, as a page says it.
// Why beside `positionOf` of the reader: the page counts lines without loading the reader.

/** The line of an offset, from 1; a line ends with any kind of line break. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}
