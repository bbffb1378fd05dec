import { Check, CircleAlert, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useNearViewport } from "../../ui/use-near-viewport.ts";
import type { Picture } from "../core/picture.ts";
import { progressSentence } from "../progress-sentence.ts";
import { editor, useEditor } from "../session.ts";
import { Thumbnail } from "./Thumbnail.tsx";

const HEIGHT = 200;

/** All results at once, large enough to judge them. Of hundreds, only those on the screen hold pixels. */
export function ResultGrid({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const pictures = useEditor((state) => state.pictures);
  return (
    <ul
      aria-label={t("queue.title")}
      className="grid min-h-0 grow auto-rows-max grid-cols-[repeat(auto-fill,minmax(min(13rem,100%),1fr))] gap-3 overflow-y-auto bg-sunken p-3"
    >
      {pictures.map((picture) => (
        <ResultTile key={picture.id} picture={picture} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function ResultTile({ picture, onOpen }: { picture: Picture; onOpen: () => void }) {
  const { t } = useTranslation();
  const tile = useRef<HTMLLIElement>(null);
  const near = useNearViewport(tile);
  const { id, file, progress, chosen, downloaded } = picture;
  const state = useEditor((all) => progressSentence(t, picture, all));
  const shown = downloaded ? t("picture.downloaded") : state;
  function open(): void {
    editor.activate(id);
    onOpen();
  }
  return (
    <li
      ref={tile}
      className="flex flex-col overflow-hidden rounded-xl border border-line bg-surface [contain-intrinsic-height:16rem] [content-visibility:auto]"
    >
      <button
        type="button"
        aria-label={t("queue.show", { name: file.name, state: shown })}
        className="checkerboard relative grid h-50 place-items-center overflow-hidden focus-visible:-outline-offset-2"
        onClick={open}
      >
        {near && (
          <Thumbnail picture={picture} height={HEIGHT} className="max-h-full max-w-full object-contain" />
        )}
      </button>
      <div className="flex items-center gap-2 px-2 py-1">
        <input
          type="checkbox"
          aria-label={t("queue.choose", { name: file.name })}
          title={t("queue.choose", { name: file.name })}
          className="size-5 shrink-0 accent-accent"
          checked={chosen}
          onChange={(event) => editor.update(id, { chosen: event.target.checked })}
        />
        <div className="min-w-0 grow text-sm">
          <p className="truncate" title={file.name}>
            {file.name}
          </p>
          <p className="flex items-center gap-1 truncate text-xs text-muted">
            <StateIcon kind={progress.kind} />
            <span className="truncate">{shown}</span>
          </p>
        </div>
        <IconButton
          icon={Trash2}
          label={t("queue.remove", { name: file.name })}
          onClick={() => editor.remove(id)}
        />
      </div>
    </li>
  );
}

function StateIcon({ kind }: { kind: Picture["progress"]["kind"] }) {
  if (kind === "ready") return <Check aria-hidden className="size-3.5 shrink-0" />;
  if (kind === "failed") return <CircleAlert aria-hidden className="size-3.5 shrink-0 text-danger" />;
  return kind === "waiting" ? null : <Spinner className="size-3! shrink-0" />;
}
