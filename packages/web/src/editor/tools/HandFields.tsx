import { Crop, Move } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/Select.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { largestInside, movedBox } from "../core/drag-box.ts";
import { activePicture } from "../core/editor-store.ts";
import type { Box } from "../core/geometry.ts";
import { adjustmentOf, LARGEST_FACTOR, type Picture, SMALLEST_FACTOR } from "../core/picture.ts";
import { wholeOf } from "../core/recipe.ts";
import { editor, useEditor } from "../session.ts";

/** Width by height, as people call them. */
const RATIOS = ["1:1", "4:5", "5:4", "3:4", "4:3", "2:3", "3:2", "9:16", "16:9"];

const HANDS = [
  { hand: "crop", Icon: Crop },
  { hand: "move", Icon: Move },
] as const;

/** What is done by hand with the picture on the stage, and only with that one: cropping it, moving and scaling its subject. */
export function HandFields() {
  const { t } = useTranslation();
  const picture = useEditor(activePicture);
  const mode = useEditor((state) => state.brush.mode);
  if (!picture?.result) return null;
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        {HANDS.map(({ hand, Icon }) => (
          <Button
            key={hand}
            aria-pressed={mode === hand}
            className="px-2! aria-pressed:border-accent aria-pressed:bg-accent-soft"
            onClick={() => editor.setBrush({ mode: mode === hand ? "off" : hand })}
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            {t(`hand.${hand}`)}
          </Button>
        ))}
      </div>
      {mode === "crop" && <CropFields picture={picture} photo={picture.result.size} />}
      {mode === "move" && <MoveFields picture={picture} />}
    </>
  );
}

function CropFields({ picture, photo }: { picture: Picture; photo: { width: number; height: number } }) {
  const { t } = useTranslation();
  const ratio = useEditor((state) => state.cropRatio);
  const box = picture.crop ?? wholeOf(photo);
  const setRatio = (text: string) => {
    const [width, height] = text.split(":").map(Number);
    const next = width && height ? width / height : null;
    editor.setCropRatio(next);
    if (next !== null) editor.arrange({ crop: largestInside(box, next) });
  };
  const set = (changes: Partial<Box>) => editor.arrange({ crop: { ...box, ...changes } });
  return (
    <>
      <Select
        label={t("hand.ratio")}
        value={RATIOS.find((text) => ratioOf(text) === ratio) ?? ""}
        options={[
          { value: "", label: t("hand.anyRatio") },
          ...RATIOS.map((value) => ({ value, label: value })),
        ]}
        onValue={setRatio}
      />
      <Slider
        label={t("hand.left")}
        value={box.left}
        min={0}
        max={Math.max(1, photo.width - box.width)}
        unit="px"
        onValue={(left) => editor.arrange({ crop: movedBox(box, { x: left - box.left, y: 0 }, photo) })}
      />
      <Slider
        label={t("hand.top")}
        value={box.top}
        min={0}
        max={Math.max(1, photo.height - box.height)}
        unit="px"
        onValue={(top) => editor.arrange({ crop: movedBox(box, { x: 0, y: top - box.top }, photo) })}
      />
      <Slider
        label={t("size.width")}
        value={box.width}
        min={1}
        max={photo.width - box.left}
        unit="px"
        onValue={(width) =>
          set(
            ratio === null
              ? { width }
              : largestInside({ ...box, width, height: photo.height - box.top }, ratio),
          )
        }
      />
      {ratio === null && (
        <Slider
          label={t("size.height")}
          value={box.height}
          min={1}
          max={photo.height - box.top}
          unit="px"
          onValue={(height) => set({ height })}
        />
      )}
      <Button disabled={picture.crop === null} onClick={() => editor.arrange({ crop: null })}>
        {t("hand.noCrop")}
      </Button>
    </>
  );
}

function ratioOf(text: string): number {
  const [width, height] = text.split(":").map(Number);
  return width! / height!;
}

function MoveFields({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const adjust = adjustmentOf(picture);
  const set = (changes: Partial<typeof adjust>) => editor.arrange({ adjust: { ...adjust, ...changes } });
  const along = (axis: "x" | "y") => (
    <Slider
      label={t(`shadow.${axis}`)}
      value={Math.round(adjust[axis] * 10) / 10}
      min={-100}
      max={100}
      step={0.5}
      unit="%"
      onValue={(percent) => set({ [axis]: percent })}
    />
  );
  return (
    <>
      {along("x")}
      {along("y")}
      <Slider
        label={t("hand.scale")}
        value={Math.round(adjust.scale * 100)}
        min={SMALLEST_FACTOR * 100}
        max={Math.max(300, Math.min(LARGEST_FACTOR * 100, Math.ceil(adjust.scale * 100)))}
        unit="%"
        onValue={(percent) => set({ scale: percent / 100 })}
      />
      <Button disabled={picture.adjust === null} onClick={() => editor.arrange({ adjust: null })}>
        {t("hand.noMove")}
      </Button>
    </>
  );
}
