import sharp from "sharp";
import { bmpFile } from "./bmp-file.ts";
import { heicFile } from "./heic-file.ts";
import { exifBlock, withExif } from "./hostile-files.ts";
import { photo } from "./pictures.ts";

/** One small, sound file of every kind that is taken. */
export async function seedFiles(): Promise<Buffer[]> {
  const image = sharp(photo()).resize(48);
  const transparent = image.clone().ensureAlpha(0.5);
  const cmyk = image.clone().toColourspace("cmyk");
  const made = await Promise.all([
    image.clone().jpeg().toBuffer(),
    image.clone().jpeg({ progressive: true }).toBuffer(),
    cmyk.jpeg().toBuffer(),
    image.clone().withMetadata().jpeg().toBuffer(),
    image.clone().png().toBuffer(),
    transparent.clone().png({ palette: true }).toBuffer(),
    transparent.clone().png({ progressive: true }).toBuffer(),
    image.clone().webp().toBuffer(),
    transparent.clone().webp({ lossless: true }).toBuffer(),
    image.clone().gif().toBuffer(),
    image.clone().tiff({ compression: "lzw" }).toBuffer(),
    image.clone().tiff({ compression: "jpeg", tile: true }).toBuffer(),
    image.clone().withMetadata().avif().toBuffer(),
    transparent.clone().avif().toBuffer(),
  ]);
  const exif = exifBlock({ loops: [{ tag: 0x8769, offset: 8 }], orientation: 6 });
  const runs = [3, 1, 0, 0, 2, 2, 1, 0, 0, 0, 0, 1];
  return [
    ...made,
    withExif(made[0]!, exif),
    withExif(made[4]!, exif),
    withExif(made[7]!, exif),
    bmpFile({ width: 9, height: 9, bitsPerPixel: 24, pixels: Array(252).fill(7) }),
    bmpFile({ width: 3, height: 2, bitsPerPixel: 8, compression: 1, palette: [[1, 2, 3]], pixels: runs }),
    heicFile(),
  ];
}
