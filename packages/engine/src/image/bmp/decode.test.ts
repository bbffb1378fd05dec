import { describe, expect, it } from "vitest";
import { EngineError } from "../../errors.ts";
import { type BmpParts, bmpFile } from "../testing/bmp-file.ts";
import { seededRandom } from "../testing/pictures.ts";
import { decodeBmp } from "./decode.ts";

const RED = [255, 0, 0, 255];
const GREEN = [0, 255, 0, 255];
const BLUE = [0, 0, 255, 255];
const BLACK = [0, 0, 0, 255];
const WHITE = [255, 255, 255, 255];
/** Blue, green, red: as files have it. */
const PALETTE: BmpParts["palette"] = [
  [0, 0, 0],
  [0, 0, 255],
  [0, 255, 0],
  [255, 0, 0],
];
/** Upper row red, green; lower row blue, black. */
const PICTURE = [RED, GREEN, BLUE, BLACK].flat();
const ROWS_OF_24 = { bottom: [255, 0, 0, 0, 0, 0, 0, 0], top: [0, 0, 255, 0, 255, 0, 0, 0] };
const RLE8 = 1;
const RLE4 = 2;
const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;

function pixelsOf(parts: BmpParts): number[] {
  return [...decodeBmp(bmpFile(parts)).raster.data];
}

