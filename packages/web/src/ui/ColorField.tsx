import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseHex } from "./parse-hex.ts";
import { INPUT_CLASS } from "./TextField.tsx";

interface ColorFieldProps {
  label: string;
  /** `#rrggbb`. */
  value: string;
  onValue: (value: string) => void;
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
