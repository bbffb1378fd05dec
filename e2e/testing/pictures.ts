import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

/** The example of the original client: somebody in front of a background. */
const PHOTO = fileURLToPath(
  new URL("example/input.jpg", import.meta.resolve("@remove-background-ai/rembg.js/package.json")),
);

export interface TestPicture {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const WIDTH = 640;
export const HEIGHT = 480;
/** A bright disc: the subject for a model that sees brightness. */
export const DISC = { x: 360, y: 220, radius: 120 };

/** A real photo. */
export async function photo(name = "photo.jpg"): Promise<TestPicture> {
  return { name, mimeType: "image/jpeg", buffer: await readFile(PHOTO) };
}

/** A nearly white disc on black, as PNG. */
export async function discPicture(name = "disc.png"): Promise<TestPicture> {
  const { x, y, radius } = DISC;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><radialGradient id="light"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#f4f8ff"/></radialGradient></defs>
    <rect width="100%" height="100%" fill="#000"/><circle cx="${x}" cy="${y}" r="${radius}" fill="url(#light)"/></svg>`;
  return { name, mimeType: "image/png", buffer: await sharp(Buffer.from(drawing)).png().toBuffer() };
}

/** Broad vertical stripes, to be a background. */
export async function stripesPicture(name: string): Promise<TestPicture> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><rect width="100%" height="100%" fill="#2a6"/>
    <path fill="#e83" d="M100 0h100v500H100zM300 0h100v500H300z"/></svg>`;
  return { name, mimeType: "image/png", buffer: await sharp(Buffer.from(drawing)).png().toBuffer() };
}

/** Incompressible, so that an upload of it takes a while. */
export async function noisePicture(name: string, side: number): Promise<TestPicture> {
  const pixels = Buffer.alloc(side * side * 3);
  let state = 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[i] = state >>> 24;
  }
  const image = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
  return { name, mimeType: "image/png", buffer: await image.png({ compressionLevel: 0 }).toBuffer() };
}

export interface Pixels {
  width: number;
  height: number;
  /** Straight RGBA of the pixel at (x, y). */
  at(x: number, y: number): [red: number, green: number, blue: number, alpha: number];
}

export async function pixelsOf(encoded: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(encoded).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at(x, y) {
      const p = (Math.round(y) * info.width + Math.round(x)) * 4;
      return [data[p]!, data[p + 1]!, data[p + 2]!, data[p + 3]!];
    },
  };
}
