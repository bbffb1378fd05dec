import type { Job } from "@alphacut/sdk/browser";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, RotateCcw, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeJob, deleteJob, isUnfinished, jobsQuery } from "../../api/jobs.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { PROGRESS_CLASS } from "../../ui/progress-class.ts";
import { JobItems } from "./JobItems.tsx";
import { useJobEvents } from "./use-job-events.ts";

/** One job: how far it is, what can be done with it, and, opened, its pictures. */
export function JobCard({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { moment, date, number } = useFormats();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const onSettled = () => queries.invalidateQueries({ queryKey: jobsQuery.queryKey });
  const change = useMutation({
    mutationFn: (action: "cancel" | "retry") => changeJob(job.id, action),
    onSettled,
  });
  const remove = useMutation({ mutationFn: () => deleteJob(job.id), onSettled });
  useJobEvents(job.id, isOpen && isUnfinished(job));

  const { total, completed, failed, canceled } = job.counts;
  const ended = completed + failed + canceled;
  const isRunning = job.state === "open" || job.state === "running";
  return (
    <section className="flex flex-col gap-3 rounded-2xl border border-line bg-surface p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{moment(job.createdAt)}</h2>
        <span className="text-sm text-muted">{t(`jobs.states.${job.state}`)}</span>
      </div>
      <progress
        className={PROGRESS_CLASS}
        aria-label={t("jobs.progress")}
        value={ended}
        max={Math.max(1, total)}
      />
      <p className="text-sm text-muted">
        {t("jobs.counts", { done: number(completed), total: number(total) })}
        {failed > 0 && ` · ${t("jobs.failed", { count: failed })}`}
        {` · ${t("jobs.until", { date: date(job.expiresAt) })}`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? "jobs.hide" : "jobs.show")}
        </Button>
        {completed > 0 && (
          <a className={buttonClass("secondary")} href={`/api/jobs/${job.id}/results.zip`} download>
            <Download aria-hidden className="size-4" />
            {t("jobs.zip")}
          </a>
        )}
        {isRunning && (
          <Button disabled={change.isPending} onClick={() => change.mutate("cancel")}>
            <Square aria-hidden className="size-4" />
            {t("jobs.cancel")}
          </Button>
        )}
        {!isRunning && failed + canceled > 0 && (
          <Button disabled={change.isPending} onClick={() => change.mutate("retry")}>
            <RotateCcw aria-hidden className="size-4" />
            {t("jobs.retry")}
          </Button>
        )}
        <Button look="quiet" onClick={() => setIsDeleting(true)}>
          <Trash2 aria-hidden className="size-4" />
          {t("jobs.delete")}
        </Button>
      </div>
      <ErrorNotice error={change.error ?? remove.error} />
      {isOpen && <JobItems id={job.id} />}
      {isDeleting && (
        <Dialog title={t("jobs.deleteTitle")} onClose={() => setIsDeleting(false)}>
          <p className="mb-4 text-sm text-muted">{t("jobs.deleteText")}</p>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t("jobs.delete")}
          </Button>
        </Dialog>
      )}
    </section>
  );
}
