import { ChevronsLeftRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { BeforeAfterLabels } from "../../ui/BeforeAfterLabels.tsx";
import { editor } from "../session.ts";

const STEP = 0.02;
const LONG_STEP = 0.1;

/** The border between before (left) and after; `share` of the stage's width. */
export function CompareSlider({ share }: { share: number }) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const set = (next: number) => editor.setCompare(Math.min(1, Math.max(0, next)));

  function onPointerMove(event: PointerEvent) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = area.current!.getBoundingClientRect();
    set((event.clientX - left) / width);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.shiftKey ? LONG_STEP : STEP;
    const next = {
      ArrowLeft: share - step,
      ArrowDown: share - step,
      ArrowRight: share + step,
      ArrowUp: share + step,
      PageDown: share - LONG_STEP,
      PageUp: share + LONG_STEP,
      Home: 0,
      End: 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  }

  const percent = Math.round(share * 100);
  return (
    <div ref={area} className="pointer-events-none absolute inset-0">
      <BeforeAfterLabels />
      <div
        role="slider"
        tabIndex={0}
        aria-label={t("stage.compare")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t("stage.compareValue", { percent })}
        className="group pointer-events-auto absolute inset-y-0 flex w-10 -translate-x-1/2 cursor-ew-resize touch-none items-center justify-center outline-none"
        style={{ left: `${share * 100}%` }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      >
        <span className="absolute inset-y-0 w-0.5 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.4)]" />
        <span className="relative rounded-full border border-black/40 bg-white p-1.5 text-black shadow-lg group-focus-visible:ring-4 group-focus-visible:ring-accent">
          <ChevronsLeftRight aria-hidden className="size-4" />
        </span>
      </div>
    </div>
  );
}
