import { type RefObject, useEffect, useState } from "react";

interface Lines {
  /** The first line that is drawn, and the one behind the last. */
  first: number;
  end: number;
}

/** Lines beyond the edges that are drawn too, so that scrolling shows no gaps. */
const BEYOND = 2;

/**
 * Which of many equally large lines of a scrolling element are on the screen, or nearly so: hundreds of tiles would be slow
 * to draw and hold what nobody sees.
 *
 * @param axis along which it scrolls
 * @param step from one line to the next, in CSS pixels
 */
export function useWindow(scroller: RefObject<HTMLElement | null>, axis: "x" | "y", step: number): Lines {
  const [lines, setLines] = useState<Lines>({ first: 0, end: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const [from, extent] =
        axis === "x"
          ? [Math.abs(element.scrollLeft), element.clientWidth]
          : [element.scrollTop, element.clientHeight];
      const first = Math.max(0, Math.floor(from / step) - BEYOND);
      const end = Math.ceil((from + extent) / step) + BEYOND;
      setLines((before) => (before.first === first && before.end === end ? before : { first, end }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [scroller, axis, step]);
  return lines;
}

/** The indices of a window's things, and one more that always stays. */
export function indicesIn({ first, end }: Lines, columns: number, count: number, always: number): number[] {
  const from = first * columns;
  const indices = Array.from(
    { length: Math.max(0, Math.min(count, end * columns) - from) },
    (_, i) => from + i,
  );
  if (always >= 0 && (always < from || always >= end * columns)) indices.push(always);
  return indices;
}
