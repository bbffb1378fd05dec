import { useState } from "react";
import { type Affine, apply, invert, type Point, scaleOf } from "../core/geometry.ts";
import type { Stroke } from "../core/strokes.ts";
import { editor, useEditor } from "../session.ts";

export interface BrushTool {
  active: boolean;
  /** The stroke that is being painted. */
  stroke: Stroke | null;
  /** Where the brush is, in CSS pixels of the stage. */
  cursor: Point | null;
  setCursor: (cursor: Point | null) => void;
  begin: (at: Point) => void;
  extend: (to: Point) => void;
  end: () => void;
  cancel: () => void;
}

/** @param toStage from pixels of the photo to CSS pixels of the stage */
export function useBrush(toStage: Affine): BrushTool {
  const brush = useEditor((state) => state.brush);
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const [cursor, setCursor] = useState<Point | null>(null);
  const onPhoto = (point: Point) => apply(invert(toStage), point);
  return {
    active: brush.mode !== "off",
    stroke,
    cursor,
    setCursor,
    begin(at) {
      if (brush.mode === "off") return;
      const { mode, radius, softness } = brush;
      setStroke({ mode, radius: radius / scaleOf(toStage), softness, points: [onPhoto(at)] });
    },
    extend: (to) =>
      setStroke((current) => current && { ...current, points: [...current.points, onPhoto(to)] }),
    end() {
      if (stroke) editor.paint(stroke);
      setStroke(null);
    },
    cancel: () => setStroke(null),
  };
}
