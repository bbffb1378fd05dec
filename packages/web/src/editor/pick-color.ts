import type { HexColor } from "./core/settings.ts";
import { editor } from "./session.ts";

let waiting: ((color: HexColor) => void) | undefined;

/** Lets the next click on the stage choose a color of the photo. */
export function pickColor(onColor: (color: HexColor) => void): void {
  waiting = onColor;
  editor.setBrush({ mode: "pick" });
}

/** A color was chosen; `null`: there was none, and another click may find one. */
export function picked(color: HexColor | null): void {
  if (color === null) return;
  editor.setBrush({ mode: "off" });
  waiting?.(color);
  waiting = undefined;
}
