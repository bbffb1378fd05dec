import { useTranslation } from "react-i18next";
import { Choice } from "../../ui/Choice.tsx";
import { Slider } from "../../ui/Slider.tsx";
import type { Format, Quality } from "../core/settings.ts";
import { editor, useSettings } from "../session.ts";

const FORMATS: { value: Format; label: string }[] = [
  { value: "png", label: "PNG" },
  { value: "webp", label: "WebP" },
  { value: "jpeg", label: "JPEG" },
  { value: "bmp", label: "BMP" },
];
const QUALITIES: Quality[] = ["fast", "standard", "best"];

export function OutputTool() {
  const { t } = useTranslation();
  const { output, format, fileQuality, quality, background } = useSettings();
  const losesTransparency = format === "jpeg" && output === "cutout" && background.kind === "transparent";
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={t("output.format")}
        value={format}
        options={FORMATS}
        onValue={(value) => editor.set({ format: value })}
      />
      {(format === "jpeg" || format === "webp") && (
        <Slider
          label={t("output.fileQuality")}
          value={fileQuality}
          min={10}
          max={100}
          onValue={(value) => editor.set({ fileQuality: value })}
        />
      )}
      {losesTransparency && <p className="text-sm text-muted">{t("output.jpegHint")}</p>}
      <Choice
        label={t("output.what")}
        value={output}
        options={[
          { value: "cutout", label: t("output.cutout") },
          { value: "mask", label: t("output.mask") },
        ]}
        onValue={(value) => editor.set({ output: value })}
      />
      <div>
        <Choice
          label={t("output.quality")}
          value={quality}
          options={QUALITIES.map((value) => ({ value, label: t(`output.${value}`) }))}
          onValue={(value) => editor.set({ quality: value })}
        />
        <p className="mt-2 text-sm text-muted">{t("output.qualityHint")}</p>
      </div>
    </div>
  );
}
