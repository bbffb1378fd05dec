import clsx from "clsx";
import { Camera, ImagePlus, LayoutGrid, Link, RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FilePicker } from "../../ui/FilePicker.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { failedIds } from "../core/editor-store.ts";
import { ACCEPTED_FILES } from "../core/intake.ts";
import { isReady } from "../core/picture.ts";
import { editor, useEditor } from "../session.ts";
import type { IntakeState } from "../use-intake.ts";
import { ClearButton } from "./ClearButton.tsx";
import { PauseNote } from "./PauseNote.tsx";
import { PictureStrip } from "./PictureStrip.tsx";

interface PictureListProps {
  intake: IntakeState;
  onCamera: () => void;
  onAddress: () => void;
  /** On small screens. */
  hidden: boolean;
  /** All results are shown large, instead of one on the stage. */
  grid: boolean;
  onGrid: (grid: boolean) => void;
}

/** All pictures and how far each is. */
export function PictureList({ intake, onCamera, onAddress, hidden, grid, onGrid }: PictureListProps) {
  const { t } = useTranslation();
  const pictures = useEditor((state) => state.pictures);
  const count = { done: pictures.filter(isReady).length, total: pictures.length };
  const failed = pictures.length > 0 ? failedIds(editor.getState()) : [];
  return (
    <>
      <PauseNote />
      <section
        aria-label={t("queue.title")}
        className={clsx(
          "flex shrink-0 items-center gap-1 border-t border-line bg-surface px-2 sm:gap-2 sm:py-1 short:py-0",
          hidden && "phone:hidden",
        )}
      >
        <div className="flex shrink-0">
          <FilePicker
            look="quiet"
            iconOnly
            icon={<ImagePlus aria-hidden className="size-5" />}
            label={t("queue.add")}
            accept={ACCEPTED_FILES}
            multiple
            onFiles={intake.add}
          />
          <IconButton icon={Camera} label={t("home.camera")} onClick={onCamera} />
          <IconButton icon={Link} label={t("address.title")} className="max-sm:hidden" onClick={onAddress} />
        </div>
        {grid ? <div className="grow" /> : <PictureStrip />}
        <p className="shrink-0 text-xs text-muted tabular-nums sm:text-sm">
          <span className="max-sm:sr-only short:sr-only">{t("queue.ready", count)}</span>
          <span aria-hidden className="sm:hidden short:inline">
            {count.done}/{count.total}
          </span>
        </p>
        <div className="flex shrink-0">
          {pictures.length > 1 && (
            <IconButton
              icon={LayoutGrid}
              label={t("queue.grid")}
              aria-pressed={grid}
              onClick={() => onGrid(!grid)}
            />
          )}
          {failed.length > 0 && (
            <IconButton icon={RotateCw} label={t("queue.retryAll")} onClick={() => editor.retry(failed)} />
          )}
          <ClearButton />
        </div>
      </section>
    </>
  );
}
