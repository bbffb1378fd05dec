import { type Bounds, isEmpty, sizeOf } from "./bounds.ts";
import type { Adjustment, Alignment, Canvas } from "./canvas.ts";
import type { CutSides } from "./cut-sides.ts";
import { sidesInPixels } from "./sides-in-pixels.ts";
import type { Size } from "./size.ts";

/** A subject that is to be placed on a canvas. */
export interface Placeable {
  /** Its bounds in the picture that it is taken from, and that picture's size. */
  bounds: Bounds;
  frame: Size;
  cut: CutSides;
  /** How many pixels one of the picture's is long where nothing is scaled. */
  zoom: number;
  /** Pixels that the subject needs around it, for an outline. */
  reach: number;
}

const NO_PADDING = { value: 0, unit: "px" } as const;

/**
 * Where the subject comes to lie on a canvas, never distorted by more than the rounding to whole pixels; it may reach out of
 * it. The free space is shared out as CSS's `object-position` does it: at 25 %, a quarter of it is on the left.
 *
 * @param size the canvas's
 * @returns undefined when the padding leaves no room
 */
export function placeSubject(subject: Placeable, size: Size, canvas: Canvas): Bounds | undefined {
  const { align = {}, keepCutSides = true } = canvas;
  const given = align === "original" ? originalAlignment(subject) : align;
  const kept = {
    x: keepCutSides && given.x === undefined,
    y: keepCutSides && given.y === undefined,
  };
  const { cut } = subject;
  const area = paddedArea(size, canvas, subject.reach, {
    left: kept.x && cut.left,
    right: kept.x && cut.right,
    top: kept.y && cut.top,
    bottom: kept.y && cut.bottom,
  });
  if (isEmpty(area)) return undefined;
  const scaled = scaledSize(subject, size, sizeOf(area), canvas);
  const x = given.x ?? (kept.x ? towardsCut(cut.left, cut.right) : 50);
  const y = given.y ?? (kept.y ? towardsCut(cut.top, cut.bottom) : 50);
  const left = area.left + Math.round(((area.right - area.left - scaled.width) * x) / 100);
  const top = area.top + Math.round(((area.bottom - area.top - scaled.height) * y) / 100);
  const placed = { left, top, right: left + scaled.width, bottom: top + scaled.height };
  return canvas.adjust ? adjusted(placed, size, canvas.adjust) : placed;
}

function adjusted(placed: Bounds, size: Size, { x = 0, y = 0, scale = 1 }: Adjustment): Bounds {
  const before = sizeOf(placed);
  const width = Math.max(1, Math.round(before.width * scale));
  const height = Math.max(1, Math.round(before.height * scale));
  const left = Math.round((placed.left + placed.right - width) / 2 + (x / 100) * size.width);
  const top = Math.round((placed.top + placed.bottom - height) / 2 + (y / 100) * size.height);
  return { left, top, right: left + width, bottom: top + height };
}

function towardsCut(first: boolean, last: boolean): number {
  if (first === last) return 50;
  return first ? 0 : 100;
}

/** The part of the free space that was on the left and above. */
function originalAlignment({ bounds, frame }: Placeable): Required<Alignment> {
  const { width, height } = sizeOf(bounds);
  const part = (before: number, free: number) =>
    free > 0 ? Math.min(100, Math.max(0, (before / free) * 100)) : 50;
  return { x: part(bounds.left, frame.width - width), y: part(bounds.top, frame.height - height) };
}

/** What the padding and the subject's outline leave of the canvas; a kept side has neither. */
function paddedArea(size: Size, { padding }: Canvas, reach: number, kept: CutSides): Bounds {
  const none = { top: NO_PADDING, right: NO_PADDING, bottom: NO_PADDING, left: NO_PADDING };
  const sides = sidesInPixels(padding ?? none, size);
  const inset = (side: keyof Bounds) => (kept[side] ? 0 : sides[side] + reach);
  return {
    left: inset("left"),
    top: inset("top"),
    right: size.width - inset("right"),
    bottom: size.height - inset("bottom"),
  };
}

function scaledSize({ bounds, zoom }: Placeable, size: Size, area: Size, canvas: Canvas): Size {
  const { width, height } = sizeOf(bounds);
  const wanted = wantedScale({ width, height }, size, area, canvas.scale ?? "fit") ?? zoom;
  const scale = canvas.enlarge === false ? Math.min(wanted, zoom) : wanted;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function wantedScale(
  { width, height }: Size,
  size: Size,
  area: Size,
  scale: NonNullable<Canvas["scale"]>,
): number | undefined {
  if (scale === "original") return undefined;
  if (scale === "fit") return Math.min(area.width / width, area.height / height);
  if (scale === "fill") return Math.max(area.width / width, area.height / height);
  return Math.min((scale.share * size.width) / width, (scale.share * size.height) / height);
}
