import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { announce } from "./Live.tsx";

interface CopyFieldProps {
  label: string;
  text: string;
}

const SHOWN_MS = 2000;
/** About as many as fit in the narrowest window. */
const CHARACTERS_A_LINE = 44;

/** For browsers that do not size fields by their content. */
function rowsOf(text: string): number {
  const lines = text.split("\n");
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / CHARACTERS_A_LINE)), 0);
}

/** False where the browser does not let it: it hides the clipboard from pages that are not served securely. */
async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A text to copy, with the button that does. */
export function CopyField({ label, text }: CopyFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    if (!(await writeToClipboard(text))) {
      field.current!.select();
      document.execCommand("copy");
    }
    setCopied(true);
    announce(t("app.copied"));
  }

  const Icon = copied ? Check : Copy;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex items-start gap-2">
        <textarea
          ref={field}
          id={id}
          readOnly
          value={text}
          rows={rowsOf(text)}
          onFocus={(event) => event.target.select()}
          className="field-sizing-content min-w-0 grow resize-none rounded-lg border border-edge bg-sunken px-3 py-2 font-mono text-xs leading-5 break-all"
        />
        <Button onClick={() => void copy()} aria-label={`${t("app.copy")}: ${label}`}>
          <Icon aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{t(copied ? "app.copied" : "app.copy")}</span>
        </Button>
      </div>
    </div>
  );
}
