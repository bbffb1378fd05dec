import { EngineError } from "../../errors.ts";
import { damaged, densityOf, type ImageHeader, type Orientation } from "./header.ts";
import { readFirstDirectory, TiffTag } from "./tiff-directory.ts";

/** None, CCITT, LZW, JPEG, Deflate, PackBits: what cameras, scanners and editors write. */
const COMPRESSIONS = new Set([1, 2, 3, 4, 5, 7, 8, 32773, 32946]);

/**
 * Reads the first directory of a TIFF file: its first picture.
 * @throws EngineError `InvalidImage` where it is damaged or cut short, `UnsupportedImage` for other compressions
 */
export function readTiffHeader(bytes: Uint8Array): ImageHeader {
  const { entries } = readFirstDirectory(bytes);
  const firstOf = (tag: number) => entries.find((entry) => entry.tag === tag)?.value;
  const width = firstOf(TiffTag.width) ?? 0;
  const height = firstOf(TiffTag.height) ?? 0;
  if (width === 0 || height === 0) throw damaged("TIFF", `a size of ${width} × ${height}`);
  const compression = firstOf(TiffTag.compression) ?? 1;
  if (!COMPRESSIONS.has(compression))
    throw new EngineError("UnsupportedImage", `TIFF images with compression ${compression} are not taken`);

  const orientation = firstOf(TiffTag.orientation) ?? 1;
  const x = firstOf(TiffTag.xResolution) ?? 0;
  const unit = ({ 2: "inch", 3: "centimeter" } as const)[firstOf(TiffTag.resolutionUnit) ?? 2];
  const dpi = unit && densityOf(x, firstOf(TiffTag.yResolution) ?? x, unit);
  return {
    width,
    height,
    orientation: (orientation >= 1 && orientation <= 8 ? orientation : 1) as Orientation,
    hasAlpha: firstOf(TiffTag.extraSamples) !== undefined,
    ...(dpi && { dpi }),
  };
}
