import type { Point } from "@alphacut/pixels";
import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { BrushTool } from "./use-brush.ts";
import type { PanKey } from "./use-pan-key.ts";

interface Pointers {
  brush: BrushTool;
  pan: PanKey;
  onMove: (by: Point) => void;
  onZoom: (factor: number, at: Point) => void;
}

/** Zoom for one notch of a mouse wheel (100 pixels): about a fifth. */
const ZOOM_BY_WHEEL = 0.002;

/** Mouse, pen and fingers on the stage: paint or move with one, pinch with two, zoom with the wheel; the
 * space bar or the middle button moves, too. */
export function usePointers(stage: RefObject<HTMLElement | null>, { brush, pan, onMove, onZoom }: Pointers) {
  const down = useRef(new Map<number, Point>());
  /** The pointer moves the view until it is lifted. */
  const panning = useRef(false);
  const zoom = useRef(onZoom);
  zoom.current = onZoom;

  const position = (event: { clientX: number; clientY: number }): Point => {
    const box = stage.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  // React's own wheel listeners are passive and could not keep the page from scrolling.
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      zoom.current(Math.exp(-event.deltaY * ZOOM_BY_WHEEL), at);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [stage]);

  function pinch(moving: number, to: Point): void {
    const [other] = [...down.current].filter(([id]) => id !== moving).map(([, point]) => point);
    const from = down.current.get(moving);
    if (!other || !from) return;
    const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
    onZoom(distance(to, other) / Math.max(1, distance(from, other)), middle);
    onMove({ x: (to.x - from.x) / 2, y: (to.y - from.y) / 2 });
  }

  return {
    onPointerDown(event: PointerEvent) {
      if (event.button > 1) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, position(event));
      panning.current = pan.held || event.button === 1;
      if (panning.current) pan.use();
      else if (down.current.size > 1) brush.cancel();
      else brush.begin(position(event));
    },
    onPointerMove(event: PointerEvent) {
      const to = position(event);
      brush.setCursor(event.pointerType === "touch" ? null : to);
      const from = down.current.get(event.pointerId);
      if (!from) return;
      if (down.current.size > 1) pinch(event.pointerId, to);
      else if (brush.active && !panning.current) brush.extend(to);
      else onMove({ x: to.x - from.x, y: to.y - from.y });
      down.current.set(event.pointerId, to);
    },
    onPointerUp(event: PointerEvent) {
      down.current.delete(event.pointerId);
      if (panning.current) panning.current = down.current.size > 0;
      else brush.end(position(event));
    },
    onPointerCancel(event: PointerEvent) {
      down.current.delete(event.pointerId);
      brush.cancel();
    },
    onPointerLeave: () => brush.setCursor(null),
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
