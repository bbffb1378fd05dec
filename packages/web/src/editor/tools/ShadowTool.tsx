import { useTranslation } from "react-i18next";
import { Choice } from "../../ui/Choice.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import type { Settings } from "../core/settings.ts";
import { editor, useSettings } from "../session.ts";
import { PickedColor } from "./PickedColor.tsx";

const KINDS = ["none", "drop", "contact"] as const;
/** Where each kind begins: on the ground, right under the subject. */
const USUAL = {
  drop: { x: 2, y: 2, softness: 25 },
  contact: { x: 0, y: 0, softness: 12 },
};

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
      <Choice
        label={t("tools.shadow")}
        hideLabel
        value={shadow.on ? shadow.kind : "none"}
        options={KINDS.map((kind) => ({ value: kind, label: t(`shadow.${kind}`) }))}
        onValue={(kind) => set(kind === "none" ? { on: false } : { on: true, kind, ...USUAL[kind] })}
      />
      {shadow.on && (
        <>
          <PickedColor label={t("shadow.color")} value={shadow.color} onValue={(color) => set({ color })} />
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
