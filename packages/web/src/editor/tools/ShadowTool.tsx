import { useTranslation } from "react-i18next";
import { ColorField } from "../../ui/ColorField.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import type { Settings } from "../core/settings.ts";
import { editor, useSettings } from "../session.ts";

export function ShadowTool() {
  const { t } = useTranslation();
  const shadow = useSettings().shadow;
  const set = (changes: Partial<Settings["shadow"]>) => editor.set({ shadow: { ...shadow, ...changes } });
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t("shadow.original")}
        checked={shadow.original}
        onChecked={(original) => set({ original })}
      />
      <Switch label={t("shadow.on")} checked={shadow.on} onChecked={(on) => set({ on })} />
      {shadow.on && (
        <>
          <ColorField label={t("shadow.color")} value={shadow.color} onValue={(color) => set({ color })} />
          <Slider
            label={t("background.opacity")}
            value={Math.round(shadow.opacity * 100)}
            min={0}
            max={100}
            unit="%"
            onValue={(percent) => set({ opacity: percent / 100 })}
          />
          <Slider
            label={t("shadow.x")}
            value={shadow.x}
            min={-20}
            max={20}
            step={0.5}
            unit="%"
            onValue={(x) => set({ x })}
          />
          <Slider
            label={t("shadow.y")}
            value={shadow.y}
            min={-20}
            max={20}
            step={0.5}
            unit="%"
            onValue={(y) => set({ y })}
          />
          <Slider
            label={t("shadow.blur")}
            value={shadow.softness}
            min={0}
            max={100}
            unit="%"
            onValue={(softness) => set({ softness })}
          />
        </>
      )}
    </div>
  );
}
