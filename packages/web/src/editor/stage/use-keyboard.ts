import type { Point, Size } from "@alphacut/pixels";
import type { KeyboardEvent } from "react";
import { activePicture } from "../core/editor-store.ts";
import { adjustmentOf } from "../core/picture.ts";
import { editor, useEditor } from "../session.ts";
import type { BrushTool } from "./use-brush.ts";
import type { PanKey } from "./use-pan-key.ts";

interface Keyboard {
  stage: Size;
  brush: BrushTool;
  pan: PanKey;
  onMove: (by: Point) => void;
  onZoom: (factor: number) => void;
  onFit: () => void;
  /** One to one. */
  onActual: () => void;
}

const STEP = 10;
/** With the shift key. */
const LONG_STEP = 50;
export const ZOOM_STEP = 1.25;
/** Of the canvas, for a pixel of such a step. */
const PERCENT = 0.05;

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Everything that the pointer does on the stage, by keys. */
export function useKeyboard({ stage, brush, pan, onMove, onZoom, onFit, onActual }: Keyboard) {
  const mode = useEditor((state) => state.brush.mode);

  function moveBrush(by: Point): void {
    const from = brush.cursor ?? { x: stage.width / 2, y: stage.height / 2 };
    const to = {
      x: Math.min(stage.width, Math.max(0, from.x + by.x)),
      y: Math.min(stage.height, Math.max(0, from.y + by.y)),
    };
    brush.setCursor(to);
    brush.extend(to);
  }

  function startOrEndStroke(): void {
    const at = brush.cursor ?? { x: stage.width / 2, y: stage.height / 2 };
    brush.setCursor(at);
    if (brush.turn(at)) return;
    if (brush.stroke) brush.end();
    else brush.begin(at);
  }

  function moveSubject(by: Point): void {
    const picture = activePicture(editor.getState());
    if (!picture) return;
    const { x, y, scale } = adjustmentOf(picture);
    editor.arrange({ adjust: { x: x + by.x * PERCENT, y: y + by.y * PERCENT, scale } });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? LONG_STEP : STEP;
    if (arrow && brush.active) moveBrush({ x: arrow.x * step, y: arrow.y * step });
    else if (arrow && mode === "move") moveSubject({ x: arrow.x * step, y: arrow.y * step });
    else if (arrow) onMove({ x: -arrow.x * step, y: -arrow.y * step });
    else if (event.key === "+" || event.key === "=") onZoom(ZOOM_STEP);
    else if (event.key === "-") onZoom(1 / ZOOM_STEP);
    else if (event.key === "0") onFit();
    else if (event.key === "1") onActual();
    else if (event.key === "Escape" && brush.stroke) brush.cancel();
    else if (event.key === "Escape" && mode !== "off") editor.setBrush({ mode: "off" });
    else return;
    event.preventDefault();
  }

  /** Not when it goes down: held, it moves the view. */
  function onKeyUp(event: KeyboardEvent): void {
    if (event.key === " " && brush.active && !pan.wasUsed()) startOrEndStroke();
  }

  return { onKeyDown, onKeyUp };
}
