import { type Encoding, EngineError, type Mask, type Raster } from "@alphacut/engine/portable";

/** A mask as an opaque gray picture. */
export function grayRaster({ width, height, data }: Mask): Raster {
  const words = Uint32Array.from(data, (value) => 0xff000000 + value * 0x010101);
  return { width, height, data: new Uint8Array(words.buffer) };
}

/**
 * Encodes by the browser; JPEG on white.
 * @throws EngineError `UnsupportedImage` for a format that this browser does not write
 */
export async function encode(
  raster: Raster,
  { mediaType, quality }: Pick<Encoding, "mediaType" | "quality">,
): Promise<Blob> {
  const { width, height } = raster;
  const data = raster.data as Uint8Array<ArrayBuffer>;
  if (mediaType === "image/x-rgba8") return new Blob([data], { type: sized(mediaType, raster) });
  if (mediaType === "image/x-alpha8") {
    const gray = new Uint8Array(width * height);
    for (let i = 0; i < gray.length; i++) gray[i] = data[4 * i]!;
    return new Blob([gray], { type: sized(mediaType, raster) });
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context)
    throw new EngineError("ImageTooLarge", `This browser has no memory for ${width} × ${height} pixels`);
  context.putImageData(
    new ImageData(new Uint8ClampedArray(data.buffer, data.byteOffset), width, height),
    0,
    0,
  );
  if (mediaType === "image/jpeg") {
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
  }
  const blob = await canvas.convertToBlob({ type: mediaType, quality });
  // What a browser does not write becomes PNG without a word.
  if (blob.type !== mediaType)
    throw new EngineError("UnsupportedImage", `This browser does not write ${mediaType}`);
  return blob;
}

function sized(type: string, { width, height }: Raster): string {
  return `${type};width=${width};height=${height}`;
}
