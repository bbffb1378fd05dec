import type { Point } from "./geometry.ts";

/** One stroke of the brush. Lengths and points are in pixels of the upright photo. */
export interface Stroke {
  mode: "keep" | "erase";
  radius: number;
  /** 0 hard … 1 soft to the middle. */
  softness: number;
  points: readonly Point[];
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
