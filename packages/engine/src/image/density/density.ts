import type { OutputFormat } from "../../recipe.ts";
import type { Density } from "../header/header.ts";
import type { Size } from "../raster.ts";
import { withExif } from "../webp/container.ts";
import { withBmpDensity } from "./bmp.ts";
import { withJpegDensity } from "./jpeg.ts";
import { withPngDensity } from "./png.ts";
import { densityExif } from "./tiff.ts";

/**
 * A file that was just encoded, with its density in dots per inch: as JFIF header, `pHYs` chunk, EXIF, or in the header of a
 * BMP. Without one it names none, instead of what the encoder makes up.
 */
export function withDensity(
  file: Uint8Array,
  format: OutputFormat,
  size: Size,
  dpi: Density | undefined,
): Uint8Array {
  if (dpi === undefined) return format === "png" ? withPngDensity(file, undefined) : file;
  switch (format) {
    case "png":
      return withPngDensity(file, dpi);
    case "jpeg":
      return withJpegDensity(file, dpi);
    case "webp":
      return withExif(file, size, densityExif(dpi));
    case "bmp":
      return withBmpDensity(file, dpi);
    case "raw":
      return file;
  }
}
