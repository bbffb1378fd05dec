import type { Color } from "@alphacut/engine";
import colorString from "color-string";
import { UsageError } from "../errors.ts";

/** `#hex`, a CSS color, or `R,G,B[,A]` of 0…255 each as the rembg tool takes it. */
export function parseColor(text: string): Color {
  const numbers = text.split(/[\s,]+/).map(Number);
  if ([3, 4].includes(numbers.length) && numbers.every((value) => value >= 0 && value <= 255)) {
    const [r = 0, g = 0, b = 0, alpha = 255] = numbers;
    return { r, g, b, alpha: alpha / 255 };
  }
  const [r, g, b, alpha] = colorString.get.rgb(text.toLowerCase()) ?? [];
  if (r === undefined || g === undefined || b === undefined || alpha === undefined) {
    throw new UsageError(`'${text}' is no color; take #rrggbb, #rrggbbaa, a CSS name, or R,G,B,A`);
  }
  return { r, g, b, alpha };
}

/** Two colors with a comma between them; commas within brackets belong to a color. */
export function parseColorPair(text: string): [Color, Color] {
  const [first, second, ...rest] = text.split(/,(?![^(]*\))/);
  if (!first || !second || rest.length > 0) {
    throw new UsageError(`'${text}' are not two colors; write for instance white,#336699`);
  }
  return [parseColor(first.trim()), parseColor(second.trim())];
}
