import sharp from "sharp";
import { type Raster, type Size, wordsOf } from "../image/raster.ts";
import { paintUnder } from "./over.ts";

/** The letters of "TEST" as strokes in a box of 20 × 28 each: a server may have no fonts. */
const LETTERS = [
  "M0 0H20M10 0V28",
  "M20 0H0V28H20M0 14H16",
  "M20 6C18 -3 1 -2 1 7C1 16 20 12 20 21C20 30 2 31 0 22",
  "M0 0H20M10 0V28",
];
const ADVANCE = 30;
/** Width and height of a tile in the letters' units, and how many tiles lie along the longer side. */
const TILE = { width: 190, height: 90 };
const TILES = 4;

/** Draws "TEST" slantwise all over a picture, its transparent parts too, in place. */
export async function drawWatermark(raster: Raster): Promise<void> {
  const { data } = await sharp(Buffer.from(pattern(raster)))
    .resize(raster.width, raster.height, { fit: "fill" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const marked: Raster = { width: raster.width, height: raster.height, data: new Uint8Array(data) };
  const below = wordsOf(raster);
  paintUnder(marked, (y) => below.subarray(y * raster.width, (y + 1) * raster.width));
  raster.data.set(marked.data);
}

function pattern({ width, height }: Size): string {
  const scale = Math.max(1, Math.max(width, height)) / (TILES * TILE.width);
  const word = LETTERS.map((path, i) => `<path transform="translate(${i * ADVANCE})" d="${path}"/>`).join("");
  const lines = (color: string, strokeWidth: number, opacity: number) =>
    `<g fill="none" stroke="${color}" stroke-width="${strokeWidth}" stroke-opacity="${opacity}">${word}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <pattern id="test" width="${TILE.width}" height="${TILE.height}" patternUnits="userSpaceOnUse" patternTransform="rotate(-30) scale(${scale})">
    <g transform="translate(35 30)">${lines("black", 7, 0.25)}${lines("white", 4, 0.6)}</g></pattern></defs>
    <rect width="100%" height="100%" fill="url(#test)"/></svg>`;
}
