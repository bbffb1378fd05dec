import type { Alignment, Canvas, Length, Sides } from "./recipe.ts";

/** `30px`, `30` or `10%`, 0 or more; undefined for anything else. */
export function parseLength(text: string): Length | undefined {
  const [, number, unit = "px"] = /^(\d{1,6}(?:\.\d*)?|\.\d+)(px|%)?$/i.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return { value: Number(number), unit: unit === "%" ? "%" : "px" };
}

/** One length for all sides, two for top and bottom, left and right, or four for top, right, bottom, left, as in CSS. */
export function parseSides(text: string): Sides | undefined {
  const lengths = parseLengths(text);
  const [top, right = top, bottom = top, left = right] = lengths ?? [];
  if (!top || !right || !bottom || !left || lengths?.length === 3) return undefined;
  return { top, right, bottom, left };
}

/** `x1 y1 x2 y2`: the corners of a region as distances from the left and the top. */
export function parseRegion(text: string): Sides | undefined {
  const lengths = parseLengths(text);
  const [left, top, right, bottom] = lengths ?? [];
  if (!left || !top || !right || !bottom) return undefined;
  return { left, top, right, bottom };
}

/** Up to four, with blanks or a comma between them. */
function parseLengths(text: string): Length[] | undefined {
  const lengths = text
    .trim()
    .split(/\s*,\s*|\s+/)
    .map(parseLength);
  const isWhole = lengths.length <= 4 && lengths.every((length) => length !== undefined);
  return isWhole ? (lengths as Length[]) : undefined;
}

const HORIZONTAL: Readonly<Record<string, number>> = { left: 0, center: 50, middle: 50, right: 100 };
const VERTICAL: Readonly<Record<string, number>> = { top: 0, center: 50, middle: 50, bottom: 100 };

/**
 * `original`, one of nine positions (`center`, `top`, `bottom left`, `top-right` …), `x%` for both axes or `x% y%`. A
 * single side, such as `bottom`, aligns one axis only.
 */
export function parseAlignment(text: string): Alignment | "original" | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .split(/\s*,\s*|\s+|-/);
  const [first = "", second = first] = words;
  if (words.length > 2) return undefined;
  if (words.length === 1 && first === "original") return "original";
  if (/^[\d.]/.test(first)) {
    const x = parsePercent(first);
    const y = parsePercent(second);
    return x === undefined || y === undefined ? undefined : { x, y };
  }
  return parsePositions(first, words.length === 1 ? undefined : second);
}

function parsePositions(first: string, second: string | undefined): Alignment | undefined {
  if (second === undefined) {
    if (first === "center" || first === "middle") return { x: 50, y: 50 };
    if (Object.hasOwn(HORIZONTAL, first)) return { x: HORIZONTAL[first]! };
    return Object.hasOwn(VERTICAL, first) ? { y: VERTICAL[first]! } : undefined;
  }
  const [x, y] =
    Object.hasOwn(HORIZONTAL, first) && Object.hasOwn(VERTICAL, second) ? [first, second] : [second, first];
  if (!Object.hasOwn(HORIZONTAL, x) || !Object.hasOwn(VERTICAL, y)) return undefined;
  return { x: HORIZONTAL[x]!, y: VERTICAL[y]! };
}

function parsePercent(text: string): number | undefined {
  const length = parseLength(text);
  return length?.unit === "%" && length.value <= 100 ? length.value : undefined;
}

/** `fit`, `fill`, `original`, or a share of the canvas such as `80%`, above 0 up to 100. */
export function parseScale(text: string): Canvas["scale"] {
  const word = text.trim().toLowerCase();
  if (word === "fit" || word === "fill" || word === "original") return word;
  const percent = parsePercent(word);
  return percent ? { share: percent / 100 } : undefined;
}

/** `2000x1500`, or `2000` for a square: pixels, 1…10000. */
export function parseCanvasSize(text: string): { width: number; height: number } | undefined {
  const [, first, second = first] = /^\s*(\d{1,5})(?:\s*[x×*]\s*(\d{1,5}))?\s*$/i.exec(text) ?? [];
  const width = Number(first);
  const height = Number(second);
  const isSize = width >= 1 && height >= 1 && width <= 10_000 && height <= 10_000;
  return isSize ? { width, height } : undefined;
}
