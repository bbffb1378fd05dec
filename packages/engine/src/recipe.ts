/** A colour in sRGB: channels 0…255, straight alpha 0…1. */
export interface Color {
  r: number;
  g: number;
  b: number;
  alpha: number;
}

export type OutputFormat = "png" | "webp" | "jpeg" | "bmp";

/** How much time the matte may cost. Measured times and errors stand in the documentation of the engine. */
export type Quality = "fast" | "standard" | "best";

export type Background =
  | { kind: "color"; color: Color }
  /** Vertical, top to bottom, dithered so that no bands show. */
  | { kind: "gradient"; top: Color; bottom: Color }
  /** The photo's own background without the subject, under a Gaussian of σ = `radius` / 2 pixels. */
  | { kind: "blur"; radius: number }
  /** Another picture (encoded bytes, any input format), centred and cropped to cover the canvas. */
  | { kind: "picture"; bytes: Uint8Array };

export interface Shadow {
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
}

export interface Rotation {
  /** Counter-clockwise, −360…360. */
  degrees: number;
  /** Grow the canvas so that nothing is cut off; otherwise the canvas keeps its size. */
  expand: boolean;
}

/** A rectangle of the upright photo, in whole pixels. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * What is asked of one image. The order of work is fixed: orient by EXIF → remove the background → correction → crop →
 * resize → rotate → background and shadow → encode.
 */
export interface Recipe {
  format: OutputFormat;
  /** `mask`: the alpha matte as a greyscale image instead of the cutout. */
  output?: "cutout" | "mask";
  /**
   * Strokes drawn by hand, as an encoded picture that is stretched over the upright photo: opaque white keeps, opaque
   * black erases, transparent leaves the matte as it is.
   */
  correction?: Uint8Array;
  crop?: Crop;
  resize?: Resize;
  rotation?: Rotation;
  background?: Background;
  shadow?: Shadow;
  quality?: Quality;
  /** A model of the catalogue; the engine's default when absent. */
  model?: string;
}
