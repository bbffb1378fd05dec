import type { Raster } from "../image/raster.ts";

/** The word TEST, five by seven dots a letter, one between them. */
const WORD = [
  "XXXXX XXXXX  XXXX XXXXX",
  "  X   X     X       X  ",
  "  X   X     X       X  ",
  "  X   XXXX   XXX    X  ",
  "  X   X         X   X  ",
  "  X   X         X   X  ",
  "  X   XXXXX XXXX    X  ",
];
/** Dots from one word to the next, along the line and across. */
const ALONG = 32;
const ACROSS = 16;
/** How many dots the shorter side of a picture has. */
const DOTS = 110;
const SLOPE = Math.PI / 6;
const OPACITY = 0.4;
const GRAY = 150;

/** Strews the word TEST over all of a picture, over what is transparent too; it shows on bright and on dark. */
export function drawWatermark({ data, width, height }: Raster): void {
  const dot = Math.max(1, Math.min(width, height) / DOTS);
  const right = Math.cos(SLOPE) / dot;
  const up = Math.sin(SLOPE) / dot;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const line = Math.floor((y * right + x * up) / ACROSS);
      const across = Math.floor(y * right + x * up) - line * ACROSS;
      // Every other line is set off by half a word.
      const along = modulo(Math.floor(x * right - y * up) + (line % 2) * (ALONG / 2), ALONG);
      if (WORD[across]?.[along] === "X") blend(data, at);
    }
  }
}

/** Porter-Duff over, with straight alpha. */
function blend(data: Raster["data"], at: number): void {
  const below = data[at + 3]! / 255;
  const alpha = OPACITY + below * (1 - OPACITY);
  for (let channel = at; channel < at + 3; channel++) {
    data[channel] = Math.round((GRAY * OPACITY + data[channel]! * below * (1 - OPACITY)) / alpha);
  }
  data[at + 3] = Math.round(alpha * 255);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
