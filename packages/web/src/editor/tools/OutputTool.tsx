import { useTranslation } from "react-i18next";
import { Choice } from "../../ui/Choice.tsx";
import { Select } from "../../ui/Select.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { DEFAULT_SETTINGS, type Format, type Quality } from "../core/settings.ts";
import { OnDeviceSwitch } from "../on-device/OnDeviceSwitch.tsx";
import { editor, useSettings } from "../session.ts";
import { fileSize } from "./file-size.ts";
import { ResultFile } from "./ResultFile.tsx";

const FORMATS: { value: Format; label: string }[] = [
  { value: "png", label: "PNG" },
  { value: "webp", label: "WebP" },
  { value: "jpeg", label: "JPEG" },
  { value: "bmp", label: "BMP" },
];
/** In thousands of bytes. */
const LARGEST_FILES = [200, 500, 1000, 2000, 5000, 10_000];
const QUALITIES: Quality[] = ["fast", "standard", "best"];

export function OutputTool() {
  const { t, i18n } = useTranslation();
  const { output, format, fileQuality, maxKilobytes, fileName, quality, background } = useSettings();
  const hasQuality = format === "jpeg" || format === "webp";
  const losesTransparency = format === "jpeg" && output === "cutout" && background.kind === "transparent";
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={t("output.format")}
        value={format}
        options={FORMATS}
        onValue={(value) => editor.set({ format: value })}
      />
      {hasQuality && (
        <>
          <Slider
            label={t("output.fileQuality")}
            value={fileQuality}
            min={10}
            max={100}
            onValue={(value) => editor.set({ fileQuality: value })}
          />
          <Select
            label={t("output.largest")}
            value={String(maxKilobytes ?? "")}
            options={[
              { value: "", label: t("output.anySize") },
              ...LARGEST_FILES.map((kilobytes) => ({
                value: String(kilobytes),
                label: fileSize(i18n.language, 1000 * kilobytes),
              })),
            ]}
            onValue={(value) => editor.set({ maxKilobytes: value === "" ? null : Number(value) })}
          />
        </>
      )}
      {losesTransparency && <p className="text-sm text-muted">{t("output.jpegHint")}</p>}
      <ResultFile />
      <TextField
        label={t("output.fileName")}
        hint={t("output.fileNameHint")}
        type="text"
        maxLength={80}
        spellCheck={false}
        value={fileName}
        placeholder={DEFAULT_SETTINGS.fileName}
        onChange={(event) => editor.set({ fileName: event.target.value })}
      />
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
      <OnDeviceSwitch />
    </div>
  );
}
