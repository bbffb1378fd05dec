import { Image as ImageIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../ui/Choice.tsx";
import { FilePicker } from "../../ui/FilePicker.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { ACCEPTED_FILES } from "../core/intake.ts";
import type { BackgroundKind, Settings } from "../core/settings.ts";
import { editor, useSettings } from "../session.ts";
import { PickedColor } from "./PickedColor.tsx";

const KINDS: BackgroundKind[] = ["transparent", "color", "gradient", "blur", "picture"];

export function BackgroundTool() {
  const { t } = useTranslation();
  const background = useSettings().background;
  const set = (changes: Partial<Settings["background"]>) =>
    editor.set({ background: { ...background, ...changes } });
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={t("tools.background")}
        hideLabel
        value={background.kind}
        tiles
        options={KINDS.map((kind) => ({
          value: kind,
          label: t(`background.${kind}`),
          icon: <Swatch kind={kind} background={background} />,
        }))}
        onValue={(kind) => set({ kind })}
      />
      {background.kind === "color" && (
        <>
          <PickedColor
            label={t("background.colorLabel")}
            value={background.color}
            onValue={(color) => set({ color })}
          />
          <Slider
            label={t("background.opacity")}
            value={Math.round(background.opacity * 100)}
            min={0}
            max={100}
            unit="%"
            onValue={(percent) => set({ opacity: percent / 100 })}
          />
        </>
      )}
      {background.kind === "gradient" && (
        <>
          <PickedColor label={t("background.top")} value={background.top} onValue={(top) => set({ top })} />
          <PickedColor
            label={t("background.bottom")}
            value={background.bottom}
            onValue={(bottom) => set({ bottom })}
          />
          <Slider
            label={t("background.angle")}
            value={background.angle}
            min={0}
            max={360}
            step={5}
            unit="°"
            onValue={(angle) => set({ angle })}
          />
        </>
      )}
      {background.kind === "blur" && (
        <Slider
          label={t("background.radius")}
          value={background.blur}
          min={1}
          max={100}
          onValue={(blur) => set({ blur })}
        />
      )}
      {background.kind === "picture" && (
        <div className="flex flex-col gap-2">
          <p className="text-sm break-all text-muted">
            {background.picture?.name ?? t("background.noPicture")}
          </p>
          <FilePicker
            look="secondary"
            accept={ACCEPTED_FILES}
            label={t(background.picture ? "background.otherPicture" : "background.choosePicture")}
            onFiles={([picture]) => picture && set({ picture })}
          />
        </div>
      )}
    </div>
  );
}

/** What a kind of background looks like. */
function Swatch({ kind, background }: { kind: BackgroundKind; background: Settings["background"] }) {
  const size = "h-9 w-full rounded-md border border-line";
  switch (kind) {
    case "transparent":
      return <span aria-hidden className={`checkerboard ${size}`} />;
    case "color":
      return <span aria-hidden className={size} style={{ background: background.color }} />;
    case "gradient": {
      const { top, bottom, angle } = background;
      return (
        <span
          aria-hidden
          className={size}
          style={{ background: `linear-gradient(${angle}deg, ${top}, ${bottom})` }}
        />
      );
    }
    case "blur":
      return <span aria-hidden className={`blurred-landscape ${size}`} />;
    case "picture":
      return (
        <span aria-hidden className={`grid place-items-center bg-sunken text-muted ${size}`}>
          <ImageIcon className="size-5" />
        </span>
      );
  }
}
