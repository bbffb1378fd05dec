import type { Canvas, Sides } from "@alphacut/pixels";

/** A color in sRGB: channels 0…255, straight alpha 0…1. */
export interface Color {
  r: number;
  g: number;
  b: number;
  alpha: number;
}

export type FileFormat = "png" | "webp" | "jpeg" | "bmp";

/** `raw`: bytes without a file around them, rows top to bottom, straight RGBA, or one byte a pixel for a mask. */
export type OutputFormat = FileFormat | "raw";

/** How much time the matte may cost. Measured times and errors stand in the documentation of the engine. */
export type Quality = "fast" | "standard" | "best";

export type Background =
  | { kind: "color"; color: Color }
  /** Linear, dithered so that no bands show. */
  | {
      kind: "gradient";
      top: Color;
      bottom: Color;
      /** Degrees as CSS has them, clockwise: 180 (the default) from top to bottom, 90 from left to right. */
      angle?: number;
    }
  /** The photo's own background without the subject, under a Gaussian of σ = `radius` / 2 pixels. */
  | { kind: "blur"; radius: number }
  /** Another picture (encoded bytes, any input format), centered and cropped to cover the canvas. */
  | { kind: "picture"; bytes: Uint8Array };

export interface Shadow {
  /** `drop` (the default) as if on a wall behind the subject, `contact` on the ground that it stands on. */
  kind?: "drop" | "contact";
  color: Color;
  /** Pixels to the right and down; may be negative. */
  offset: { x: number; y: number };
  /** Gaussian radius in pixels (σ = radius / 2), 0…100. */
  blurRadius: number;
}

export interface Resize {
  /** Pixels, 1…10000. One given: the other follows the aspect ratio. Both given: fits inside, unless `exact`. */
  width?: number;
  height?: number;
  /** With both sides: exactly that size, even if it distorts. */
  exact?: boolean;
  /** 1 or more: with more pixels than that the picture is made smaller in proportion, whatever the sides say. */
  maxPixels?: number;
}

export interface Rotation {
  /** Counter-clockwise, −360…360. */
  degrees: number;
  /** Grow the canvas so that nothing is cut off; otherwise the canvas keeps its size. */
  expand: boolean;
}

/** A rectangle of a picture, in whole pixels. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type { Adjustment, Alignment, Canvas, Length, Sides } from "@alphacut/pixels";

/** A line around the subject, as stickers have it. */
export interface Outline {
  /** Pixels of the result, more than 0, at most 500. */
  width: number;
  color: Color;
}

/**
 * What is asked of one image. The order of work is fixed: orient by EXIF → remove the background, hints → correction →
 * crop → crop to the subject → resize → mirror → rotate → canvas → outline → shadow → background → encode.
 */
export interface Recipe {
  format: OutputFormat;
  /**
   * `mask`: the alpha matte as a grayscale image instead of the cutout. `background`: the photo without its subject, a hole
   * where that was. `color-and-alpha`: the colors as an opaque picture,
   * cleaned at the edges and continued beyond them, and the alpha beside it (`Cutout.alpha`).
   */
  output?: "cutout" | "mask" | "background" | "color-and-alpha";
  /** JPEG and lossy WebP, 1…100; 90 and 85 when absent. */
  outputQuality?: number;
  /** JPEG and lossy WebP: the quality becomes as low as the file needs to have at most so many bytes, though not below 10. */
  maxBytes?: number;
  /** Dots per inch that the file names, 1…10000; those of the input when absent, or none where it names none. */
  dpi?: number;
  /** Distances of the sides from the left and the top of the upright photo; all that lies outside is background. */
  regionOfInterest?: Sides;
  /** `keep`: a picture that is transparent somewhere is a cutout already and its alpha is taken as it is. */
  existingAlpha?: "multiply" | "keep";
  /**
   * The alpha matte, as a gray picture that is stretched over the upright photo: it is taken as it is, and no model runs. A
   * pixel that is not opaque in the photo stays so.
   */
  matte?: Uint8Array;
  /** A picture that is stretched over the upright photo: what is white there belongs to the subject. */
  keepMask?: Uint8Array;
  /** The same for what does not; it overrides `keepMask`. */
  removeMask?: Uint8Array;
  /**
   * Strokes drawn by hand, as an encoded picture that is stretched over the upright photo: opaque white keeps, opaque
   * black erases, transparent leaves the matte as it is.
   */
  correction?: Uint8Array;
  /** Of the upright photo. */
  crop?: Crop;
  /** Cuts off what is empty around the subject; percent of a margin are of the subject's width and height. */
  cropToSubject?: { margin?: Sides };
  resize?: Resize;
  /** Left and right are exchanged. With half a turn on top: above and below. */
  mirror?: boolean;
  rotation?: Rotation;
  canvas?: Canvas;
  outline?: Outline;
  background?: Background;
  shadow?: Shadow;
  /** The photo's own shadow stays, where it fell on a plain backdrop: black of its strength, which counts as a part of the subject. */
  originalShadow?: boolean;
  /** Strewn with the word TEST, so that the picture shows what it would be like but can't be used. */
  watermark?: boolean;
  quality?: Quality;
  /** A model of the catalog; the engine's default when absent. */
  model?: string;
}
