import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { INPUT_CLASS } from "./TextField.tsx";

interface ColorFieldProps {
  label: string;
  /** `#rrggbb`. */
  value: string;
  onValue: (value: string) => void;
}

const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** `#rrggbb` for what people type as a hex color; `null` for anything else. */
export function parseHex(text: string): string | null {
  const digits = HEX.exec(text.trim())?.[1]?.toLowerCase();
  if (!digits) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

/** The platform's color picker, and the color as text. */
export function ColorField({ label, value, onValue }: ColorFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="grow text-sm font-medium">
        {label}
      </label>
      <input
        type="text"
        aria-label={t("background.hex", { label })}
        className={`${INPUT_CLASS} w-26! font-mono`}
        value={draft ?? value}
        spellCheck={false}
        onChange={(event) => {
          setDraft(event.target.value);
          const color = parseHex(event.target.value);
          if (color) onValue(color);
        }}
        onBlur={() => setDraft(null)}
      />
      <input
        id={id}
        type="color"
        className="h-10 w-12 cursor-pointer rounded-lg border border-edge bg-surface p-1"
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </div>
  );
}
