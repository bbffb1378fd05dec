import { type Affine, apply, type Point, type Size, scaleOf } from "@alphacut/pixels";
import { useRef } from "react";
import { HANDLES, movedBox, resizedBox } from "../core/drag-box.ts";
import type { Box } from "../core/geometry.ts";
import { wholeOf } from "../core/recipe.ts";
import { editor, useEditor } from "../session.ts";
import { FrameBox } from "./FrameBox.tsx";

interface CropFrameProps {
  photo: Size;
  crop: Box | null;
  /** From pixels of the photo to CSS pixels of the stage. */
  toStage: Affine;
}

const CORNERS = HANDLES.filter((handle) => handle.length === 2);

/** What is shown of the photo, to be dragged. */
export function CropFrame({ photo, crop, toStage }: CropFrameProps) {
  const ratio = useEditor((state) => state.cropRatio);
  const box = crop ?? wholeOf(photo);
  const before = useRef(box);
  const scale = scaleOf(toStage);
  const at = apply(toStage, { x: box.left, y: box.top });
  return (
    <FrameBox
      shaded
      box={{ left: at.x, top: at.y, width: box.width * scale, height: box.height * scale }}
      handles={ratio === null ? HANDLES : CORNERS}
      onBegin={() => {
        before.current = box;
      }}
      onDrag={(handle, by: Point) => {
        const inPhoto = { x: by.x / scale, y: by.y / scale };
        const next = handle
          ? resizedBox(before.current, handle, inPhoto, photo, ratio)
          : movedBox(before.current, inPhoto, photo);
        editor.arrange({ crop: next });
      }}
    />
  );
}
