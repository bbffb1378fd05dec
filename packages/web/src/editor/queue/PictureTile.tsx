import clsx from "clsx";
import { Check, CircleAlert, Hourglass, X } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Spinner } from "../../ui/Spinner.tsx";
import type { Picture } from "../core/picture.ts";
import { progressSentence } from "../progress-sentence.ts";
import { editor, useEditor } from "../session.ts";
import { Thumbnail } from "./Thumbnail.tsx";
import { useThumbnail } from "./use-thumbnail.ts";

interface PictureTileProps {
  picture: Picture;
  /** Its number among all, from 1, and how many there are. */
  place: { n: number; of: number };
  style: CSSProperties;
}

export function PictureTile({ picture, place, style }: PictureTileProps) {
  const { t } = useTranslation();
  const active = useEditor((state) => state.activeId === picture.id);
  const thumbnail = useThumbnail(picture, 56);
  const { progress, file, downloaded } = picture;
  const state = useEditor((all) => progressSentence(t, picture, all));
  const busy = progress.kind !== "ready" && progress.kind !== "failed";
  return (
    <li aria-posinset={place.n} aria-setsize={place.of} className="group absolute inset-y-1.5" style={style}>
      <button
        type="button"
        aria-label={t("queue.show", { name: file.name, state: downloaded ? t("picture.downloaded") : state })}
        aria-current={active}
        title={`${file.name}: ${state}`}
        className={clsx(
          "checkerboard relative block size-14 short:size-10 overflow-hidden rounded-lg border-2",
          active ? "border-accent" : "border-line",
        )}
        onClick={() => editor.activate(picture.id)}
      >
        <Thumbnail thumbnail={thumbnail} />
        {busy && (
          <span className="absolute inset-0 grid place-items-center bg-black/50 text-white">
            {progress.kind === "waiting" ? <Hourglass aria-hidden className="size-4" /> : <Spinner />}
          </span>
        )}
        {progress.kind === "failed" && (
          <span className="absolute inset-0 grid place-items-center bg-danger-soft text-danger">
            <CircleAlert aria-hidden />
          </span>
        )}
        {downloaded && (
          <Check
            aria-hidden
            className="absolute right-0.5 bottom-0.5 size-4 rounded-full bg-accent p-0.5 text-on-accent"
          />
        )}
      </button>
      <button
        type="button"
        aria-label={t("queue.remove", { name: file.name })}
        className="absolute -top-1.5 -right-1.5 grid size-6 place-items-center rounded-full border border-line bg-surface text-ink opacity-0 shadow group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
        onClick={() => editor.remove(picture.id)}
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
