/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Text as code, or a dash for none. The page must not take double braces for a template; names may break at their joints. */
export function code(text: string | undefined): string {
  if (text === undefined || text === "") return "–";
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<code v-pre>${escaped.replace(/(?<=\w[_/])(?=\w)/g, "<wbr>")}</code>`;
}
