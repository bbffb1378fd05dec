import {
  type Bounds,
  boundsOf,
  type CutSides,
  findCutSides,
  intersection,
  isEmpty,
  sidesInPixels,
  sizeOf,
  subjectBounds,
  translate,
  UNCUT,
} from "@alphacut/pixels";
import type { Raster } from "../image/raster.ts";
import { windowOf } from "../image/window.ts";
import type { Recipe, Sides } from "../recipe.ts";
import { regionBounds } from "./length.ts";

/** What of the upright photo is shown, in its pixels, and the subject there. */
export interface Frame {
  /** May reach out of the photo. */
  bounds: Bounds;
  subject: Bounds | undefined;
  cut: CutSides;
}

/** The rectangle that a recipe crops to, by numbers or around the subject with a margin. */
export function frameOf(cutout: Raster, found: Bounds | undefined, recipe: Recipe): Frame {
  const { crop, cropToSubject, regionOfInterest, background } = recipe;
  const photo = boundsOf(cutout);
  const bounds = crop
    ? { left: crop.left, top: crop.top, right: crop.left + crop.width, bottom: crop.top + crop.height }
    : photo;
  const subject = crop ? subjectWithin(cutout, bounds) : found;
  if (!subject) return { bounds, subject, cut: UNCUT };
  const seen = regionOfInterest ? intersection(bounds, regionBounds(regionOfInterest, cutout)) : bounds;
  const cut = findCutSides(cutout, subject, seen);
  if (!cropToSubject) return { bounds, subject, cut };
  const around = cropToSubject.margin ? widened(subject, cropToSubject.margin) : subject;
  // The photo's own background has no more to show.
  return { bounds: background?.kind === "blur" ? intersection(around, photo) : around, subject, cut };
}

function subjectWithin(cutout: Raster, bounds: Bounds): Bounds | undefined {
  const subject = subjectBounds(windowOf(cutout, bounds));
  return subject && translate(subject, bounds.left, bounds.top);
}

function widened(subject: Bounds, margin: Sides): Bounds {
  const sides = sidesInPixels(margin, sizeOf(subject));
  const around = {
    left: subject.left - sides.left,
    top: subject.top - sides.top,
    right: subject.right + sides.right,
    bottom: subject.bottom + sides.bottom,
  };
  return isEmpty(around) ? subject : around;
}
