import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../api/error-sentence.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Spinner } from "../ui/Spinner.tsx";
import type { IntakeState } from "./use-intake.ts";

const PLACE =
  "fixed inset-x-3 top-[calc(var(--header-height)+0.5rem)] z-30 mx-auto flex max-w-2xl items-start gap-1 rounded-xl border border-line bg-surface p-2 shadow-xl";

/** Pictures that are being fetched; then files and addresses that were not added, and why, until somebody has read it. */
export function Refusals({ intake: { fetching, refused, forgetRefused } }: { intake: IntakeState }) {
  const { t } = useTranslation();
  if (fetching > 0) {
    return (
      <p role="status" className={`${PLACE} items-center! gap-2! px-3! text-sm`}>
        <Spinner />
        {t("address.fetching", { count: fetching })}
      </p>
    );
  }
  if (refused.length === 0) return null;
  return (
    <div className={PLACE}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys too */}
      <div tabIndex={0} className="max-h-28 min-w-0 grow overflow-y-auto rounded-lg">
        <Notice kind="error">
          {refused.map(({ name, error }) => (
            <p key={name} className="break-words">
              {t("queue.notAdded", { name, reason: errorSentence(t, error) })}
            </p>
          ))}
        </Notice>
      </div>
      <IconButton icon={X} label={t("app.close")} onClick={forgetRefused} />
    </div>
  );
}
