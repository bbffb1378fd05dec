import { type Affine, apply, invert, type Point, scaleOf } from "@alphacut/pixels";
import { useState } from "react";
import { isPainting } from "../core/editor-store.ts";
import type { Stroke } from "../core/strokes.ts";
import { picked } from "../pick-color.ts";
import { colorAt } from "../pixels/color-at.ts";
import { regionAt } from "../pixels/region-at.ts";
import type { Scene } from "../pixels/scene.ts";
import { editor, useEditor } from "../session.ts";

export interface BrushTool {
  active: boolean;
  /** And it changes what belongs to the subject. */
  paints: boolean;
  /** The stroke that is being painted, or the region that will be turned when the pointer is lifted. */
  stroke: Stroke | null;
  /** Where the brush is, in CSS pixels of the stage. */
  cursor: Point | null;
  setCursor: (cursor: Point | null) => void;
  begin: (at: Point) => void;
  extend: (to: Point) => void;
  end: (at?: Point) => void;
  cancel: () => void;
  /** Turns the region there in one go; false with a brush that paints. */
  turn: (at: Point) => boolean;
}

/**
 * @param scene what the brush works on, once it is there
 * @param toStage from pixels of the photo to CSS pixels of the stage
 */
export function useBrush(scene: Scene | null, toStage: Affine): BrushTool {
  const brush = useEditor((state) => state.brush);
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const [cursor, setCursor] = useState<Point | null>(null);
  const onPhoto = (point: Point) => apply(invert(toStage), point);
  const region = (at: Point) => scene && regionAt(scene, onPhoto(at));
  return {
    active: isPainting({ brush }) || brush.mode === "pick",
    paints: isPainting({ brush }),
    stroke,
    cursor,
    setCursor,
    begin(at) {
      const { mode, radius, softness, hints } = brush;
      if (mode === "region") setStroke(region(at));
      else if (mode === "keep" || mode === "erase")
        setStroke({
          mode,
          radius: radius / scaleOf(toStage),
          points: [onPhoto(at)],
          ...(hints ? { softness: 0, isHint: true } : { softness }),
        });
    },
    extend: (to) =>
      setStroke((current) =>
        current && "points" in current ? { ...current, points: [...current.points, onPhoto(to)] } : current,
      ),
    end(at) {
      if (stroke) editor.paint(stroke);
      setStroke(null);
      if (brush.mode === "pick" && scene && at) picked(colorAt(scene.photo, onPhoto(at)));
    },
    cancel: () => setStroke(null),
    turn(at) {
      if (brush.mode === "pick" && scene) picked(colorAt(scene.photo, onPhoto(at)));
      if (brush.mode !== "region") return brush.mode === "pick";
      const turned = region(at);
      if (turned) editor.paint(turned);
      return true;
    },
  };
}
