import type { Canvas, Size } from "@alphacut/pixels";
import type { EditorRecipe } from "../../api/schema.ts";
import { type Box, place } from "./geometry.ts";
import type { Look } from "./picture.ts";
import type { HexColor, Settings } from "./settings.ts";

/** Of the longer side of the result, at full strength. */
const WIDEST_BLUR = 0.06;
const SOFTEST_SHADOW = 0.08;

/** A blur radius (twice the Gaussian's σ) for a strength of 1…100, in pixels of a result with this longer side. */
export function blurRadius(strength: number, longerSide: number): number {
  return Math.min(500, Math.max(1, (strength / 100) * WIDEST_BLUR * longerSide));
}

export interface ShadowInPixels {
  x: number;
  y: number;
  blurRadius: number;
}

/** The shadow in whole pixels of a result with this longer side. */
export function shadowInPixels({ x, y, softness }: Settings["shadow"], longerSide: number): ShadowInPixels {
  const pixels = (percent: number) => Math.round((percent / 100) * longerSide) || 0;
  return {
    x: pixels(x),
    y: pixels(y),
    blurRadius: Math.min(500, Math.round((softness / 100) * SOFTEST_SHADOW * longerSide)),
  };
}

/** The photo's rectangle that is shown: the subject's with its margin, or everything. */
export function wholeOf({ width, height }: Size): Box {
  return { left: 0, top: 0, width, height };
}

/**
 * What the server is asked for, so that it makes what the preview shows.
 *
 * @param look but for its crop
 * @param photo the upright photo's size
 * @param crop what to show of it
 */
export function recipeOf(look: Omit<Look, "crop">, photo: Size, crop: Box): EditorRecipe {
  const { settings } = look;
  const canvas = canvasSize(settings, crop);
  const longerSide = Math.max(canvas.width, canvas.height);
  const { format, output, quality, mirror, rotation, fileQuality, maxKilobytes } = settings;
  const hasQuality = format === "jpeg" || format === "webp";
  const geometry = {
    ...(!isWhole(crop, photo) && { crop }),
    ...(!settings.canvas.on && resizeOf(settings)),
    ...wireCanvasOf(look),
    ...(hasQuality && { outputQuality: fileQuality }),
    ...(hasQuality && maxKilobytes !== null && { maxBytes: 1000 * maxKilobytes }),
    ...(mirror && { mirror }),
    ...(rotation.degrees !== 0 && { rotation }),
  };
  if (output === "mask") return { format, output, quality, ...geometry };
  return {
    format,
    quality,
    ...geometry,
    ...backgroundOf(settings, longerSide),
    ...shadowOf(settings, longerSide),
  };
}

/** The canvas's size, after everything but a shadow. */
function canvasSize({ canvas, resize, ...turn }: Settings, crop: Box): Size {
  const turned = place(crop, canvas.on ? {} : resize, turn).canvas;
  if (!canvas.on) return turned;
  return { width: canvas.width ?? turned.width, height: canvas.height ?? turned.height };
}

/**
 * The canvas as the engine's rules of placement take it; `null` where there is none. A subject that is moved by hand without
 * one begins where it was in the photo.
 */
export function canvasOf({ settings, adjust }: Omit<Look, "crop">): Canvas | null {
  const { on, width, height, scale, padding, x, y } = settings.canvas;
  if (!on) return adjust && { scale: "original", align: "original", adjust };
  const side = { value: padding, unit: "%" } as const;
  return {
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    scale,
    padding: { top: side, right: side, bottom: side, left: side },
    align: { ...(x !== null && { x }), ...(y !== null && { y }) },
    ...(adjust && { adjust }),
  };
}

function wireCanvasOf(look: Omit<Look, "crop">): Pick<EditorRecipe, "canvas"> {
  const rules = canvasOf(look);
  if (!rules) return {};
  const { padding, ...canvas } = rules;
  return { canvas: { ...canvas, ...(padding && { padding: padding.left.value }) } } as Pick<
    EditorRecipe,
    "canvas"
  >;
}

function isWhole(crop: Box, photo: Size): boolean {
  return crop.width === photo.width && crop.height === photo.height;
}

function resizeOf({ resize: { width, height, exact } }: Settings): Pick<EditorRecipe, "resize"> {
  if (width === null && height === null) return {};
  return {
    resize: {
      ...(width !== null && { width }),
      ...(height !== null && { height }),
      ...(exact && { exact }),
    },
  };
}

function backgroundOf({ background }: Settings, longerSide: number): Pick<EditorRecipe, "background"> {
  switch (background.kind) {
    case "transparent":
      return {};
    case "color":
      return { background: { kind: "color", color: withAlpha(background.color, background.opacity) } };
    case "gradient":
      return {
        background: {
          kind: "gradient",
          top: background.top,
          bottom: background.bottom,
          ...(background.angle !== 180 && { angle: background.angle }),
        },
      };
    case "blur":
      return { background: { kind: "blur", radius: blurRadius(background.blur, longerSide) } };
    case "picture":
      return background.picture ? { background: { kind: "picture" } } : {};
  }
}

function shadowOf({ shadow }: Settings, longerSide: number): Pick<EditorRecipe, "shadow" | "originalShadow"> {
  const original = originalShadowOf(shadow);
  if (!shadow.on) return original;
  const { x, y, blurRadius } = shadowInPixels(shadow, longerSide);
  const color = withAlpha(shadow.color, shadow.opacity);
  return { ...original, shadow: { kind: shadow.kind, color, offset: { x, y }, blurRadius } };
}

/** The photo's own shadow belongs to the cutout already when that is made for the preview. */
export function originalShadowOf({ original }: Settings["shadow"]): Pick<EditorRecipe, "originalShadow"> {
  return original ? { originalShadow: true } : {};
}

/** `#rrggbbaa`. */
export function withAlpha(color: HexColor, opacity: number): string {
  return (
    color +
    Math.round(opacity * 255)
      .toString(16)
      .padStart(2, "0")
  );
}
