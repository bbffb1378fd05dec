import { useMutation } from "@tanstack/react-query";
import { Check, Copy, Download, FolderArchive } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { announce } from "../../ui/Live.tsx";
import { ErrorNotice, Notice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { Allowance } from "../Allowance.tsx";
import { zipOf } from "../archive.ts";
import { activePicture, settingsOf } from "../core/editor-store.ts";
import { isReady } from "../core/picture.ts";
import { type ReadyPicture, type Rendered, renderResult } from "../render-result.ts";
import { saveFile } from "../save-file.ts";
import { editor, refreshAllowance, useEditor } from "../session.ts";

/** Downloads the picture on the stage, or all of them. */
export function DownloadBar() {
  const one = useDownload();
  const all = useDownloadOfAll();
  const copy = useCopy();
  return (
    <div className="flex max-h-[50dvh] shrink-0 flex-col gap-2 overflow-y-auto border-t border-line bg-surface px-4 py-3 short:px-3 short:py-1.5">
      <ErrorNotice error={one.error ?? all.error ?? copy.error} />
      {all.missing}
      <div className="flex gap-2">
        {one.button}
        {all.button}
        {copy.button}
      </div>
      <div className="short:hidden">
        <Allowance />
      </div>
    </div>
  );
}

function useDownload() {
  const { t } = useTranslation();
  const picture = useEditor(activePicture);
  const settings = useEditor((state) => state.settings);
  const leaving = useAbortOnUnmount();
  const download = useMutation({
    mutationFn: (ready: ReadyPicture) => renderResult(ready, settingsOf({ settings }, ready), leaving()),
    onSuccess: ({ name, data }, ready) => {
      saveFile(name, data);
      editor.markDownloaded([ready], settings);
      announce(t("output.downloaded", { name }));
    },
    onSettled: refreshAllowance,
  });
  const ready = picture && isReady(picture) ? picture : null;
  const button = (
    <Button
      look="primary"
      className="min-h-11 grow"
      disabled={!ready || download.isPending}
      onClick={() => ready && download.mutate(ready)}
    >
      {download.isPending ? <Spinner /> : <Download aria-hidden className="size-5" />}
      {t(download.isPending ? "output.downloading" : "output.download")}
    </Button>
  );
  return { error: download.error, button };
}

/** Puts the result on the clipboard, as PNG: the one kind of picture that every program takes from there. */
function useCopy() {
  const { t } = useTranslation();
  const picture = useEditor(activePicture);
  const settings = useEditor((state) => state.settings);
  const leaving = useAbortOnUnmount();
  const copy = useMutation({
    mutationFn: (ready: ReadyPicture) => {
      const made = renderResult(ready, { ...settingsOf({ settings }, ready), format: "png" }, leaving());
      const png = made.then(({ data }) => data);
      return navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    },
    onSuccess: () => announce(t("app.copied")),
    onSettled: refreshAllowance,
  });
  const ready = picture && isReady(picture) ? picture : null;
  // Browsers hide the clipboard from pages that are not served securely.
  const button = "ClipboardItem" in window && navigator.clipboard && (
    <IconButton
      icon={copy.isSuccess ? Check : Copy}
      label={t("output.copy")}
      className="size-11!"
      disabled={!ready || copy.isPending}
      onClick={() => ready && copy.mutate(ready)}
    />
  );
  return { error: copy.error, button };
}

function useDownloadOfAll() {
  const { t } = useTranslation();
  const pictures = useEditor((state) => state.pictures);
  const settings = useEditor((state) => state.settings);
  const leaving = useAbortOnUnmount();
  const [done, setDone] = useState(0);
  const ready = pictures.filter(isReady).filter(({ chosen }) => chosen);
  const download = useMutation({
    mutationFn: async () => {
      const signal = leaving();
      const files: Rendered[] = [];
      for (const picture of ready) {
        setDone(files.length);
        files.push(await renderResult(picture, settingsOf({ settings }, picture), signal));
      }
      saveFile(`alphacut-${settings.output}.zip`, await zipOf(files));
      editor.markDownloaded(ready, settings);
      return { missing: pictures.filter(({ chosen }) => chosen).length - files.length };
    },
    onSettled: refreshAllowance,
  });
  const missing = download.data?.missing ?? 0;
  return {
    error: download.error,
    missing: missing > 0 && <Notice kind="success">{t("queue.zipPartly", { count: missing })}</Notice>,
    button: pictures.length > 1 && (
      <Button
        className="min-h-11 grow"
        disabled={ready.length === 0 || download.isPending}
        onClick={() => download.mutate()}
      >
        {download.isPending ? <Spinner /> : <FolderArchive aria-hidden className="size-4" />}
        {download.isPending ? t("queue.zipping", { done: done + 1, total: ready.length }) : t("queue.zip")}
      </Button>
    ),
  };
}

/** A signal for a new piece of work that is canceled when the component goes. */
function useAbortOnUnmount(): () => AbortSignal {
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);
  return () => {
    controller.current = new AbortController();
    return controller.current.signal;
  };
}
