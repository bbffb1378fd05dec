import { Columns2, Contrast, Keyboard, Maximize, Redo2, Undo2, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/IconButton.tsx";
import { activePicture } from "../core/editor-store.ts";
import { editor, useEditor } from "../session.ts";
import { ZOOM_STEP } from "./use-keyboard.ts";

interface StageToolbarProps {
  /** The result's size, once it is known. */
  size: string | null;
  /** Screen pixels for a pixel of the result. */
  scale: number;
  onZoom: (factor: number) => void;
  /** One to one. */
  onActual: () => void;
  onFit: () => void;
  onShortcuts: () => void;
  /** Another look of the checkerboard. */
  onBackdrop: () => void;
}

export function StageToolbar({
  size,
  scale,
  onActual,
  onZoom,
  onFit,
  onShortcuts,
  onBackdrop,
}: StageToolbarProps) {
  const { t } = useTranslation();
  const compare = useEditor((state) => state.compare);
  const picture = useEditor(activePicture);
  const { past, future } = useEditor((state) => state.history);
  const percent = Math.round(scale * 100);
  return (
    <div className="flex items-center gap-0.5 border-b border-line bg-surface px-2 py-1 short:py-0">
      <IconButton
        icon={Columns2}
        label={t("stage.compare")}
        aria-pressed={compare !== null}
        disabled={!picture?.result}
        onClick={() => editor.setCompare(compare === null ? 0.5 : null)}
      />
      <IconButton icon={Undo2} label={t("stage.undo")} disabled={past.length === 0} onClick={editor.undo} />
      <IconButton icon={Redo2} label={t("stage.redo")} disabled={future.length === 0} onClick={editor.redo} />
      <IconButton
        icon={Contrast}
        label={t("stage.checkerboard")}
        className="max-sm:hidden short:hidden"
        onClick={onBackdrop}
      />
      <span className="min-w-0 grow text-center text-sm leading-tight text-muted tabular-nums max-sm:text-xs">
        {size}
      </span>
      <IconButton icon={ZoomOut} label={t("stage.zoomOut")} onClick={() => onZoom(1 / ZOOM_STEP)} />
      <button
        type="button"
        title={t("stage.actual")}
        aria-label={`${t("stage.actual")}, ${t("stage.zoom", { percent })}`}
        className="min-h-10 min-w-14 rounded-lg px-1 text-sm tabular-nums hover:bg-sunken max-sm:hidden short:hidden"
        onClick={onActual}
      >
        {t("stage.zoom", { percent })}
      </button>
      <IconButton icon={Maximize} label={t("stage.fit")} onClick={onFit} />
      <IconButton icon={ZoomIn} label={t("stage.zoomIn")} onClick={() => onZoom(ZOOM_STEP)} />
      <IconButton
        icon={Keyboard}
        label={t("shortcuts.title")}
        className="pointer-coarse:hidden max-sm:hidden short:hidden"
        onClick={onShortcuts}
      />
    </div>
  );
}
