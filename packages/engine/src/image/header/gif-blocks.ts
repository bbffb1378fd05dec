import { cutShort, damaged } from "./header.ts";

/** The parts of a GIF file (CompuServe, GIF89a, 1990) that make its first frame. */
export interface GifFirstFrame {
  /** Of the logical screen, pixels. */
  width: number;
  height: number;
  /** Where the color table of the whole file ends. */
  headEnd: number;
  /** The extension that says which color is transparent, if there is one. */
  control: { start: number; end: number } | undefined;
  image: { start: number; end: number };
  hasAlpha: boolean;
}

const Block = { extension: 0x21, image: 0x2c, trailer: 0x3b } as const;
const GRAPHIC_CONTROL = 0xf9;
const SCREEN_END = 13;
const MAX_EXTENSIONS = 10_000;

/** @throws EngineError `InvalidImage` */
export function readFirstFrame(bytes: Uint8Array): GifFirstFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return read(view);
  } catch (error) {
    throw error instanceof RangeError ? cutShort("GIF", { cause: error }) : error;
  }
}

function read(view: DataView): GifFirstFrame {
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  if (width === 0 || height === 0) throw damaged("GIF", `a size of ${width} × ${height}`);
  const headEnd = SCREEN_END + colorTableSize(view.getUint8(10));
  let control: GifFirstFrame["control"];
  let at = headEnd;
  for (let count = 0; count < MAX_EXTENSIONS; count++) {
    const start = at;
    switch (view.getUint8(at)) {
      case Block.extension:
        at = subBlocksEnd(view, start + 2);
        if (view.getUint8(start + 1) === GRAPHIC_CONTROL) control = { start, end: at };
        break;
      case Block.image: {
        const [left, top, across, down] = [1, 3, 5, 7].map((i) => view.getUint16(start + i, true));
        if (across! + left! > width || down! + top! > height)
          throw damaged("GIF", "its first frame reaches out of the picture");
        const tableEnd = start + 10 + colorTableSize(view.getUint8(start + 9));
        const image = { start, end: subBlocksEnd(view, tableEnd + 1) };
        const isTransparent = control !== undefined && (view.getUint8(control.start + 3) & 1) === 1;
        const hasAlpha = isTransparent || across! < width || down! < height;
        return { width, height, headEnd, control, image, hasAlpha };
      }
      default:
        throw damaged("GIF", "it has no frame");
    }
  }
  throw damaged("GIF", `it has more than ${MAX_EXTENSIONS} extensions`);
}

/** Three bytes a color, where the highest bit says that there is a table. */
function colorTableSize(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Behind the empty block that ends a row of blocks of up to 255 bytes. */
function subBlocksEnd(view: DataView, from: number): number {
  let at = from;
  for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += 1 + length;
  return at + 1;
}
