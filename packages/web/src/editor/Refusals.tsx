import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../api/error-sentence.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import type { IntakeState } from "./use-intake.ts";

/** Files that were not added, and why, until somebody has read it. */
export function Refusals({ intake }: { intake: IntakeState }) {
  const { t } = useTranslation();
  if (intake.refused.length === 0) return null;
  return (
    <div className="mx-auto flex w-full max-w-5xl shrink-0 items-start gap-1 p-2">
      <Notice kind="error" className="max-h-28 grow overflow-y-auto">
        {intake.refused.map(({ name, error }) => (
          <p key={name} className="break-words">
            {t("queue.notAdded", { name, reason: errorSentence(t, error) })}
          </p>
        ))}
      </Notice>
      <IconButton icon={X} label={t("app.close")} onClick={intake.forgetRefused} />
    </div>
  );
}
