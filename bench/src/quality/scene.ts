import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

/** A picture whose true matte is known: `I = α F + (1 − α) B` in sRGB values, then noise and JPEG. */
export interface Scene {
  name: string;
  width: number;
  height: number;
  jpeg: Buffer;
  /** True alpha, one byte a pixel. */
  alpha: Uint8Array;
  /** True foreground colors, RGB, valid where alpha > 0. */
  foreground: Uint8Array;
}

/** Reads `NAME.jpg`, `NAME.alpha.png` and `NAME.fg.png` (or `.fg.webp`) out of a folder, in the order of their names. */
export async function readScenes(folder: string): Promise<Scene[]> {
  const files = await readdir(folder);
  const names = files
    .filter((file) => file.endsWith(".alpha.png"))
    .map((file) => file.slice(0, -".alpha.png".length));
  return Promise.all(
    names.sort().map(async (name) => {
      const color = files.find((file) => file === `${name}.fg.png` || file === `${name}.fg.webp`);
      if (!color) throw new Error(`${folder} has no ${name}.fg.png`);
      const alpha = await sharp(join(folder, `${name}.alpha.png`))
        .extractChannel(0)
        .raw()
        .toBuffer({ resolveWithObject: true });
      const foreground = await sharp(join(folder, color))
        .removeAlpha()
        .toColourspace("srgb")
        .raw()
        .toBuffer();
      const { width, height } = alpha.info;
      return {
        name,
        width,
        height,
        jpeg: await readFile(join(folder, `${name}.jpg`)),
        alpha: alpha.data,
        foreground,
      };
    }),
  );
}
