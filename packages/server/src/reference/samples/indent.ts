/** Every line but the first, moved to the right by `levels` of two blanks. */
export function indent(text: string, levels: number, blanks = "  "): string {
  return text.replaceAll("\n", `\n${blanks.repeat(levels)}`);
}
