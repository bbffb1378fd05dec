import sharp from "sharp";
import type { RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "./catalog.ts";

/** A red mug with a handle before a blurred room: a subject that every model sees, with a hole and thin parts. */
const SCENE = `
  <defs>
    <linearGradient id="body"><stop offset="0" stop-color="#7d1f1f"/><stop offset=".35" stop-color="#e04b3f"/>
      <stop offset="1" stop-color="#5c1414"/></linearGradient>
    <linearGradient id="wall" x2="0" y2="1"><stop offset="0" stop-color="#c9b79c"/><stop offset=".7" stop-color="#b3a58f"/>
      <stop offset=".75" stop-color="#7d6750"/><stop offset="1" stop-color="#5f4c38"/></linearGradient>
    <filter id="far"><feGaussianBlur stdDeviation="14"/></filter>
  </defs>
  <rect width="1000" height="1000" fill="url(#wall)"/>
  <g filter="url(#far)"><rect x="80" y="120" width="180" height="420" fill="#8b6f4e"/>
    <rect x="720" y="60" width="220" height="300" fill="#dfe6e4"/><ellipse cx="470" cy="850" rx="330" ry="50" fill="#3a2c1e"/></g>
  <path d="M640 380 q170 -10 160 130 q-10 130 -170 140" fill="none" stroke="#a32d27" stroke-width="46"/>
  <path d="M300 300 h350 l-24 540 q-150 50 -302 0 z" fill="url(#body)"/>
  <ellipse cx="475" cy="300" rx="175" ry="44" fill="#f2d9cf"/><ellipse cx="475" cy="304" rx="150" ry="33" fill="#3a1d12"/>
  <path d="M350 400 q-8 190 6 350" stroke="#ffb4a6" stroke-width="14" fill="none" opacity=".6"/>`;

/** The picture that two forms of a model are compared on, drawn on the spot, stretched to the size. */
export async function trialPicture({ width, height }: Size): Promise<RgbRaster> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" preserveAspectRatio="none"
    width="${width}" height="${height}">${SCENE}</svg>`;
  const data = await sharp(Buffer.from(svg)).removeAlpha().toColourspace("srgb").raw().toBuffer();
  return { width, height, data };
}

/** The model's one size, or three eighths of the trained sides: what differs at all differs there, and it is quick. */
export function trialSize(input: ModelSpec["input"]): Size {
  if (input.kind === "fixed") return { width: input.side, height: input.side };
  const side = Math.ceil((3 * input.side) / 8 / input.of) * input.of;
  return { width: side, height: side };
}
