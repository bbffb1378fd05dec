import { EngineError } from "../../errors.ts";
import type { OutputFormat } from "../../recipe.ts";
import type { Size } from "../raster.ts";
import { withExif } from "../webp/container.ts";
import { withBmpDensity } from "./bmp.ts";
import { withJpegDensity } from "./jpeg.ts";
import { withPngDensity } from "./png.ts";
import { densityExif } from "./tiff.ts";

const MAX_DPI = 10_000;

/**
 * A file that was just encoded, with its density in dots per inch: as JFIF header, `pHYs` chunk, EXIF, or in the header of a
 * BMP. Without one it names none, instead of what the encoder makes up.
 *
 * @throws EngineError `InvalidRecipe` for a density out of 1…10000
 */
export function withDensity(
  file: Uint8Array,
  format: OutputFormat,
  size: Size,
  dpi: number | undefined,
): Uint8Array {
  if (dpi === undefined) return format === "png" ? withPngDensity(file, undefined) : file;
  if (!(dpi >= 1 && dpi <= MAX_DPI))
    throw new EngineError("InvalidRecipe", `The density must be between 1 and ${MAX_DPI} dpi, not ${dpi}`);
  switch (format) {
    case "png":
      return withPngDensity(file, dpi);
    case "jpeg":
      return withJpegDensity(file, dpi);
    case "webp":
      return withExif(file, size, densityExif(dpi));
    case "bmp":
      return withBmpDensity(file, dpi);
  }
}
