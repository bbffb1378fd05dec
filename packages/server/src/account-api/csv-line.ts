type Cell = string | number | Date | null;

/** What spreadsheets would take for a formula. */
const FORMULA = /^[=+\-@]/;

/** A line of CSV (RFC 4180), every text in quotes and none a formula: people choose the names in it. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number") return String(value);
  return `"${value.replace(FORMULA, "'$&").replaceAll('"', '""')}"`;
}
