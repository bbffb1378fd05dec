import { EngineError } from "../../errors.ts";

/** How the stored rows lie: 1 upright … 8, as EXIF tag 0x0112 counts them. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Dots per inch, rounded to hundredths. */
export interface Density {
  x: number;
  y: number;
}

/** What a file says about its picture before any pixel is decoded. */
export interface ImageHeader {
  /** Pixels as they are stored, before orientation. */
  width: number;
  height: number;
  orientation: Orientation;
  /** Whether the file can hold transparency. */
  hasAlpha: boolean;
  /** Absent where the file says nothing, or nothing in units of length. */
  dpi?: Density;
}

/** Larger color profiles are ignored: the largest in use, of printing presses, have under 3 MB. */
export const MAX_PROFILE_BYTES = 4 * 1024 * 1024;

const DOTS_PER_INCH = { inch: 1, centimeter: 2.54, meter: 0.0254 } as const;

/** `undefined` for what cannot be meant: no number, zero, or far beyond any printer. */
export function densityOf(x: number, y: number, unit: keyof typeof DOTS_PER_INCH): Density | undefined {
  const rounded = (dots: number) => Math.round(dots * DOTS_PER_INCH[unit] * 100) / 100;
  const density = { x: rounded(x), y: rounded(y) };
  const isPlausible = (dots: number) => dots >= 1 && dots <= 100_000;
  return isPlausible(density.x) && isPlausible(density.y) ? density : undefined;
}

export function damaged(format: string, why: string, options?: ErrorOptions): EngineError {
  return new EngineError("InvalidImage", `The ${format} image is damaged: ${why}`, options);
}

export function cutShort(format: string, options?: ErrorOptions): EngineError {
  return new EngineError(
    "InvalidImage",
    `The ${format} image is cut short: the file ends before the picture does`,
    options,
  );
}
