import { useEffect, useRef } from "react";
import { useMedia } from "../../ui/use-media.ts";
import { indicesIn, useWindow } from "../../ui/use-window.ts";
import { useEditor } from "../session.ts";
import { PictureTile } from "./PictureTile.tsx";

const GAP = 8;

/** All pictures in one row, of which only those on the screen are drawn. */
export function PictureStrip() {
  const pictures = useEditor((state) => state.pictures);
  const active = useEditor((state) => state.pictures.findIndex(({ id }) => id === state.activeId));
  const side = useMedia("(height < 37.5rem)") ? 40 : 56;
  const step = side + GAP;
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useWindow(scroller, "x", step);
  useEffect(() => {
    const element = scroller.current;
    if (!element || active < 0) return;
    const [left, right] = [active * step, (active + 1) * step];
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (right > element.scrollLeft + element.clientWidth)
      element.scrollLeft = right - element.clientWidth;
  }, [active, step]);
  return (
    <div ref={scroller} className="min-w-0 grow overflow-x-auto">
      <ul className="relative" style={{ width: pictures.length * step + GAP, height: side + 12 }}>
        {indicesIn(lines, 1, pictures.length, active).map((i) => {
          const picture = pictures[i]!;
          return (
            <PictureTile
              key={picture.id}
              picture={picture}
              place={{ n: i + 1, of: pictures.length }}
              style={{ left: GAP / 2 + i * step }}
            />
          );
        })}
      </ul>
    </div>
  );
}
