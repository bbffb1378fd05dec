import type { Background, Canvas, Color, Length, Recipe, Shadow, Sides } from "@alphacut/engine";
import type { FurtherOptions, RemovalOptions } from "@alphacut/sdk";

type Removal = RemovalOptions & FurtherOptions<Uint8Array>;

/** A recipe in the words of the server's API. Raw pixels travel as BMP, whose encoding costs next to nothing. */
export function toRemoval(recipe: Recipe): Removal {
  const { format, output, resize, rotation, quality, regionOfInterest, cropToSubject, canvas } = recipe;
  const { background, shadow, outline, dpi, outputQuality, existingAlpha, keepMask, removeMask } = recipe;
  return {
    format: format === "raw" ? "bmp" : format,
    returnMask: output === "mask",
    w: resize?.width,
    h: resize?.height,
    exact_resize: resize?.exact,
    angle: rotation?.degrees,
    expand: rotation?.expand,
    quality,
    roi: regionOfInterest && regionText(regionOfInterest),
    crop: cropToSubject && true,
    crop_margin: cropToSubject?.margin && sidesText(cropToSubject.margin),
    ...(canvas && canvasOptions(canvas)),
    ...(background && backgroundOptions(background)),
    shadow: recipe.originalShadow ? "original" : shadow && shadowText(shadow),
    outline: outline && `${hexOf(outline.color)} ${outline.width}`,
    dpi,
    output_quality: outputQuality,
    existing_alpha: existingAlpha,
    keep_mask: keepMask,
    remove_mask: removeMask,
  };
}

function canvasOptions({ width, height, padding, scale, align, enlarge, keepCutSides }: Canvas): Removal {
  return {
    canvas: `${width}x${height}`,
    padding: padding && sidesText(padding),
    scale: typeof scale === "object" ? `${scale.share * 100}%` : scale,
    align: align && alignText(align),
    enlarge,
    cut_sides: keepCutSides,
  };
}

function alignText(align: NonNullable<Canvas["align"]>): string {
  if (align === "original") return align;
  const { x, y } = align;
  if (x === undefined) return y === 0 ? "top" : "bottom";
  if (y === undefined) return x === 0 ? "left" : "right";
  return `${x}% ${y}%`;
}

function backgroundOptions(background: Background): Removal {
  switch (background.kind) {
    case "color":
      return { bg_color: hexOf(background.color) };
    case "gradient":
      return { gradient: `${hexOf(background.top)} ${hexOf(background.bottom)}` };
    case "blur":
      return { blur: background.radius };
    case "picture":
      return { background_image: background.bytes };
  }
}

function shadowText({ kind, color, offset, blurRadius }: Shadow): string {
  return `${kind === "contact" ? "contact " : ""}${hexOf(color)} ${offset.x} ${offset.y} ${blurRadius}`;
}

const lengthText = ({ value, unit }: Length) => `${value}${unit}`;

function sidesText({ top, right, bottom, left }: Sides): string {
  return [top, right, bottom, left].map(lengthText).join(" ");
}

function regionText({ left, top, right, bottom }: Sides): string {
  return [left, top, right, bottom].map(lengthText).join(" ");
}

/** `#rrggbbaa`. */
function hexOf({ r, g, b, alpha }: Color): string {
  const channels = [r, g, b, alpha * 255].map((value) => Math.round(value).toString(16).padStart(2, "0"));
  return `#${channels.join("")}`;
}
