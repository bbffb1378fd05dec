import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { activePicture, type Brush, LARGEST_BRUSH, SMALLEST_BRUSH } from "../core/editor-store.ts";
import { editor, useEditor } from "../session.ts";
import { BrushModes } from "./BrushModes.tsx";

export function BrushTool() {
  const { t } = useTranslation();
  const brush = useEditor((state) => state.brush);
  const painted = useEditor((state) => (activePicture(state)?.strokes.length ?? 0) > 0);
  return (
    <div className="flex flex-col gap-4">
      <BrushModes modes={["off", "keep", "erase", "region"]} />
      <p className="text-sm text-muted">{t(helpFor(brush))}</p>
      <Switch
        label={t("brush.hints")}
        checked={brush.hints}
        onChecked={(hints) => editor.setBrush({ hints })}
      />
      <Slider
        label={t("brush.radius")}
        value={brush.radius}
        min={SMALLEST_BRUSH}
        max={LARGEST_BRUSH}
        unit="px"
        onValue={(radius) => editor.setBrush({ radius })}
      />
      {!brush.hints && (
        <Slider
          label={t("brush.softness")}
          value={Math.round(brush.softness * 100)}
          min={0}
          max={100}
          unit="%"
          onValue={(percent) => editor.setBrush({ softness: percent / 100 })}
        />
      )}
      <Button disabled={!painted} onClick={editor.clearStrokes}>
        {t("brush.clear")}
      </Button>
    </div>
  );
}

function helpFor({ mode, hints }: Brush) {
  if (mode === "region") return "brush.regionHelp";
  return hints ? "brush.hintsHelp" : "brush.help";
}
