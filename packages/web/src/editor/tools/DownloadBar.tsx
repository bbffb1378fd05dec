import { useMutation } from "@tanstack/react-query";
import { Check, Copy, Download, FolderArchive, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { announce } from "../../ui/Live.tsx";
import { ErrorNotice, Notice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { Allowance } from "../Allowance.tsx";
import { activePicture, settingsOf } from "../core/editor-store.ts";
import { isReady } from "../core/picture.ts";
import { nameOfResult, type ReadyPicture, renderResult } from "../render-result.ts";
import { saveFile } from "../save-file.ts";
import { editor, refreshAllowance, useEditor } from "../session.ts";
import { zipResults } from "../zip-results.ts";

/** Downloads the picture on the stage, or all that are chosen. */
export function DownloadBar() {
  const one = useDownload();
  const all = useDownloadOfAll();
  const copy = useCopy();
  return (
    <div className="flex max-h-[50dvh] shrink-0 flex-col gap-2 overflow-y-auto border-t border-line bg-surface px-4 py-3 short:px-3 short:py-1.5">
      <ErrorNotice error={one.error ?? all.error ?? copy.error} />
      {all.missing}
      <div className="flex flex-wrap gap-2">
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
  const { begin } = useCancelable();
  const download = useMutation({
    mutationFn: async (ready: ReadyPicture) => {
      const own = settingsOf({ settings }, ready);
      return { name: nameOfResult(ready, own), data: await renderResult(ready, own, begin()) };
    },
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
  const { begin } = useCancelable();
  const copy = useMutation({
    mutationFn: (ready: ReadyPicture) => {
      const png = renderResult(ready, { ...settingsOf({ settings }, ready), format: "png" }, begin());
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
  const { begin, cancel } = useCancelable();
  const [done, setDone] = useState(0);
  const chosen = pictures.filter((picture) => picture.chosen);
  const ready = chosen.filter(isReady);
  const download = useMutation({
    mutationFn: async () => {
      const signal = begin();
      try {
        const { zip, pictures: made } = await zipResults(ready, settings, { signal, onProgress: setDone });
        saveFile(`alphacut-${settings.output}.zip`, zip);
        editor.markDownloaded(made, settings);
        return { missing: chosen.length - made.length };
      } catch (error) {
        if (signal.aborted) return { missing: 0 };
        throw error;
      }
    },
    onSettled: refreshAllowance,
  });
  const missing = download.data?.missing ?? 0;
  const label =
    chosen.length === pictures.length ? t("queue.zip") : t("queue.zipChosen", { count: chosen.length });
  const button = download.isPending ? (
    <Button className="min-h-11 grow" onClick={cancel}>
      <Spinner />
      {t("queue.zipping", { done: done + 1, total: ready.length })}
      <X aria-label={t("queue.zipCancel")} className="size-4" />
    </Button>
  ) : (
    <Button className="min-h-11 grow" disabled={ready.length === 0} onClick={() => download.mutate()}>
      <FolderArchive aria-hidden className="size-4" />
      {label}
    </Button>
  );
  return {
    error: download.error,
    missing: missing > 0 && <Notice kind="success">{t("queue.zipPartly", { count: missing })}</Notice>,
    button: pictures.length > 1 && button,
  };
}

/** Signals for pieces of work that end when they are canceled, or when the component goes. */
function useCancelable() {
  const controller = useRef<AbortController>(null);
  const cancel = () => controller.current?.abort();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it goes
  useEffect(() => cancel, []);
  return {
    begin() {
      controller.current = new AbortController();
      return controller.current.signal;
    },
    cancel,
  };
}
