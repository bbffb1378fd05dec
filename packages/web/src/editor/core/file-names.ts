import type { Settings } from "./settings.ts";

const EXTENSIONS = { png: "png", webp: "webp", jpeg: "jpg", bmp: "bmp" } as const;

/** What file systems do not take in names. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]+/g;

/**
 * What a result is called. The pattern of the settings may say `{name}` (the photo's), `{kind}` (`cutout`, `mask`, or `white`
 * in front of white) and `{n}` (the picture's number); the extension is that of the format.
 *
 * @param n of the picture among all, from 1
 */
export function resultName(
  photoName: string,
  { format, output, background, fileName }: Pick<Settings, "format" | "output" | "background" | "fileName">,
  n: number,
): string {
  const dot = photoName.lastIndexOf(".");
  const values: Record<string, string> = {
    name: (dot > 0 ? photoName.slice(0, dot) : photoName) || "picture",
    kind: output === "cutout" && isWhite(background) ? "white" : output,
    n: String(n),
  };
  const filled = fileName.replace(/\{(\w+)\}/g, (placeholder, key: string) => values[key] ?? placeholder);
  const base = filled.replace(FORBIDDEN, "-").trim();
  return `${base || values.name}.${EXTENSIONS[format]}`;
}

/** Makes names different from each other by a number before the extension, as file managers do. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf(".");
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
    taken.add(free);
    return free;
  });
}

function isWhite({ kind, color, opacity }: Settings["background"]): boolean {
  return kind === "color" && color === "#ffffff" && opacity === 1;
}
