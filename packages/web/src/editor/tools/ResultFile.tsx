import { FileImage } from "lucide-react";
import { type DragEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../ui/Notice.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { activePicture } from "../core/editor-store.ts";
import { isReady } from "../core/picture.ts";
import type { Settings } from "../core/settings.ts";
import { nameOfResult, type ReadyPicture, renderResult } from "../render-result.ts";
import { editor, useEditor, useSettings } from "../session.ts";
import { OWN_DRAG } from "../use-intake.ts";
import { fileSize } from "./file-size.ts";

/** The file of the picture on the stage as it will be downloaded: how large it is, and to be dragged where it is wanted. */
export function ResultFile() {
  const picture = useEditor(activePicture);
  const settings = useSettings();
  return picture && isReady(picture) ? <Shown picture={picture} settings={settings} /> : null;
}

function Shown({ picture, settings }: { picture: ReadyPicture; settings: Settings }) {
  const { t, i18n } = useTranslation();
  const made = useMade(picture, settings);
  const name = nameOfResult(picture, settings);
  if (made.kind === "failed") return <ErrorNotice error={made.error} />;
  const size = made.kind === "done" ? fileSize(i18n.language, made.data.size) : null;
  function onDragStart(event: DragEvent): void {
    if (made.kind !== "done") return;
    const transfer = event.dataTransfer;
    transfer.effectAllowed = "copy";
    transfer.setData(OWN_DRAG, name);
    // Chromium saves it where it is dropped; to other pages and programs it is a file.
    transfer.setData("DownloadURL", `${made.data.type}:${name}:${made.url}`);
    transfer.items.add(new File([made.data], name, { type: made.data.type }));
  }
  return (
    <a
      href={made.kind === "done" ? made.url : undefined}
      download={name}
      draggable={made.kind === "done"}
      aria-label={size ? t("output.file", { name, size }) : name}
      title={t("output.drag")}
      className="flex items-center gap-3 rounded-xl border border-line bg-paper p-3 hover:bg-sunken"
      onDragStart={onDragStart}
      onClick={() => editor.markDownloaded([picture], settings)}
      onDragEnd={({ dataTransfer }) =>
        dataTransfer.dropEffect !== "none" && editor.markDownloaded([picture], settings)
      }
    >
      {size ? (
        <FileImage aria-hidden className="size-6 shrink-0 text-accent" />
      ) : (
        <Spinner className="shrink-0" />
      )}
      <span className="min-w-0 grow">
        <span className="block truncate text-sm font-medium">{name}</span>
        <span className="block text-xs text-muted tabular-nums">{size ?? t("output.measuring")}</span>
      </span>
      <span className="text-xs text-muted pointer-coarse:hidden">{t("output.drag")}</span>
    </a>
  );
}

type Made =
  | { kind: "making" }
  | { kind: "done"; data: Blob; url: string }
  | { kind: "failed"; error: unknown };

/** Settings that change faster than this are waited for. */
const REST_MS = 600;

/** The result's file, made anew when what it is made of rests. */
function useMade(picture: ReadyPicture, settings: Settings): Made {
  const [made, setMade] = useState<Made>({ kind: "making" });
  const { file, result, strokes, crop, adjust } = picture;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the picture, only these change the file
  useEffect(() => {
    const leaving = new AbortController();
    let url = "";
    setMade({ kind: "making" });
    const timer = setTimeout(() => {
      renderResult(picture, settings, leaving.signal).then(
        (data) => {
          if (leaving.signal.aborted) return;
          url = URL.createObjectURL(data);
          setMade({ kind: "done", data, url });
        },
        (error: unknown) => !leaving.signal.aborted && setMade({ kind: "failed", error }),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [file, result, strokes, settings, crop, adjust]);
  return made;
}
