import type { Color } from "@alphacut/engine";
import colorString from "color-string";

/** A whole number in decimal digits, or `undefined`. Blanks around it are no offense. */
export function parseInteger(text: string): number | undefined {
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** A finite decimal number, or `undefined`. */
export function parseDecimal(text: string): number | undefined {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** `true`/`false`/`1`/`0` in any case, or `undefined`. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === "true" || word === "1") return true;
  return word === "false" || word === "0" ? false : undefined;
}

/** `#RGB`, `#RGBA`, `#RRGGBB`, `#RRGGBBAA` or a CSS name, in any case, or `undefined`. */
export function parseCssColor(text: string): Color | undefined {
  const word = text.trim().toLowerCase();
  if (!/^(#[0-9a-f]+|[a-z]+)$/.test(word)) return undefined;
  const [r, g, b, alpha] = colorString.get.rgb(word) ?? [];
  if (r === undefined || g === undefined || b === undefined || alpha === undefined) return undefined;
  return { r, g, b, alpha };
}

/** What a message may repeat of a value that somebody sent. */
export function quotable(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
