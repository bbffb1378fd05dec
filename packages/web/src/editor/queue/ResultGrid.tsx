import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSize } from "../../ui/use-size.ts";
import { indicesIn, useWindow } from "../../ui/use-window.ts";
import { editor, useEditor } from "../session.ts";
import { ResultTile, TILE_HEIGHT } from "./ResultTile.tsx";

/** In CSS pixels. */
const NARROWEST_TILE = 208;
const GAP = 12;
const STEP = TILE_HEIGHT + GAP;

/**
 * All results at once, large enough to judge them. Of hundreds, only those on the screen are drawn. One tile takes the focus,
 * that of the picture whose settings are shown; arrow keys go from one to the next.
 */
export function ResultGrid({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const pictures = useEditor((state) => state.pictures);
  const activeId = useEditor((state) => state.activeId);
  const active = pictures.findIndex(({ id }) => id === activeId);
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(scroller);
  const columns = Math.max(1, Math.floor((width - GAP) / (NARROWEST_TILE + GAP)));
  const lines = useWindow(scroller, "y", STEP);
  const instructionsId = useId();
  const followsFocus = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture may have taken the same place
  useEffect(() => {
    const element = scroller.current;
    if (!element || active < 0) return;
    const top = Math.floor(active / columns) * STEP;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + STEP + GAP > element.scrollTop + element.clientHeight)
      element.scrollTop = top + STEP + GAP - element.clientHeight;
    if (followsFocus.current)
      element.querySelector<HTMLElement>("[aria-current=true]")?.focus({ preventScroll: true });
    followsFocus.current = false;
  }, [activeId, active, columns]);

  function go(to: number): void {
    const next = pictures[Math.min(pictures.length - 1, Math.max(0, to))];
    if (!next) return;
    followsFocus.current = true;
    editor.activate(next.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(height / STEP)) * columns;
    const to = {
      ArrowLeft: active - 1,
      ArrowRight: active + 1,
      ArrowUp: active - columns < 0 ? active : active - columns,
      ArrowDown: active + columns >= pictures.length ? active : active + columns,
      PageUp: active - page,
      PageDown: active + page,
      Home: 0,
      End: pictures.length - 1,
    }[event.key];
    const picture = pictures[active];
    const isTile = (event.target as Element).ariaCurrent === "true";
    if (to !== undefined) go(to);
    else if (picture && isTile && event.key === "Enter") onOpen();
    else if (picture && isTile && event.key === " ") editor.update(picture.id, { chosen: !picture.chosen });
    else if (picture && event.key === "Delete") {
      followsFocus.current = true;
      editor.remove(picture.id);
    } else return;
    event.preventDefault();
  }

  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto bg-sunken">
      <p id={instructionsId} className="sr-only">
        {t("queue.gridInstructions")}
      </p>
      <ul
        aria-label={t("queue.title")}
        aria-describedby={instructionsId}
        className="relative"
        style={{ height: Math.ceil(pictures.length / columns) * STEP + GAP }}
        onKeyDown={onKeyDown}
      >
        {width > 0 &&
          indicesIn(lines, columns, pictures.length, active).map((i) => {
            const picture = pictures[i]!;
            const column = (width - GAP) / columns;
            return (
              <ResultTile
                key={picture.id}
                picture={picture}
                place={{ n: i + 1, of: pictures.length }}
                isActive={i === active}
                onOpen={onOpen}
                style={{
                  left: GAP + (i % columns) * column,
                  top: GAP + Math.floor(i / columns) * STEP,
                  width: column - GAP,
                }}
              />
            );
          })}
      </ul>
    </div>
  );
}
