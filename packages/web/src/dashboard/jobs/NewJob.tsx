import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { FolderUp, Images } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { jobsQuery, sendFolder } from "../../api/jobs.ts";
import { droppedFiles, isPicture } from "../../files/dropped-files.ts";
import { useFormats } from "../../i18n/use-formats.ts";
import { Button } from "../../ui/Button.tsx";
import { FilePicker } from "../../ui/FilePicker.tsx";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { PROGRESS_CLASS } from "../../ui/progress-class.ts";
import { Select } from "../../ui/Select.tsx";
import { Card } from "../Page.tsx";

const FORMATS = ["png", "webp", "jpeg"] as const;
type Format = (typeof FORMATS)[number];

/** Where pictures are dropped or chosen, whole folders too, and how far their upload is. */
export function NewJob() {
  const { t } = useTranslation();
  const { number } = useFormats();
  const queries = useQueryClient();
  const [format, setFormat] = useState<Format>("png");
  const [white, setWhite] = useState<"clear" | "white">("clear");
  const [upload, setUpload] = useState<{ sent: number; total: number }>();
  const [error, setError] = useState<unknown>();
  const [isOver, setIsOver] = useState(false);
  const canceling = useRef<AbortController>(null);

  async function send(files: readonly File[]): Promise<void> {
    setError(undefined);
    if (files.length === 0) return;
    const controller = new AbortController();
    canceling.current = controller;
    setUpload({ sent: 0, total: files.length });
    try {
      await sendFolder({
        files,
        recipe: { format, ...((white === "white" || format === "jpeg") && { bg_color: "#ffffff" }) },
        signal: controller.signal,
        onAdded(sent) {
          setUpload({ sent, total: files.length });
          void queries.invalidateQueries({ queryKey: jobsQuery.queryKey, exact: true });
        },
      });
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure);
    } finally {
      setUpload(undefined);
      void queries.invalidateQueries({ queryKey: jobsQuery.queryKey });
    }
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    droppedFiles(event.dataTransfer.items).then((files) => send(files.filter(isPicture)), setError);
  }

  return (
    <Card title={t("jobs.new")} text={t("jobs.newText")}>
      <div className="flex flex-wrap gap-4">
        <Select
          label={t("jobs.format")}
          value={format}
          options={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
          onValue={setFormat}
        />
        <Select
          label={t("jobs.background")}
          value={format === "jpeg" ? "white" : white}
          disabled={format === "jpeg"}
          options={[
            { value: "clear", label: t("jobs.transparent") },
            { value: "white", label: t("jobs.white") },
          ]}
          onValue={setWhite}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it do the same by keyboard */}
      <div
        className={clsx(
          "flex flex-col items-center gap-3 rounded-xl border border-dashed p-8 text-center",
          isOver ? "border-accent bg-accent-soft" : "border-edge",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {upload ? (
          <>
            <p aria-live="polite">
              {t("jobs.uploading", { sent: number(upload.sent), total: number(upload.total) })}
            </p>
            <progress
              className={PROGRESS_CLASS}
              aria-label={t("jobs.new")}
              value={upload.sent}
              max={upload.total}
            />
            <Button onClick={() => canceling.current?.abort()}>{t("jobs.stopUpload")}</Button>
          </>
        ) : (
          <>
            <p className="text-balance text-muted">{t("jobs.drop")}</p>
            <div className="flex flex-wrap justify-center gap-2">
              <FilePicker
                label={t("jobs.chooseFolder")}
                icon={<FolderUp aria-hidden className="size-4" />}
                accept="image/*"
                folder
                onFiles={(files) => void send(files.filter(isPicture))}
              />
              <FilePicker
                label={t("jobs.chooseFiles")}
                icon={<Images aria-hidden className="size-4" />}
                accept="image/*"
                multiple
                look="secondary"
                onFiles={(files) => void send(files)}
              />
            </div>
          </>
        )}
      </div>
      <ErrorNotice error={error} />
    </Card>
  );
}
