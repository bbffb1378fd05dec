import { fourLetters } from "./four-letters.ts";

/** A box of the ISO base media format (ISO/IEC 14496-12): length, type, content. */
export interface Box {
  type: string;
  /** Of the content. */
  data: number;
  end: number;
}

const MAX_BOXES = 10_000;

/** The boxes between two offsets, as far as they are whole. */
export function* boxes(view: DataView, from: number, to: number): Generator<Box, void> {
  let start = from;
  for (let count = 0; count < MAX_BOXES && start + 8 <= to; count++) {
    const short = view.getUint32(start);
    const isLong = short === 1 && start + 16 <= to;
    const length = isLong ? Number(view.getBigUint64(start + 8)) : short;
    const data = start + (isLong ? 16 : 8);
    const end = short === 0 ? to : start + length;
    if (end < data || end > to) return;
    yield { type: fourLetters(view, start + 4), data, end };
    start = end;
  }
}

/** The first box of a type. */
export function findBox(view: DataView, type: string, from: number, to: number): Box | undefined {
  for (const box of boxes(view, from, to)) if (box.type === type) return box;
  return undefined;
}
