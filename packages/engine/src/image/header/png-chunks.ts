import { fourLetters } from "./four-letters.ts";
import { cutShort, damaged } from "./header.ts";

/** Length, name, payload, checksum. */
export interface PngChunk {
  name: string;
  /** Of the length. */
  start: number;
  /** Of the payload. */
  data: number;
  /** Of the payload; four bytes of checksum follow. */
  end: number;
}

export const PNG_SIGNATURE_SIZE = 8;
const OVERHEAD = 12;
/** A file of 50 MB in pieces of a kilobyte has half as many. */
const MAX_CHUNKS = 100_000;

/**
 * The chunks of a PNG file up to `IEND`.
 * @throws EngineError `InvalidImage` when the file ends within one
 */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = PNG_SIGNATURE_SIZE;
  for (let count = 0; count < MAX_CHUNKS && start < bytes.length; count++) {
    if (start + OVERHEAD > bytes.length) throw cutShort("PNG");
    const data = start + 8;
    const end = data + view.getUint32(start);
    if (end + 4 > bytes.length) throw cutShort("PNG");
    const name = fourLetters(view, start + 4);
    yield { name, start, data, end };
    if (name === "IEND") return;
    start = end + 4;
  }
  if (start < bytes.length) throw damaged("PNG", `it has more than ${MAX_CHUNKS} chunks`);
}
