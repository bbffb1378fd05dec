import { fourLetters } from "../header/four-letters.ts";
import { type Box, boxes, findBox } from "../header/heif-boxes.ts";

const FULL_BOX = 4;
const DESCRIPTIONS = new Set(["Exif", "mime"]);
/** Decoders leave items alone whose type they do not know. */
const UNKNOWN = Buffer.from("none");

/** Renames the items that hold EXIF and XMP, in a copy, so that no offset changes. */
export function sanitizeHeif(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const meta = findBox(view, "meta", 0, copy.length);
  const items = meta && findBox(view, "iinf", meta.data + FULL_BOX, meta.end);
  if (!items) return copy;
  // Version 0 counts in two bytes.
  const first = items.data + FULL_BOX + (view.getUint8(items.data) === 0 ? 2 : 4);
  for (const item of boxes(view, first, items.end)) {
    const type = typeOf(view, item);
    if (type !== undefined && DESCRIPTIONS.has(fourLetters(view, type))) copy.set(UNKNOWN, type);
  }
  return copy;
}

/** Where the type stands in an entry of version 2 (two bytes of item id) or 3 (four), behind two of protection. */
function typeOf(view: DataView, { type, data, end }: Box): number | undefined {
  if (type !== "infe") return undefined;
  const at = data + FULL_BOX + (view.getUint8(data) === 3 ? 4 : 2) + 2;
  return at + 4 <= end ? at : undefined;
}
