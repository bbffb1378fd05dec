import type { Background, Canvas, OutputFormat, Recipe, Shadow } from "@alphacut/engine";
import type { Known } from "../../cutout-routes/cutout-route.ts";
import { InvalidRequest } from "../../http/failure.ts";
import { regionInPixels } from "../../http/region.ts";
import { titles } from "./errors.ts";
import type { RemoveBgValues } from "./fields.ts";
import { fitted, pixelLimit } from "./sizes.ts";

/** The field under which a background picture is known, whichever way it came. */
export const BACKGROUND = "bg_image";

/** @throws InvalidRequest when the region of interest does not fit the photo */
export function recipeOf(values: RemoveBgValues, known: Known): Recipe {
  checkRegion(values, known.size);
  const background = backgroundOf(values, known.pictures[BACKGROUND]);
  const format = formatOf(values, background);
  const shadow = shadowOf(values, known.size);
  const canvas = canvasOf(values) ?? (shadow && !values.crop ? AS_THE_PHOTO : undefined);
  const isMask = values.channels === "alpha";
  return {
    format,
    ...(values.format === "zip" ? { output: "color-and-alpha" } : isMask ? { output: "mask" } : {}),
    ...(isPartial(values.roi!) && { regionOfInterest: values.roi! }),
    ...(values.crop && {
      cropToSubject: values.crop_margin === "none" ? {} : { margin: values.crop_margin! },
    }),
    resize: { maxPixels: pixelLimit(values.size, format) },
    ...(canvas && { canvas }),
    ...(background && !isMask && values.format !== "zip" && { background }),
    ...(shadow && !isMask && values.format !== "zip" && { shadow }),
  };
}

function checkRegion({ roi }: RemoveBgValues, size: Known["size"]): void {
  const { left, top, width, height } = regionInPixels(roi!, size);
  const refuse = (wireCode: "roi_exceeds_bounds" | "roi_region_empty") => {
    throw new InvalidRequest([{ field: "roi", message: titles[wireCode], wireCode }]);
  };
  if (width <= 0 || height <= 0) refuse("roi_region_empty");
  if (left + width > size.width || top + height > size.height) refuse("roi_exceeds_bounds");
}

function isPartial({ left, top, right, bottom }: NonNullable<RemoveBgValues["roi"]>): boolean {
  const isEnd = ({ value, unit }: typeof right) => value === 100 && unit === "%";
  return left.value > 0 || top.value > 0 || !isEnd(right) || !isEnd(bottom);
}

/** A ZIP's colors are a JPEG; `auto` needs a PNG only where something can be transparent. */
function formatOf({ format, channels }: RemoveBgValues, background: Background | undefined): OutputFormat {
  if (format === "zip") return "jpeg";
  if (format !== "auto") return format;
  const isOpaque =
    background?.kind === "picture" || (background?.kind === "color" && background.color.alpha === 1);
  return isOpaque && channels === "rgba" ? "jpeg" : "png";
}

function backgroundOf({ bg_color }: RemoveBgValues, bytes: Uint8Array | undefined): Background | undefined {
  if (bytes) return { kind: "picture", bytes };
  return bg_color === "none" ? undefined : { kind: "color", color: bg_color };
}

/** On it a shadow stays within the photo's frame instead of making the picture larger. */
const AS_THE_PHOTO: Canvas = { scale: "original", align: "original" };

function canvasOf({ scale, position }: RemoveBgValues): Canvas | undefined {
  const isMoved = position !== "absent" && position !== "original";
  if (scale === "original" && !isMoved) return undefined;
  const centered = { x: 50, y: 50 };
  const align = position === "absent" ? centered : position!;
  return { scale, align };
}

/** Shadows grow with the picture; the numbers are shares of its longer side. */
const DROP = { offset: 0.02, blur: 0.03 };
const CONTACT_BLUR = 0.02;
const MAX_BLUR = 100;

function shadowOf(values: RemoveBgValues, photo: Known["size"]): Shadow | undefined {
  const type = values.shadow_type === "none" && values.add_shadow ? "auto" : values.shadow_type;
  if (type === "none") return undefined;
  const { width, height } = fitted(photo, pixelLimit(values.size, "jpeg"));
  const side = Math.max(width, height);
  const color = { r: 0, g: 0, b: 0, alpha: values.shadow_opacity };
  const blurred = (share: number) => Math.min(MAX_BLUR, Math.round(side * share));
  if (type !== "drop")
    return { kind: "contact", color, offset: { x: 0, y: 0 }, blurRadius: blurred(CONTACT_BLUR) };
  const offset = Math.round(side * DROP.offset);
  return { color, offset: { x: offset, y: offset }, blurRadius: blurred(DROP.blur) };
}
