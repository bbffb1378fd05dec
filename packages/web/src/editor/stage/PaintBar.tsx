import { Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { LARGEST_BRUSH, SMALLEST_BRUSH } from "../core/editor-store.ts";
import { editor, useEditor } from "../session.ts";
import { BrushModes } from "../tools/BrushModes.tsx";

/** What is needed while painting on a small screen, where the picture has all the rest of it. */
export function PaintBar() {
  const { t } = useTranslation();
  const radius = useEditor((state) => state.brush.radius);
  const bar = useRef<HTMLElement>(null);
  // The tools that the focus was in are hidden now.
  useEffect(
    () => bar.current?.querySelector<HTMLElement>("input:checked")?.focus({ preventScroll: true }),
    [],
  );
  return (
    <section
      ref={bar}
      aria-label={t("tools.brush")}
      className="flex items-center gap-3 border-t border-line bg-surface px-3 py-1.5 beside:hidden phone:flex"
    >
      <BrushModes modes={["keep", "erase", "region"]} iconOnly />
      <div className="min-w-0 grow">
        <Slider
          label={t("brush.radius")}
          value={radius}
          min={SMALLEST_BRUSH}
          max={LARGEST_BRUSH}
          unit="px"
          onValue={(next) => editor.setBrush({ radius: next })}
        />
      </div>
      <Button look="primary" aria-label={t("brush.done")} onClick={() => editor.setBrush({ mode: "off" })}>
        <Check aria-hidden className="size-5" />
        <span className="max-sm:sr-only">{t("brush.done")}</span>
      </Button>
    </section>
  );
}
