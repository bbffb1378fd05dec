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
    <div className="fixed inset-x-3 top-[calc(var(--header-height)+0.5rem)] z-30 mx-auto flex max-w-2xl items-start gap-1 rounded-xl border border-line bg-surface p-2 shadow-xl">
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
