import { FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { DEFAULT_SETTINGS, type Settings } from "../core/settings.ts";
import { editor, useSettings } from "../session.ts";
import { CanvasFields } from "./CanvasFields.tsx";
import { HandFields } from "./HandFields.tsx";
import { SideField } from "./SideField.tsx";

export function SizeTool() {
  const { t } = useTranslation();
  const { canvas } = useSettings();
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t("canvas.on")}
        checked={canvas.on}
        onChecked={(on) => editor.set({ canvas: { ...canvas, on } })}
      />
      {canvas.on ? <CanvasFields /> : <InPhotoFields />}
      <HandFields />
      <RotationFields />
      <Button
        onClick={() => {
          editor.setBrush({ mode: "off" });
          editor.arrange({ crop: null, adjust: null });
          editor.set({
            crop: DEFAULT_SETTINGS.crop,
            resize: DEFAULT_SETTINGS.resize,
            mirror: DEFAULT_SETTINGS.mirror,
            rotation: DEFAULT_SETTINGS.rotation,
            canvas: DEFAULT_SETTINGS.canvas,
          });
        }}
      >
        {t("size.reset")}
      </Button>
    </div>
  );
}

/** The subject stays where it was in the photo. */
function InPhotoFields() {
  const { t } = useTranslation();
  const { crop, resize } = useSettings();
  const setCrop = (changes: Partial<Settings["crop"]>) => editor.set({ crop: { ...crop, ...changes } });
  const setResize = (changes: Partial<Settings["resize"]>) =>
    editor.set({ resize: { ...resize, ...changes } });
  return (
    <>
      <Switch label={t("size.crop")} checked={crop.on} onChecked={(on) => setCrop({ on })} />
      {crop.on && (
        <Slider
          label={t("size.margin")}
          value={crop.margin}
          min={0}
          max={50}
          unit="%"
          onValue={(margin) => setCrop({ margin })}
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        <SideField label={t("size.width")} value={resize.width} onValue={(width) => setResize({ width })} />
        <SideField
          label={t("size.height")}
          value={resize.height}
          onValue={(height) => setResize({ height })}
        />
      </div>
      {resize.width !== null && resize.height !== null && (
        <Switch label={t("size.exact")} checked={resize.exact} onChecked={(exact) => setResize({ exact })} />
      )}
    </>
  );
}

function RotationFields() {
  const { t } = useTranslation();
  const { rotation, mirror } = useSettings();
  const turn = (degrees: number) =>
    editor.set({ rotation: { ...rotation, degrees: withinHalfTurn(degrees) } });
  /** What is seen now, in a mirror: turns go the other way there. */
  const flip = (degrees: number) =>
    editor.set({ mirror: !mirror, rotation: { ...rotation, degrees: withinHalfTurn(degrees) } });
  return (
    <>
      <div className="flex items-end gap-1">
        <div className="grow">
          <Slider
            label={t("size.rotation")}
            value={rotation.degrees}
            min={-180}
            max={180}
            unit="°"
            onValue={turn}
          />
        </div>
        <IconButton icon={RotateCcw} label={t("size.left")} onClick={() => turn(rotation.degrees + 90)} />
        <IconButton icon={RotateCw} label={t("size.right")} onClick={() => turn(rotation.degrees - 90)} />
        <IconButton
          icon={FlipHorizontal2}
          label={t("size.flipHorizontally")}
          onClick={() => flip(-rotation.degrees)}
        />
        <IconButton
          icon={FlipVertical2}
          label={t("size.flipVertically")}
          onClick={() => flip(180 - rotation.degrees)}
        />
      </div>
      {rotation.degrees % 180 !== 0 && (
        <Switch
          label={t("size.expand")}
          checked={rotation.expand}
          onChecked={(expand) => editor.set({ rotation: { ...rotation, expand } })}
        />
      )}
    </>
  );
}

/** The same turn in −180…180 degrees. */
function withinHalfTurn(degrees: number): number {
  if (degrees > 180) return degrees - 360;
  return degrees < -180 ? degrees + 360 : degrees;
}
