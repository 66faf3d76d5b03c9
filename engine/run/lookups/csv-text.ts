/** Rows and cells of CSV text as Python's `csv` reads its "excel" dialect: cells in double quotes may hold delimiters, newlines and doubled quotes. */
export function parseCsv(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"([^${escaped(delimiter)}\\r\\n]*)|([^${escaped(delimiter)}\\r\\n]*))(${escaped(delimiter)}|\\r\\n|\\n|\\r|$)`, "y");
  let row: string[] = [];
  while (cell.lastIndex < text.length || row.length > 0) {
    const match = cell.exec(text);
    if (match === null) break;
    const [, quoted, rest = "", bare = "", end] = match;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"') + rest);
    if (end === delimiter) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function escaped(delimiter: string): string {
  return delimiter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
