import clsx from "clsx";
import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../api/error-sentence.ts";

interface NoticeProps {
  kind: "error" | "success";
  children: ReactNode;
  className?: string;
}

/** A sentence that a screen reader says as soon as it appears. */
export function Notice({ kind, children, className }: NoticeProps) {
  const Icon = kind === "error" ? CircleAlert : CircleCheck;
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={clsx(
        "flex items-start gap-2 rounded-lg px-3 py-2 text-sm",
        kind === "error" ? "bg-danger-soft text-danger" : "bg-accent-soft text-ink",
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** What went wrong, in the reader's language; nothing while nothing did. */
export function ErrorNotice({ error, className }: { error: unknown; className?: string }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  return (
    <Notice kind="error" {...(className !== undefined && { className })}>
      {errorSentence(t, error)}
    </Notice>
  );
}
