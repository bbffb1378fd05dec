import type { Writable } from "node:stream";

type Value = string | number | boolean | null | undefined;

/** Rows under their headings, in columns as wide as what is in them; nothing but a sentence where there are none. */
export function writeTable(
  stream: Writable,
  rows: readonly Readonly<Record<string, Value>>[],
  none: string,
): void {
  const [first] = rows;
  if (!first) {
    stream.write(`${none}\n`);
    return;
  }
  const headings = Object.keys(first);
  writeColumns(stream, [
    headings.map((heading) => heading.toUpperCase()),
    ...rows.map((row) => headings.map((name) => shown(row[name]))),
  ]);
}

/** One thing, a line for each of its facts. */
export function writeFacts(stream: Writable, facts: Readonly<Record<string, Value>>): void {
  writeColumns(
    stream,
    Object.entries(facts).map(([name, value]) => [name, shown(value)]),
  );
}

function writeColumns(stream: Writable, lines: readonly (readonly string[])[]): void {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    const cells = line.map((cell, column) => cell.padEnd(widths?.[column] ?? 0));
    stream.write(`${cells.join("  ").trimEnd()}\n`);
  }
}

/** Users choose names: what would steer the operator's terminal is not passed on. */
function shown(value: Value): string {
  if (value === null || value === undefined || value === "") return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value).replace(/\p{Cc}/gu, "?");
}
