import type { Point, Size } from "@alphacut/pixels";

export type Stroke = BrushStroke | RegionStroke;

/** One stroke of the brush. Lengths and points are in pixels of the upright photo. */
export interface BrushStroke {
  mode: "keep" | "erase";
  radius: number;
  /** 0 hard … 1 soft to the middle. */
  softness: number;
  points: readonly Point[];
  /** Says what belongs to the subject instead of painting it: the server makes the cutout anew and finds the edge. */
  isHint?: true;
}

/** A region that was brought back or taken away as a whole, in a grid over the photo. */
export interface RegionStroke {
  mode: "keep" | "erase";
  grid: Size;
  /** Three values a run: its row, its first column, and the column behind its last. */
  runs: Uint16Array;
}

/** What the server has to know when it makes the cutout. */
export function hintsOf(strokes: readonly Stroke[]): readonly BrushStroke[] {
  return strokes.filter((stroke): stroke is BrushStroke => "isHint" in stroke);
}
