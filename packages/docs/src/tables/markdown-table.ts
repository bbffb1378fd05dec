/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Text as code, or a dash for none. The page must not take double braces for a template. */
export function code(text: string | undefined): string {
  if (text === undefined || text === "") return "–";
  return `<code v-pre>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</code>`;
}
