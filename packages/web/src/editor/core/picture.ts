import type { Adjustment, Size } from "@alphacut/pixels";
import type { Box } from "./geometry.ts";
import type { Settings } from "./settings.ts";
import type { BrushStroke, Stroke } from "./strokes.ts";

/** How far a picture is. A failed one keeps what it had before. */
export type Progress =
  | { kind: "waiting" }
  | { kind: "uploading"; share: number }
  /** The model that this browser runs comes from the server. */
  | { kind: "loading"; share: number }
  | { kind: "working" }
  | { kind: "ready" }
  | { kind: "failed"; error: unknown };

/** What the server made of a picture, for the preview and for whatever is asked of it later. */
export interface CutoutResult {
  /** The upright photo's size. */
  size: Size;
  /** The subject in straight alpha, as WebP, at most `PREVIEW_SIDE` pixels a side. */
  cutout: Blob;
  /** The photo as the server shows it, at most as large as a preview, where this browser cannot decode the file itself. */
  photo: Blob | null;
  /** The strokes that were taken into account. */
  hints: readonly BrushStroke[];
  ticket: string | null;
  /** This browser made it, in the photo's full size, and makes the download as well. */
  onDevice?: true;
}

/** What the user did to one picture. */
export interface PictureEdits {
  strokes: readonly Stroke[];
  /** Its own settings; `null` where those for all pictures hold. */
  settings: Settings | null;
  /** What of the upright photo is shown, in its pixels; `null`: what the settings say. */
  crop: Box | null;
  /** The subject, moved and scaled by hand; `null`: as the settings place it. */
  adjust: Required<Adjustment> | null;
}

/** All that says how a picture's result looks, but for its strokes. */
export interface Look extends Pick<PictureEdits, "crop" | "adjust"> {
  settings: Settings;
}

export const NO_EDITS: PictureEdits = { strokes: [], settings: null, crop: null, adjust: null };

/** What undo brings back of a picture. */
export function editsOf({ strokes, settings, crop, adjust }: PictureEdits): PictureEdits {
  return { strokes, settings, crop, adjust };
}

export function hasSameEdits(a: PictureEdits, b: PictureEdits): boolean {
  return a.strokes === b.strokes && a.settings === b.settings && a.crop === b.crop && a.adjust === b.adjust;
}

export interface Picture extends PictureEdits {
  id: string;
  file: File;
  progress: Progress;
  result: CutoutResult | null;
  /** Goes into the ZIP. */
  chosen: boolean;
  /** The result as it is now is among the user's downloads. */
  downloaded: boolean;
}

/** How much smaller or larger a subject can be made by hand. */
export const SMALLEST_FACTOR = 0.05;
export const LARGEST_FACTOR = 10;

const UNTOUCHED: Required<Adjustment> = { x: 0, y: 0, scale: 1 };

/** What a hand did with the subject so far. */
export function adjustmentOf({ adjust }: Pick<PictureEdits, "adjust">): Required<Adjustment> {
  return adjust ?? UNTOUCHED;
}

/** Previews are made at this size at most: sharp on every screen, and small enough to be instant. */
const PREVIEW_SIDE = 2400;

export function newPicture(id: string, file: File): Picture {
  return {
    id,
    file,
    progress: { kind: "waiting" },
    result: null,
    ...NO_EDITS,
    chosen: true,
    downloaded: false,
  };
}

/** The size that a photo of this size is shown in. */
export function previewSize({ width, height }: Size): Size {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Whether a photo is shown smaller than it is. */
export function isReduced(photo: Size): boolean {
  return previewSize(photo).width < photo.width || previewSize(photo).height < photo.height;
}

export function isWaiting({ progress }: Picture): boolean {
  return progress.kind === "waiting";
}

export function isReady(picture: Picture): picture is Picture & { result: CutoutResult } {
  return picture.progress.kind === "ready" && picture.result !== null;
}

export function isFailed({ progress }: Picture): boolean {
  return progress.kind === "failed";
}

/** A photo as this browser can decode it, and the size of the file where what is decoded is smaller. */
export interface ShownPhoto {
  file: Blob;
  size: Size | null;
}

export function shownPhoto({ file, result }: Pick<Picture, "file" | "result">): ShownPhoto {
  return result?.photo ? { file: result.photo, size: result.size } : { file, size: null };
}
