import sharp from "sharp";

/** A small picture with a bright middle. */
export async function picture(
  format: "png" | "jpeg" | "webp" | "gif" = "png",
  width = 40,
  height = 30,
): Promise<Buffer> {
  const plain = (w: number, h: number, background: { r: number; g: number; b: number }) =>
    sharp({ create: { width: w, height: h, channels: 3, background } });
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const middle = await plain(w, h, { r: 230, g: 240, b: 250 }).png().toBuffer();
  return plain(width, height, { r: 20, g: 40, b: 60 })
    .composite([{ input: middle }])
    .toFormat(format)
    .toBuffer();
}

/** A PNG whose header claims a size; there are no pixels. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.from(
    "89504e470d0a1a0a0000000d49484452000000000000000008060000000000000000000000",
    "hex",
  );
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 6], 24); // 8 bits a sample, RGBA
  header.writeUInt32BE(crc32(header.subarray(12, 29)), 29);
  return Buffer.concat([header.subarray(0, 33), Buffer.from("000000004944415435af061e", "hex")]);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A form with `image` and other fields. */
export function formOf(
  image: Buffer | undefined,
  fields: Record<string, string> = {},
  name = "photo.png",
): FormData {
  const form = new FormData();
  if (image) form.append("image", new Blob([new Uint8Array(image)]), name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return form;
}
