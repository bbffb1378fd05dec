import type { Point, Size } from "./geometry.ts";

export type Stroke = BrushStroke | RegionStroke;

/** One stroke of the brush. Lengths and points are in pixels of the upright photo. */
export interface BrushStroke {
  mode: "keep" | "erase";
  radius: number;
  /** 0 hard … 1 soft to the middle. */
  softness: number;
  points: readonly Point[];
}

/** A region that was brought back or taken away as a whole, in a grid over the photo. */
export interface RegionStroke {
  mode: "keep" | "erase";
  grid: Size;
  /** Three values a run: its row, its first column, and the column behind its last. */
  runs: Uint16Array;
}

/** Strokes as painted, and those taken back, the latest first. */
export interface StrokeHistory {
  done: readonly Stroke[];
  undone: readonly Stroke[];
}

export const NO_STROKES: StrokeHistory = { done: [], undone: [] };

/** A new stroke forgets what was taken back. */
export function painted({ done }: StrokeHistory, stroke: Stroke): StrokeHistory {
  return { done: [...done, stroke], undone: [] };
}

export function undone(history: StrokeHistory): StrokeHistory {
  const last = history.done.at(-1);
  if (!last) return history;
  return { done: history.done.slice(0, -1), undone: [last, ...history.undone] };
}

export function redone(history: StrokeHistory): StrokeHistory {
  const [next, ...rest] = history.undone;
  if (!next) return history;
  return { done: [...history.done, next], undone: rest };
}
