import { useEffect, useState } from "react";
import { TEXT_FIELDS } from "../ui/text-fields.ts";
import { LARGEST_BRUSH, SMALLEST_BRUSH } from "./core/editor-store.ts";
import { editor } from "./session.ts";

const BRUSH_STEP = 1.2;

function resizeBrush(factor: number): void {
  const radius = Math.round(editor.getState().brush.radius * factor);
  editor.setBrush({ radius: Math.min(LARGEST_BRUSH, Math.max(SMALLEST_BRUSH, radius)) });
}

/** The keys that work wherever the focus is, except where text is typed; and whether the list of all keys is shown. */
export function useShortcuts() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || (event.target as Element).matches(TEXT_FIELDS)) return;
      const key = event.key.toLowerCase();
      const command = event.ctrlKey || event.metaKey;
      if (command && key === "z" && !event.shiftKey) editor.undo();
      else if (command && (key === "y" || (key === "z" && event.shiftKey))) editor.redo();
      else if (!command && key === "?") setShown(true);
      else if (!command && (key === "[" || key === "]"))
        resizeBrush(key === "]" ? BRUSH_STEP : 1 / BRUSH_STEP);
      else return;
      event.preventDefault();
    };
    const listening = new AbortController();
    addEventListener("keydown", onKeyDown, { signal: listening.signal });
    // Whatever is pressed next is meant as something new.
    addEventListener("pointerdown", editor.endStep, { capture: true, signal: listening.signal });
    return () => listening.abort();
  }, []);
  return { shown, show: () => setShown(true), hide: () => setShown(false) };
}
