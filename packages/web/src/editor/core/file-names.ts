import type { Settings } from "./settings.ts";

const EXTENSIONS = { png: "png", webp: "webp", jpeg: "jpg", bmp: "bmp" } as const;

/** What a result is called: the photo's name, what was made of it, and the extension of its format. */
export function resultName(
  photoName: string,
  { format, output, background }: Pick<Settings, "format" | "output" | "background">,
): string {
  const dot = photoName.lastIndexOf(".");
  const base = dot > 0 ? photoName.slice(0, dot) : photoName;
  const kind = output === "cutout" && isWhite(background) ? "white" : output;
  return `${base || "picture"}-${kind}.${EXTENSIONS[format]}`;
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
