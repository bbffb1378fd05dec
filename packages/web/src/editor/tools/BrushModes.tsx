import { Eraser, Hand, type LucideIcon, PaintBucket, Paintbrush } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../ui/Choice.tsx";
import type { Brush } from "../core/editor-store.ts";
import { editor, useEditor } from "../session.ts";

/** Those that are chosen here. */
type Mode = Exclude<Brush["mode"], "pick" | "crop" | "move">;

const ICONS: Record<Mode, LucideIcon> = {
  off: Hand,
  keep: Paintbrush,
  erase: Eraser,
  region: PaintBucket,
};

interface BrushModesProps {
  modes: readonly Mode[];
  iconOnly?: boolean;
}

/** What the pointer does on the picture. */
export function BrushModes({ modes, iconOnly = false }: BrushModesProps) {
  const { t } = useTranslation();
  const current = useEditor((state) => state.brush.mode);
  return (
    <Choice
      label={t("tools.brush")}
      hideLabel
      value={current as Mode}
      iconOnly={iconOnly}
      options={modes.map((value) => {
        const Icon = ICONS[value];
        return { value, label: t(`brush.${value}`), icon: <Icon aria-hidden className="size-4" /> };
      })}
      onValue={(mode) => editor.setBrush({ mode })}
    />
  );
}
