import type { Point } from "@alphacut/pixels";
import clsx from "clsx";
import { type PointerEvent, useRef } from "react";
import { HANDLES, type Handle } from "../core/drag-box.ts";
import type { Box } from "../core/geometry.ts";

interface FrameBoxProps {
  /** In CSS pixels of the stage. */
  box: Box;
  handles: readonly Handle[];
  /** Darkens all around it. */
  shaded?: boolean;
  onBegin: () => void;
  /** @param handle what is dragged; `null`: all of it. @param by since it was taken hold of */
  onDrag: (handle: Handle | null, by: Point) => void;
}

const PLACES: Record<Handle, string> = {
  nw: "left-0 top-0 cursor-nwse-resize",
  n: "left-1/2 top-0 cursor-ns-resize",
  ne: "left-full top-0 cursor-nesw-resize",
  e: "left-full top-1/2 cursor-ew-resize",
  se: "left-full top-full cursor-nwse-resize",
  s: "left-1/2 top-full cursor-ns-resize",
  sw: "left-0 top-full cursor-nesw-resize",
  w: "left-0 top-1/2 cursor-ew-resize",
};
/** Sides of a small rectangle would lie on its corners. */
const LEAST_SIDE = 60;

/** A rectangle on the stage with handles for pointers. The tools have fields for the same, for keys and screen readers. */
export function FrameBox({ box, handles, shaded, onBegin, onDrag }: FrameBoxProps) {
  const from = useRef<Point>(null);
  const dragging = (handle: Handle | null) => ({
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY };
      onBegin();
    },
    onPointerMove(event: PointerEvent) {
      if (!from.current) return;
      event.stopPropagation();
      onDrag(handle, { x: event.clientX - from.current.x, y: event.clientY - from.current.y });
    },
    onPointerUp(event: PointerEvent) {
      event.stopPropagation();
      from.current = null;
    },
    onPointerCancel() {
      from.current = null;
    },
  });
  const shown = HANDLES.filter(
    (handle) =>
      handles.includes(handle) && (handle.length === 2 || Math.min(box.width, box.height) >= LEAST_SIDE),
  );
  return (
    <div
      aria-hidden
      data-frame
      className={clsx(
        "absolute cursor-move touch-none border-2 border-white outline outline-black/60",
        shaded && "shadow-[0_0_0_200rem_rgb(0_0_0/0.55)]",
      )}
      style={box}
      {...dragging(null)}
    >
      {shown.map((handle) => (
        <span
          key={handle}
          data-handle={handle}
          className={`absolute grid size-8 -translate-1/2 touch-none place-items-center ${PLACES[handle]}`}
          {...dragging(handle)}
        >
          <span className="size-3.5 rounded-full border-2 border-accent bg-white shadow" />
        </span>
      ))}
    </div>
  );
}
