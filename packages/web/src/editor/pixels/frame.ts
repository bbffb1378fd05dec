import type { Size } from "@alphacut/pixels";
import type { Box } from "../core/geometry.ts";
import type { ShadowInPixels } from "../core/recipe.ts";

/** The picture's canvas inside the result: a shadow may need room around it. */
export interface Frame extends Size {
  /** Where the canvas begins in the result. */
  left: number;
  top: number;
}

/**
 * The result's size when a shadow of the subject has to fit: the canvas grows on the sides where the shadow would be cut
 * off, as far as three standard deviations of its blur. The server does the same.
 *
 * @param subject the subject's box on the canvas
 */
export function frameWithShadow(canvas: Size, subject: Box, shadow: ShadowInPixels): Frame {
  const reach = Math.ceil(1.5 * shadow.blurRadius);
  const left = Math.max(0, reach - subject.left - shadow.x);
  const top = Math.max(0, reach - subject.top - shadow.y);
  const right = Math.max(canvas.width, subject.left + subject.width + shadow.x + reach);
  const bottom = Math.max(canvas.height, subject.top + subject.height + shadow.y + reach);
  return { left, top, width: left + right, height: top + bottom };
}

export function frameWithoutShadow({ width, height }: Size): Frame {
  return { left: 0, top: 0, width, height };
}
