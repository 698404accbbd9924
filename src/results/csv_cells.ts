// Takes one line of a CSV file apart, whatever it holds.
// Why a line at a time: no cell of a result file has a line break, so a damaged line cannot swallow the next.

/** The cells of a line without its line feed; a quote that is never closed takes the rest of the line. */
export function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  let start = 0;
  while (start <= line.length) {
    if (line[start] !== '"') {
      const comma = line.indexOf(",", start);
      const end = comma < 0 ? line.length : comma;
      cells.push(line.slice(start, end));
      start = end + 1;
      continue;
    }
    let cell = "";
    let at = start + 1;
    for (;;) {
      const quote = line.indexOf('"', at);
      if (quote < 0) {
        cell += line.slice(at);
        at = line.length;
        break;
      }
      cell += line.slice(at, quote);
      at = quote + 1;
      if (line[at] !== '"') break;
      cell += '"';
      at++;
    }
    const comma = line.indexOf(",", at);
    const end = comma < 0 ? line.length : comma;
    cells.push(cell + line.slice(at, end));
    start = end + 1;
  }
  return cells;
}

/** The lines of a text without their line feeds; a final line feed ends the last line and begins none. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  return lines;
}
