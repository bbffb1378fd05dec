import { scaling } from "@alphacut/pixels";
import { type CutoutResult, type Picture, previewSize } from "../core/picture.ts";
import type { Settings } from "../core/settings.ts";
import { makeScene } from "./make-scene.ts";
import { createLayer } from "./photo.ts";
import { SceneRenderer } from "./scene.ts";

let turn: Promise<unknown> = Promise.resolve();
let renderer: SceneRenderer | undefined;

/**
 * A small version of a picture's result with the settings in force; of the photo itself as long as there is no result. One
 * picture is decoded at a time: twenty large photos at once would take a gigabyte.
 *
 * @param height in pixels
 * @throws when this browser cannot decode it; what the signal was aborted with when it was before its turn
 */
export function thumbnailOf(
  picture: Picture,
  settings: Settings,
  height: number,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  const made = turn.then(() => {
    signal.throwIfAborted();
    return picture.result ? drawn(picture, picture.result, settings, height) : reduced(picture.file, height);
  });
  turn = made.catch(() => {});
  return made;
}

function reduced(file: Blob, resizeHeight: number): Promise<ImageBitmap> {
  return createImageBitmap(file, {
    resizeHeight: Math.max(1, Math.round(resizeHeight)),
    resizeQuality: "medium",
  });
}

async function drawn(
  picture: Picture,
  result: CutoutResult,
  settings: Settings,
  height: number,
): Promise<ImageBitmap> {
  const { size, cutout: encoded, hints } = result;
  // Twice as fine as it will be: crops and turns need some of that.
  const fine = Math.min(previewSize(size).height, 2 * height);
  const cutout = await reduced(encoded, fine);
  // The photo is decoded only where some of it shows.
  const showsPhoto =
    settings.background.kind === "blur" || picture.strokes.some(({ mode }) => mode === "keep");
  const photo = showsPhoto ? await reduced(picture.file, fine) : cutout;
  const own = settings.background.kind === "picture" ? settings.background.picture : null;
  const background = own && (await reduced(own, fine));
  try {
    const scene = makeScene({
      photo: { bitmap: photo, size },
      cutout: { bitmap: cutout, hints },
      strokes: picture.strokes,
      settings,
      picture: background,
    });
    const scale = height / scene.frame.height;
    const layer = createLayer({
      width: Math.max(1, Math.round(scene.frame.width * scale)),
      height: Math.max(1, Math.round(height)),
    });
    renderer ??= new SceneRenderer();
    renderer.draw(layer, scene, { compare: null, ghost: false, stroke: null }, scaling(scale));
    return layer.canvas.transferToImageBitmap();
  } finally {
    for (const bitmap of [cutout, photo, background]) bitmap?.close();
  }
}