function codeOf(bytes: Uint8Array): string {
  try {
    decodeBmp(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return (error as EngineError).code;
  }
  return "decoded";
}

describe("uncompressed BMP", () => {
  const size = { width: 2, height: 2 };

  it("reads 24 bits from the bottom up and from the top down", () => {
    const { bottom, top } = ROWS_OF_24;
    expect(pixelsOf({ ...size, bitsPerPixel: 24, pixels: [...bottom, ...top] })).toEqual(PICTURE);
    expect(pixelsOf({ ...size, height: -2, bitsPerPixel: 24, pixels: [...top, ...bottom] })).toEqual(PICTURE);
  });

  it("takes a last row without its padding", () => {
    const { bottom, top } = ROWS_OF_24;
    expect(pixelsOf({ ...size, bitsPerPixel: 24, pixels: [...bottom, ...top.slice(0, 6)] })).toEqual(PICTURE);
  });

  it("reads palettes of 1, 4 and 8 bits", () => {
    const rows = (bottom: number, top: number) => [bottom, 0, 0, 0, top, 0, 0, 0];
    const palette = PALETTE;
    expect(pixelsOf({ ...size, bitsPerPixel: 4, palette, pixels: rows(0x30, 0x12) })).toEqual(PICTURE);
    const eight = [3, 0, 0, 0, 1, 2, 0, 0];
    expect(pixelsOf({ ...size, bitsPerPixel: 8, palette, pixels: eight })).toEqual(PICTURE);
    const two = PALETTE!.slice(0, 2);
    expect(
      pixelsOf({ ...size, bitsPerPixel: 1, palette: two, pixels: rows(0b10000000, 0b01000000) }),
    ).toEqual([BLACK, RED, RED, BLACK].flat());
  });

  it("shows black where the palette is shorter than the indices reach", () => {
    const parts = { ...size, bitsPerPixel: 8, palette: PALETTE!.slice(0, 2), declaredColors: 2 };
    expect(pixelsOf({ ...parts, pixels: [9, 0, 0, 0, 1, 200, 0, 0] })).toEqual(
      [RED, BLACK, BLACK, BLACK].flat(),
    );
  });

  it("does not take pixels for colors when more colors are declared than there are", () => {
    const parts = { ...size, bitsPerPixel: 8, palette: PALETTE!.slice(0, 2), declaredColors: 256 };
    expect(pixelsOf({ ...parts, pixels: [2, 0, 0, 0, 1, 0, 0, 0] })).toEqual(
      [RED, BLACK, BLACK, BLACK].flat(),
    );
  });

  it("reads the headers of OS/2, with three bytes a color", () => {
    const parts = {
      ...size,
      headerSize: 12,
      bitsPerPixel: 8,
      palette: PALETTE!.concat(Array(252).fill([0, 0, 0])),
    };
    expect(pixelsOf({ ...parts, pixels: [3, 0, 0, 0, 1, 2, 0, 0] })).toEqual(PICTURE);
  });

  it("reads 16 bits as 5 bits a channel, full intensity as 255", () => {
    const pixels = [0x1f, 0x00, 0x00, 0x00, 0x00, 0x7c, 0xe0, 0x03];
    expect(pixelsOf({ ...size, bitsPerPixel: 16, pixels })).toEqual(PICTURE);
  });

  it("takes the fourth byte of 32 bits as alpha, unless it is zero throughout", () => {
    const pair = { width: 2, height: 1, bitsPerPixel: 32 };
    expect(pixelsOf({ ...pair, pixels: [0, 0, 255, 0, 0, 255, 0, 0] })).toEqual([...RED, ...GREEN]);
    expect(pixelsOf({ ...pair, pixels: [0, 0, 255, 128, 0, 255, 0, 0] })).toEqual([
      255, 0, 0, 128, 0, 255, 0, 0,
    ]);
  });
});

describe("BMP with channel masks", () => {
  it("reads 5-6-5 bits behind the 40-byte header", () => {
    const parts = {
      width: 2,
      height: 1,
      bitsPerPixel: 16,
      compression: BITFIELDS,
      masks: [0xf800, 0x07e0, 0x001f],
    };
    expect(pixelsOf({ ...parts, pixels: [0x00, 0xf8, 0xe0, 0x07] })).toEqual([...RED, ...GREEN]);
  });

  it.each([56, 108, 124])("reads the alpha mask inside a header of %i bytes", (headerSize) => {
    const masks = [0xff, 0xff00, 0xff0000, 0xff000000];
    const parts = { width: 1, height: 1, bitsPerPixel: 32, compression: BITFIELDS, headerSize, masks };
    expect(pixelsOf({ ...parts, pixels: [10, 20, 30, 40] })).toEqual([10, 20, 30, 40]);
  });

  it("reads four masks behind the 40-byte header", () => {
    const masks = [0x0f00, 0x00f0, 0x000f, 0xf000];
    const parts = { width: 1, height: 1, bitsPerPixel: 16, compression: ALPHA_BITFIELDS, masks };
    expect(pixelsOf({ ...parts, pixels: [0x0f, 0x8f, 0, 0] })).toEqual([255, 0, 255, 136]);
  });

  it("scales channels of ten bits", () => {
    const masks = [0x3ff00000, 0xffc00, 0x3ff];
    const parts = { width: 1, height: 1, bitsPerPixel: 32, compression: BITFIELDS, masks };
    expect(pixelsOf({ ...parts, pixels: [0xff, 0x03, 0x08, 0x00] })).toEqual([0, 128, 255, 255]);
  });

  it("refuses masks with gaps or outside the pixel", () => {
    const parts = { width: 1, height: 1, bitsPerPixel: 16, compression: BITFIELDS, pixels: [0, 0, 0, 0] };
    expect(codeOf(bmpFile({ ...parts, masks: [0b101, 0xf0, 0x0f] }))).toBe("InvalidImage");
    expect(codeOf(bmpFile({ ...parts, masks: [0xff0000, 0xf0, 0x0f] }))).toBe("InvalidImage");
  });
});

describe("BMP with run lengths", () => {
  const rle8 = { bitsPerPixel: 8, compression: RLE8, palette: PALETTE };
  const rle4 = { bitsPerPixel: 4, compression: RLE4, palette: PALETTE };

  it("reads runs, literals and line ends of 8 bits", () => {
    const pixels = [2, 1, 2, 2, 0, 0, 0, 3, 3, 2, 1, 0, 1, 0, 0, 0, 0, 1];
    expect(pixelsOf({ ...rle8, width: 4, height: 2, pixels })).toEqual(
      [BLUE, GREEN, RED, BLACK, RED, RED, GREEN, GREEN].flat(),
    );
  });

  it("reads alternating runs and literals of 4 bits", () => {
    const pixels = [3, 0x12, 0, 0, 0, 3, 0x32, 0x10, 0, 1];
    expect(pixelsOf({ ...rle4, width: 3, height: 2, pixels })).toEqual(
      [BLUE, GREEN, RED, RED, GREEN, RED].flat(),
    );
  });

  it("gives skipped pixels the first color of the palette", () => {
    const palette: BmpParts["palette"] = [[255, 255, 255], ...PALETTE!.slice(1)];
    const pixels = [0, 2, 1, 1, 1, 2, 0, 1];
    expect(pixelsOf({ ...rle8, palette, width: 2, height: 2, pixels })).toEqual(
      [WHITE, GREEN, WHITE, WHITE].flat(),
    );
  });

  it("drops what runs past the end of a row or of the picture", () => {
    expect(pixelsOf({ ...rle8, width: 2, height: 1, pixels: [255, 1, 0, 0, 9, 2, 0, 1] })).toEqual([
      ...RED,
      ...RED,
    ]);
    expect(pixelsOf({ ...rle8, width: 2, height: 1, pixels: [2, 1, 0, 2, 200, 200, 2, 2] })).toEqual([
      ...RED,
      ...RED,
    ]);
  });

  it("takes a complete picture whose end is not marked, and refuses one that ends early", () => {
    expect(pixelsOf({ ...rle8, width: 2, height: 1, pixels: [2, 1] })).toEqual([...RED, ...RED]);
    for (const pixels of [[], [1, 1], [0, 4, 1, 1], [0, 2], [0, 2, 1]])
      expect(codeOf(bmpFile({ ...rle8, width: 2, height: 2, pixels }))).toBe("InvalidImage");
  });
});

describe("malformed BMP", () => {
  const good: BmpParts = {
    width: 2,
    height: 2,
    bitsPerPixel: 24,
    pixels: [...ROWS_OF_24.bottom, ...ROWS_OF_24.top],
  };

  it.each<[string, Partial<BmpParts>]>([
    ["no width", { width: 0 }],
    ["no height", { height: 0 }],
    ["a negative width", { width: -2 }],
    ["more rows than data", { height: 2_000_000_000 }],
    ["the smallest height there is", { height: -2_147_483_648 }],
    ["7 bits a pixel", { bitsPerPixel: 7 }],
    ["run lengths at 24 bits", { compression: RLE8 }],
    ["run lengths from the top down", { bitsPerPixel: 8, compression: RLE8, height: -2 }],
    ["a header of unknown size", { headerSize: 41 }],
    ["pixels inside the header", { pixelOffset: 20 }],
    ["pixels beyond the end", { pixelOffset: 9999 }],
  ])("refuses %s", (_, wrong) => {
    expect(codeOf(bmpFile({ ...good, ...wrong }))).toBe("InvalidImage");
  });

  it.each([4, 5, 11])("names compression %i as not taken", (compression) => {
    expect(codeOf(bmpFile({ ...good, compression }))).toBe("UnsupportedImage");
  });

  it("refuses every truncation of a file", () => {
    const file = bmpFile({ ...good, pixels: good.pixels.slice(0, -2) });
    for (let length = 0; length < file.length; length++)
      expect(codeOf(file.subarray(0, length))).toBe("InvalidImage");
  });

  it("answers random damage with a picture or an EngineError, never with anything else", () => {
    const random = seededRandom(1);
    const files = [
      bmpFile(good),
      bmpFile({
        width: 4,
        height: 2,
        bitsPerPixel: 8,
        compression: RLE8,
        palette: PALETTE,
        pixels: [4, 1, 0, 0, 0, 4, 1, 2, 3, 1, 0, 1],
      }),
      bmpFile({
        width: 3,
        height: 2,
        bitsPerPixel: 4,
        compression: RLE4,
        palette: PALETTE,
        pixels: [3, 0x12, 0, 2, 0, 0, 0, 3, 0x32, 0x10, 0, 1],
      }),
      bmpFile({
        width: 2,
        height: 1,
        bitsPerPixel: 16,
        compression: BITFIELDS,
        masks: [0xf800, 0x07e0, 0x001f],
        pixels: [0, 0xf8, 0xe0, 7],
      }),
      bmpFile({
        width: 1,
        height: 1,
        bitsPerPixel: 32,
        compression: BITFIELDS,
        headerSize: 52,
        masks: [0xff, 0xff00, 0xff0000],
        pixels: [1, 2, 3, 4],
      }),
    ];
    for (let round = 0; round < 4000; round++) {
      const file = Buffer.from(files[round % files.length]!);
      for (let flips = 1 + Math.floor(random() * 4); flips > 0; flips--)
        file[2 + Math.floor(random() * (file.length - 2))] = Math.floor(random() * 256);
      // Sizes are judged against the limits before anything is decoded.
      file.fill(0, 19, 22);
      file.fill(file[25]! & 0x80 ? 0xff : 0, 23, 26);
      expect(["decoded", "InvalidImage", "UnsupportedImage"]).toContain(codeOf(file));
    }
  });
});
