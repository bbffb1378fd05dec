import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../ui/TextField.tsx";

interface SideFieldProps {
  label: string;
  /** Pixels; `null` leaves the side as it is. */
  value: number | null;
  onValue: (value: number | null) => void;
}

const LARGEST = 10_000;

/** A side in pixels, or nothing. Takes effect as soon as it makes sense. */
export function SideField({ label, value, onValue }: SideFieldProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (value === null ? "" : String(value));
  return (
    <TextField
      label={label}
      inputMode="numeric"
      placeholder={t("size.keep")}
      value={text}
      problem={isSide(text) ? undefined : t("size.range")}
      onChange={(event) => {
        const typed = event.target.value.trim();
        setDraft(typed);
        if (isSide(typed)) onValue(typed === "" ? null : Number(typed));
      }}
      onBlur={() => isSide(text) && setDraft(null)}
    />
  );
}

function isSide(text: string): boolean {
  if (text === "") return true;
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LARGEST;
}
