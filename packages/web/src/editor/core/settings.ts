import type { Rotation } from "@alphacut/pixels";

/** `#rrggbb`. */
export type HexColor = string;

export type BackgroundKind = "transparent" | "color" | "gradient" | "blur" | "picture";
export type Format = "png" | "webp" | "jpeg" | "bmp";
export type Quality = "fast" | "standard" | "best";

/**
 * What is made of every picture. Effects are measured relative to the result, so that one setting looks the same on a
 * thumbnail and on a poster. Choices of backgrounds that are not shown are remembered.
 */
export interface Settings {
  background: {
    kind: BackgroundKind;
    color: HexColor;
    /** 0…1, of the color. */
    opacity: number;
    top: HexColor;
    bottom: HexColor;
    /** Of the gradient, in degrees as CSS has them: 180 from top to bottom, 90 from left to right. */
    angle: number;
    /** 1…100. */
    blur: number;
    picture: File | null;
  };
  shadow: {
    /** The photo's own stays, where it fell on a plain backdrop. */
    original: boolean;
    on: boolean;
    /** As if on a wall behind the subject, or on the ground that it stands on. */
    kind: "drop" | "contact";
    color: HexColor;
    /** 0…1. */
    opacity: number;
    /** Percent of the result's longer side, to the right and down. */
    x: number;
    y: number;
    /** 0…100. */
    softness: number;
  };
  crop: {
    on: boolean;
    /** Percent of the subject's longer side. */
    margin: number;
  };
  /** `null` leaves a side as it is. */
  resize: { width: number | null; height: number | null; exact: boolean };
  /** Left and right are exchanged, before the rotation. */
  mirror: boolean;
  rotation: Rotation;
  /** The subject on a canvas of its own instead of where it was in the photo. */
  canvas: {
    on: boolean;
    /** Pixels; `null`: as the photo. */
    width: number | null;
    height: number | null;
    /** Inside what the padding leaves, covering it, or as large as it was. */
    scale: "fit" | "fill" | "original";
    /** Percent of the canvas on each side, 0…45. */
    padding: number;
    /** Percent of the free space on the left and above; `null`: the middle, or the edge where the photo cuts the subject off. */
    x: number | null;
    y: number | null;
  };
  output: "cutout" | "mask";
  format: Format;
  /** Of JPEG and WebP, 1…100. */
  fileQuality: number;
  /** The largest file of JPEG and WebP, in thousands of bytes; `null`: however large it becomes. */
  maxKilobytes: number | null;
  /** How files are called (`resultName`). */
  fileName: string;
  quality: Quality;
}

export const DEFAULT_SETTINGS: Settings = {
  background: {
    kind: "transparent",
    color: "#ffffff",
    opacity: 1,
    top: "#f3efe4",
    bottom: "#8fb8a8",
    angle: 180,
    blur: 30,
    picture: null,
  },
  shadow: {
    original: false,
    on: false,
    kind: "drop",
    color: "#000000",
    opacity: 0.5,
    x: 2,
    y: 2,
    softness: 25,
  },
  crop: { on: false, margin: 5 },
  resize: { width: null, height: null, exact: false },
  mirror: false,
  rotation: { degrees: 0, expand: true },
  canvas: { on: false, width: 2000, height: 2000, scale: "fit", padding: 8, x: null, y: null },
  output: "cutout",
  format: "png",
  fileQuality: 90,
  maxKilobytes: null,
  fileName: "{name}-{kind}",
  quality: "standard",
};

/** Which single fields differ, such as `shadow.x`. */
export function changedFields(before: Settings, after: Settings): string[] {
  return Object.entries(before).flatMap(([name, value]) => {
    const changed: unknown = after[name as keyof Settings];
    if (value === changed) return [];
    if (typeof value !== "object" || value === null) return [name];
    return Object.entries(value)
      .filter(([field, inner]) => inner !== (changed as Record<string, unknown>)[field])
      .map(([field]) => `${name}.${field}`);
  });
}
