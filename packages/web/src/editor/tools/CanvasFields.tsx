import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Slider } from "../../ui/Slider.tsx";
import type { Settings } from "../core/settings.ts";
import { editor, useSettings } from "../session.ts";
import { SideField } from "./SideField.tsx";

const SCALES = ["fit", "fill", "original"] as const;
const MIDDLE = 50;

/** The subject's size and place on a canvas. */
export function CanvasFields() {
  const { t } = useTranslation();
  const { canvas } = useSettings();
  const set = (changes: Partial<Settings["canvas"]>) => editor.set({ canvas: { ...canvas, ...changes } });
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <SideField label={t("size.width")} value={canvas.width} onValue={(width) => set({ width })} />
        <SideField label={t("size.height")} value={canvas.height} onValue={(height) => set({ height })} />
      </div>
      <Choice
        label={t("canvas.scale")}
        value={canvas.scale}
        options={SCALES.map((value) => ({ value, label: t(`canvas.${value}`) }))}
        onValue={(scale) => set({ scale })}
      />
      <Slider
        label={t("canvas.padding")}
        value={canvas.padding}
        min={0}
        max={45}
        unit="%"
        onValue={(padding) => set({ padding })}
      />
      <Slider
        label={t("canvas.x")}
        value={canvas.x ?? MIDDLE}
        min={0}
        max={100}
        unit="%"
        onValue={(x) => set({ x })}
      />
      <Slider
        label={t("canvas.y")}
        value={canvas.y ?? MIDDLE}
        min={0}
        max={100}
        unit="%"
        onValue={(y) => set({ y })}
      />
      <Button disabled={canvas.x === null && canvas.y === null} onClick={() => set({ x: null, y: null })}>
        {t("canvas.center")}
      </Button>
    </>
  );
}
