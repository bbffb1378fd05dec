import { Eraser, Hand, PaintBucket, Paintbrush } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { activePicture } from "../core/editor-store.ts";
import { editor, useEditor } from "../session.ts";

const ICON = "size-4";

export function BrushTool() {
  const { t } = useTranslation();
  const brush = useEditor((state) => state.brush);
  const painted = useEditor((state) => (activePicture(state)?.strokes.length ?? 0) > 0);
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={t("tools.brush")}
        hideLabel
        value={brush.mode}
        options={[
          { value: "off", label: t("brush.off"), icon: <Hand aria-hidden className={ICON} /> },
          { value: "keep", label: t("brush.keep"), icon: <Paintbrush aria-hidden className={ICON} /> },
          { value: "erase", label: t("brush.erase"), icon: <Eraser aria-hidden className={ICON} /> },
          { value: "region", label: t("brush.region"), icon: <PaintBucket aria-hidden className={ICON} /> },
        ]}
        onValue={(mode) => editor.setBrush({ mode })}
      />
      <p className="text-sm text-muted">{t(brush.mode === "region" ? "brush.regionHelp" : "brush.help")}</p>
      <Slider
        label={t("brush.radius")}
        value={brush.radius}
        min={2}
        max={120}
        unit="px"
        onValue={(radius) => editor.setBrush({ radius })}
      />
      <Slider
        label={t("brush.softness")}
        value={Math.round(brush.softness * 100)}
        min={0}
        max={100}
        unit="%"
        onValue={(percent) => editor.setBrush({ softness: percent / 100 })}
      />
      <Button disabled={!painted} onClick={editor.clearStrokes}>
        {t("brush.clear")}
      </Button>
    </div>
  );
}
