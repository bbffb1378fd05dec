import { EngineError } from "../errors.ts";

/** The formats that are taken as input. */
export type InputFormat = "jpeg" | "png" | "webp" | "bmp" | "gif" | "tiff" | "avif" | "heic";

const NAMES: Record<InputFormat, string> = {
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
  bmp: "BMP",
  gif: "GIF",
  tiff: "TIFF",
  avif: "AVIF",
  heic: "HEIC",
};

/** As people write it. */
export function formatName(format: InputFormat): string {
  return NAMES[format];
}

/** Magic numbers as Latin-1 text, with the offset at which they stand. */
interface Signature<Name> {
  name: Name;
  at: number;
  bytes: string;
}

const TAKEN: readonly Signature<InputFormat>[] = [
  { name: "jpeg", at: 0, bytes: "\xff\xd8\xff" },
  { name: "png", at: 0, bytes: "\x89PNG\r\n\x1a\n" },
  { name: "webp", at: 8, bytes: "WEBP" },
  { name: "bmp", at: 0, bytes: "BM" },
  { name: "gif", at: 0, bytes: "GIF87a" },
  { name: "gif", at: 0, bytes: "GIF89a" },
  { name: "tiff", at: 0, bytes: "II*\0" },
  { name: "tiff", at: 0, bytes: "MM\0*" },
];

const REFUSED: readonly Signature<string>[] = [
  { name: "BigTIFF", at: 0, bytes: "II+\0" },
  { name: "BigTIFF", at: 0, bytes: "MM\0+" },
  { name: "PDF", at: 0, bytes: "%PDF-" },
  { name: "icon", at: 0, bytes: "\0\0\x01\0" },
  { name: "cursor", at: 0, bytes: "\0\0\x02\0" },
  { name: "Photoshop", at: 0, bytes: "8BPS" },
  { name: "JPEG XL", at: 0, bytes: "\xff\x0a" },
  { name: "JPEG XL", at: 4, bytes: "JXL \r\n\x87\n" },
  { name: "JPEG 2000", at: 4, bytes: "jP  \r\n\x87\n" },
  { name: "JPEG 2000", at: 0, bytes: "\xff\x4f\xff\x51" },
  { name: "OpenEXR", at: 0, bytes: "\x76\x2f\x31\x01" },
  { name: "Radiance", at: 0, bytes: "#?RADIANCE" },
  { name: "DirectDraw", at: 0, bytes: "DDS " },
  { name: "QOI", at: 0, bytes: "qoif" },
  { name: "JNG", at: 0, bytes: "\x8bJNG\r\n\x1a\n" },
  { name: "MNG", at: 0, bytes: "\x8aMNG\r\n\x1a\n" },
];

/** Still pictures among the brands of the ISO base media format, the main one first; the others are films. */
const FILE_TYPE = /^....ftyp(.{4}).{4}(.*)$/s;
const AVIF_BRAND = /^avi[fs]$/;
const HEIC_BRAND = /^he[iv][cmsx]$/;
const HEIF_BRAND = /^(mif[12]|msf1)$/;
const NETPBM = /^P[1-7][ \t\r\n#]/;
const SVG = /^(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!doctype\s+svg|<svg\b)/i;

/**
 * Names the format by its magic number alone: what follows (a trailing archive, a script in a comment) and what the
 * file was called play no part. No decoder is asked, so a format that is not taken never reaches one.
 *
 * @throws EngineError `InvalidImage` for no bytes or no image, `UnsupportedImage` for an image format that is not taken
 */
export function sniffFormat(bytes: Uint8Array): InputFormat {
  if (bytes.length === 0) throw new EngineError("InvalidImage", "The image is empty (0 bytes)");
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString("latin1");
  const taken = TAKEN.find((signature) => head.startsWith(signature.bytes, signature.at));
  if (taken && (taken.name !== "webp" || head.startsWith("RIFF"))) return taken.name;
  const brands = fileTypes(head);
  if (brands?.some((type) => AVIF_BRAND.test(type))) return "avif";
  if (brands?.some((type) => HEIC_BRAND.test(type))) return "heic";
  const refused = brands?.some((type) => HEIF_BRAND.test(type)) ? "HEIF" : refusedFormat(head);
  if (refused)
    throw new EngineError(
      "UnsupportedImage",
      `This is a ${refused} image; send JPEG, PNG, WebP, AVIF, HEIC, TIFF, GIF or BMP`,
    );
  throw new EngineError("InvalidImage", "The bytes are no image: no known signature at their start");
}

function refusedFormat(head: string): string | undefined {
  const byNumber = REFUSED.find((signature) => head.startsWith(signature.bytes, signature.at));
  if (byNumber) return byNumber.name;
  if (NETPBM.test(head)) return "Netpbm";
  return SVG.test(head) && /<svg\b/i.test(head) ? "SVG" : undefined;
}

/** The brands of a file of the ISO base media format. A picture that is a film, too, says so by its first brand. */
function fileTypes(head: string): string[] | undefined {
  const [, main, rest] = FILE_TYPE.exec(head) ?? [];
  if (main === undefined) return undefined;
  const isStill = [AVIF_BRAND, HEIC_BRAND, HEIF_BRAND].some((brand) => brand.test(main));
  const length = Buffer.from(head.slice(0, 4), "latin1").readUInt32BE() - 16;
  const compatible = rest!.slice(0, Math.max(0, length)).match(/.{4}/gs) ?? [];
  return isStill ? [main, ...compatible] : [];
}
