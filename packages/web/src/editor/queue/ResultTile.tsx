import clsx from "clsx";
import { Check, CircleAlert, Pencil, SlidersHorizontal, Trash2, TriangleAlert } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import type { Picture } from "../core/picture.ts";
import type { Thumbnail as Shown } from "../pixels/thumbnail.ts";
import { progressSentence } from "../progress-sentence.ts";
import { editor, useEditor } from "../session.ts";
import { Thumbnail } from "./Thumbnail.tsx";
import { useThumbnail } from "./use-thumbnail.ts";

/** In CSS pixels. */
export const TILE_HEIGHT = 268;
const PICTURE_HEIGHT = 200;
/** Enlarged more than this, a result looks soft. */
const LARGEST_SCALE = 1.5;

interface ResultTileProps {
  picture: Picture;
  /** Its number among all, from 1, and how many there are. */
  place: { n: number; of: number };
  /** Its settings are shown, and it takes the focus. */
  isActive: boolean;
  onOpen: () => void;
  style: CSSProperties;
}

/** A result with its name, size, state and whatever speaks against using it as it is. */
export function ResultTile({ picture, place, isActive, onOpen, style }: ResultTileProps) {
  const { t } = useTranslation();
  const thumbnail = useThumbnail(picture, PICTURE_HEIGHT);
  const { id, file, progress, chosen, downloaded, settings } = picture;
  const state = useEditor((all) => progressSentence(t, picture, all));
  const isReady = progress.kind === "ready";
  const doubt = useDoubt(isReady ? thumbnail : null);
  const shown = downloaded ? t("picture.downloaded") : state;
  const tabIndex = isActive ? 0 : -1;
  function open(): void {
    editor.activate(id);
    onOpen();
  }
  return (
    <li
      aria-posinset={place.n}
      aria-setsize={place.of}
      className={clsx(
        "absolute flex flex-col overflow-hidden rounded-xl border bg-surface",
        isActive ? "border-accent ring-2 ring-accent" : "border-line",
        !chosen && "opacity-60",
      )}
      style={{ ...style, height: TILE_HEIGHT }}
    >
      <button
        type="button"
        tabIndex={tabIndex}
        aria-current={isActive}
        aria-label={[t("queue.choosePicture", { name: file.name, state: shown }), doubt]
          .filter(Boolean)
          .join(", ")}
        className="checkerboard relative grid shrink-0 place-items-center overflow-hidden focus-visible:-outline-offset-2"
        style={{ height: PICTURE_HEIGHT }}
        onClick={() => editor.activate(id)}
        onDoubleClick={open}
      >
        <Thumbnail thumbnail={thumbnail} className="max-h-full max-w-full object-contain" />
      </button>
      <div className="flex min-h-0 grow items-center gap-1 pl-2">
        <input
          type="checkbox"
          tabIndex={tabIndex}
          aria-label={t("queue.choose", { name: file.name })}
          title={t("queue.choose", { name: file.name })}
          className="size-5 shrink-0 accent-accent"
          checked={chosen}
          onChange={(event) => editor.update(id, { chosen: event.target.checked })}
        />
        <div className="min-w-0 grow pl-1 text-sm">
          <p className="truncate" title={file.name}>
            {file.name}
          </p>
          <p className="flex items-center gap-1 truncate text-xs text-muted">
            {doubt ? (
              <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-second" />
            ) : (
              <StateIcon kind={progress.kind} />
            )}
            {settings && (
              <SlidersHorizontal
                aria-label={t("queue.ownSettings")}
                className="size-3.5 shrink-0 text-accent"
              />
            )}
            <span className="truncate" title={doubt ?? shown}>
              {doubt ?? (isReady && thumbnail?.size ? t("stage.size", { ...thumbnail.size }) : shown)}
            </span>
            {downloaded && <Check aria-hidden className="size-3.5 shrink-0 text-accent" />}
          </p>
        </div>
        <IconButton
          icon={Pencil}
          tabIndex={tabIndex}
          label={t("queue.edit", { name: file.name })}
          className="-mr-2"
          onClick={open}
        />
        <IconButton
          icon={Trash2}
          tabIndex={tabIndex}
          label={t("queue.remove", { name: file.name })}
          onClick={() => editor.remove(id)}
        />
      </div>
    </li>
  );
}

/** What speaks against using a result as it is, in words. */
function useDoubt(thumbnail: Shown | null): string | null {
  const { t } = useTranslation();
  if (!thumbnail?.size) return null;
  if (thumbnail.isEmpty) return t("doubt.empty");
  if (thumbnail.scale > LARGEST_SCALE)
    return t("doubt.enlarged", { percent: Math.round(thumbnail.scale * 100) });
  return thumbnail.isCut ? t("doubt.cut") : null;
}

function StateIcon({ kind }: { kind: Picture["progress"]["kind"] }) {
  if (kind === "ready") return <Check aria-hidden className="size-3.5 shrink-0" />;
  if (kind === "failed") return <CircleAlert aria-hidden className="size-3.5 shrink-0 text-danger" />;
  return kind === "waiting" ? null : <Spinner className="size-3! shrink-0" />;
}
