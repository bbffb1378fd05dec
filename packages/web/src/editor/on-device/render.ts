import { encodeBmp } from "@alphacut/browser/remover";
import { ApiError } from "../../api/api-error.ts";
import type { CutoutResult, Picture } from "../core/picture.ts";
import type { Settings } from "../core/settings.ts";
import { makeScene } from "../pixels/make-scene.ts";
import { createLayer } from "../pixels/photo.ts";
import { SceneRenderer } from "../pixels/scene.ts";

const NO_OVERLAY = { compare: null, ghost: false, stroke: null };
const SAME: readonly [1, 0, 0, 1, 0, 0] = [1, 0, 0, 1, 0, 0];

/**
 * The full-resolution result of what the preview shows, drawn as the preview is: nothing is sent anywhere.
 * @throws ApiError
 */
export async function renderOnDevice(
  { file, strokes, result, crop, adjust }: Picture & { result: CutoutResult },
  settings: Settings,
): Promise<Blob> {
  const { picture } = settings.background;
  const bitmaps = await Promise.all([
    createImageBitmap(file),
    createImageBitmap(result.cutout),
    settings.background.kind === "picture" && picture ? createImageBitmap(picture) : null,
  ]);
  const [photo, bitmap, background] = bitmaps;
  try {
    const scene = makeScene({
      photo: { bitmap: photo, size: result.size },
      cutout: { bitmap, hints: result.hints },
      strokes,
      look: { settings, crop, adjust },
      picture: background,
    });
    const context = createLayer(scene.frame);
    new SceneRenderer().draw(context, scene, NO_OVERLAY, [...SAME]);
    return await encoded(context, settings);
  } finally {
    for (const bitmap of bitmaps) bitmap?.close();
  }
}

async function encoded(
  context: OffscreenCanvasRenderingContext2D,
  { format, fileQuality, maxKilobytes }: Settings,
): Promise<Blob> {
  const { canvas } = context;
  if (format === "bmp") {
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const file = encodeBmp({ width, height, data: new Uint8Array(data.buffer) }, { opaque: false });
    return new Blob([file as Uint8Array<ArrayBuffer>], { type: "image/bmp" });
  }
  const type = `image/${format}`;
  const write = async (quality: number) => {
    const blob = await canvas.convertToBlob({ type, quality: quality / 100 });
    // What a browser does not write becomes PNG without a word.
    if (blob.type === type) return blob;
    throw new ApiError({ code: "device_cannot_write", message: `This browser does not write ${type}` });
  };
  let blob = await write(fileQuality);
  if (maxKilobytes === null || format === "png") return blob;
  for (let quality = fileQuality - 10; blob.size > 1000 * maxKilobytes && quality > 0; quality -= 10)
    blob = await write(quality);
  return blob;
}
