import clsx from "clsx";
import { Pipette } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ColorField } from "../../ui/ColorField.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import type { HexColor } from "../core/settings.ts";
import { addRecentColor, recentColors } from "../keep/recent-colors.ts";
import { pickColor } from "../pick-color.ts";
import { useEditor } from "../session.ts";

interface PickedColorProps {
  label: string;
  value: HexColor;
  onValue: (value: HexColor) => void;
}

/** What shops ask for, then black. */
const SWATCHES: HexColor[] = ["#ffffff", "#f5f5f5", "#e5e5e5", "#000000"];

/** A color: by the platform's picker, as text, from the photo, or one that was used before. */
export function PickedColor({ label, value, onValue }: PickedColorProps) {
  const { t } = useTranslation();
  const picking = useEditor((state) => state.brush.mode === "pick");
  const [recent, setRecent] = useState(recentColors);
  const choose = (color: HexColor) => {
    onValue(color);
    setRecent(addRecentColor(color));
  };
  const swatches = [...SWATCHES, ...recent.filter((color) => !SWATCHES.includes(color))];
  return (
    <fieldset
      aria-label={label}
      className="flex flex-col gap-2"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setRecent(addRecentColor(value));
      }}
    >
      <ColorField label={label} value={value} onValue={onValue} />
      <ul aria-label={t("color.swatches", { label })} className="flex flex-wrap items-center gap-1">
        <li>
          <IconButton
            icon={Pipette}
            label={t("color.pick", { label })}
            aria-pressed={picking}
            onClick={() => pickColor(choose)}
          />
        </li>
        {swatches.map((color) => (
          <li key={color}>
            <button
              type="button"
              title={color}
              aria-label={color}
              aria-pressed={color === value}
              className={clsx(
                "block size-7 rounded-full border border-edge",
                color === value && "outline-2 outline-offset-2 outline-accent",
              )}
              style={{ background: color }}
              onClick={() => choose(color)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
