import { type Affine, apply, type Bounds, type Point, type Size, scaleOf } from "@alphacut/pixels";
import { useRef, useState } from "react";
import { HANDLES, type Handle } from "../core/drag-box.ts";
import { adjustmentOf, LARGEST_FACTOR, type Picture, SMALLEST_FACTOR } from "../core/picture.ts";
import { editor } from "../session.ts";
import { FrameBox } from "./FrameBox.tsx";

interface MoveFrameProps {
  picture: Picture;
  /** Where the subject is on the canvas, and how large that is. */
  subject: Bounds;
  canvas: Size;
  /** From pixels of the canvas to CSS pixels of the stage. */
  toStage: Affine;
}

const CORNERS = HANDLES.filter((handle) => handle.length === 2);
/** CSS pixels within which the subject snaps to the middle of the canvas. */
const SNAP = 6;

/** The subject, to be moved and scaled on its background; it snaps to the middle, where lines show it. */
export function MoveFrame({ picture, subject, canvas, toStage }: MoveFrameProps) {
  const [snapped, setSnapped] = useState({ x: false, y: false });
  const adjust = adjustmentOf(picture);
  const before = useRef({ adjust, subject });
  const scale = scaleOf(toStage);
  const at = apply(toStage, { x: subject.left, y: subject.top });
  const size = {
    width: (subject.right - subject.left) * scale,
    height: (subject.bottom - subject.top) * scale,
  };

  function move(by: Point): void {
    const { adjust: start, subject: from } = before.current;
    const along = (moved: number, middle: number, side: number) => {
      const offset = side / 2 - middle;
      const snaps = Math.abs(moved / scale - offset) * scale < SNAP;
      return { snaps, percent: ((snaps ? offset : moved / scale) / side) * 100 };
    };
    const x = along(by.x, (from.left + from.right) / 2, canvas.width);
    const y = along(by.y, (from.top + from.bottom) / 2, canvas.height);
    setSnapped({ x: x.snaps, y: y.snaps });
    editor.arrange({ adjust: { ...start, x: start.x + x.percent, y: start.y + y.percent } });
  }

  function resize(handle: Handle, by: Point): void {
    const { adjust: start, subject: from } = before.current;
    const [halfWidth, halfHeight] = [
      ((from.right - from.left) / 2) * scale,
      ((from.bottom - from.top) / 2) * scale,
    ];
    const outwardX = handle.includes("e") ? by.x : -by.x;
    const outwardY = handle.includes("s") ? by.y : -by.y;
    const factor =
      Math.hypot(Math.max(0, halfWidth + outwardX), Math.max(0, halfHeight + outwardY)) /
      Math.hypot(halfWidth, halfHeight);
    const next = Math.min(LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, start.scale * factor));
    editor.arrange({ adjust: { ...start, scale: next } });
  }

  const middle = apply(toStage, { x: canvas.width / 2, y: canvas.height / 2 });
  return (
    <>
      {snapped.x && <span className="absolute inset-y-0 w-px bg-accent" style={{ left: middle.x }} />}
      {snapped.y && <span className="absolute inset-x-0 h-px bg-accent" style={{ top: middle.y }} />}
      <FrameBox
        box={{ left: at.x, top: at.y, ...size }}
        handles={CORNERS}
        onBegin={() => {
          before.current = { adjust, subject };
          setSnapped({ x: false, y: false });
        }}
        onDrag={(handle, by) => (handle ? resize(handle, by) : move(by))}
      />
    </>
  );
}
