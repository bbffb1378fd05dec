import { fourLetters } from "./four-letters.ts";
import { damaged } from "./header.ts";

/** Name, length, payload, padding to an even length (RIFF). */
export interface WebpChunk {
  name: string;
  /** Of the name. */
  start: number;
  /** Of the payload. */
  data: number;
  /** Of the payload, or of the file where that is cut short. */
  end: number;
}

const FIRST_CHUNK = 12;
/** One for every frame of an animation. */
const MAX_CHUNKS = 20_000;

/** The chunks of a WebP file, as far as it goes. */
export function* webpChunks(bytes: Uint8Array): Generator<WebpChunk, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = FIRST_CHUNK;
  for (let count = 0; start + 8 <= bytes.length; count++) {
    if (count === MAX_CHUNKS) throw damaged("WebP", `it has more than ${MAX_CHUNKS} chunks`);
    const name = fourLetters(view, start);
    const data = start + 8;
    const length = view.getUint32(start + 4, true);
    yield { name, start, data, end: Math.min(data + length, bytes.length) };
    start = data + length + (length & 1);
  }
}
