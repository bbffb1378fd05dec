import type { HexColor } from "../core/settings.ts";

const STORED_COLORS = "alphacut.colors";
const MOST = 6;

/** The colors that were used last in this browser, the latest first. */
export function recentColors(): HexColor[] {
  return colorsFrom(localStorage.getItem(STORED_COLORS));
}

/** @returns all of them with the new one */
export function addRecentColor(color: HexColor): HexColor[] {
  const colors = [color, ...recentColors().filter((other) => other !== color)].slice(0, MOST);
  localStorage.setItem(STORED_COLORS, colors.join(" "));
  return colors;
}

/** What is no color was not stored by us. */
export function colorsFrom(text: string | null): HexColor[] {
  return (text ?? "")
    .split(" ")
    .filter((color) => /^#[0-9a-f]{6}$/.test(color))
    .slice(0, MOST);
}
