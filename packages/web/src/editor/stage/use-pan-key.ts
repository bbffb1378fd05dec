import { type RefObject, useEffect, useRef, useState } from "react";
import { TEXT_FIELDS } from "../../ui/text-fields.ts";

export interface PanKey {
  /** The space bar is held: the pointer moves the view, whatever else it would do. */
  held: boolean;
  /** To be called when the view was moved with it; then letting go of it means nothing else. */
  use: () => void;
  /** Whether it was used since it was pressed. */
  wasUsed: () => boolean;
}

/** The space bar while the pointer is over the stage or the stage has the focus. */
export function usePanKey(stage: RefObject<HTMLElement | null>): PanKey {
  const [held, setHeld] = useState(false);
  const used = useRef(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element;
      const isOver = stage.current?.matches(":hover, :focus") ?? false;
      // Space presses buttons and writes texts.
      if (event.key !== " " || !isOver || target.matches(`${TEXT_FIELDS}, button, a, [role=switch]`)) return;
      event.preventDefault();
      if (!event.repeat) used.current = false;
      setHeld(true);
    };
    const onKeyUp = (event: KeyboardEvent) => event.key === " " && setHeld(false);
    const onBlur = () => setHeld(false);
    const { signal, abort } = listening();
    addEventListener("keydown", onKeyDown, { signal });
    addEventListener("keyup", onKeyUp, { signal });
    addEventListener("blur", onBlur, { signal });
    return abort;
  }, [stage]);
  return {
    held,
    use() {
      used.current = true;
    },
    wasUsed: () => used.current,
  };
}

function listening() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
