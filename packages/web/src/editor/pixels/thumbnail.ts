import { type Size, scaleOf, scaling } from "@alphacut/pixels";
import {
  type CutoutResult,
  hasSameEdits,
  type Look,
  type Picture,
  previewSize,
  shownPhoto,
} from "../core/picture.ts";
import type { Stroke } from "../core/strokes.ts";
import { makeScene } from "./make-scene.ts";
import { findSubject } from "./outline.ts";
import { createLayer } from "./photo.ts";
import { SceneRenderer } from "./scene.ts";

/** A picture's result, small, and what is to be known of it at a glance. */
export interface Thumbnail {
  /** Encoded: bitmaps of hundreds of pictures would take gigabytes. */
  image: Blob;
  /** Of the result; `null` while there is none. */
  size: Size | null;
  /** Nothing of the subject is visible. */
  isEmpty: boolean;
  /** The photo's frame cuts the subject off. */
  isCut: boolean;
  /** Pixels of the result for a pixel of the photo, along a side: much more than 1 looks soft. */
  scale: number;
}

interface Made {
  strokes: readonly Stroke[];
  look: Look;
  height: number;
  thumbnail: Thumbnail;
}

let turn: Promise<unknown> = Promise.resolve();
let renderer: SceneRenderer | undefined;
/** The latest of each size, by what it was made of; forgotten with it. */
const known = new WeakMap<object, Made[]>();

/**
 * A small version of a picture's result with the settings in force; of the photo itself as long as there is no result. One
 * picture is decoded at a time: twenty large photos at once would take a gigabyte.
 *
 * @param height in pixels
 * @throws when this browser cannot decode it; what the signal was aborted with when it was before its turn
 */
export function thumbnailOf(
  picture: Picture,
  look: Look,
  height: number,
  signal: AbortSignal,
): Promise<Thumbnail> {
  const { file, result, strokes } = picture;
  const before = known.get(result ?? file) ?? [];
  const same = before.find(
    (made) =>
      made.height === height && hasSameEdits({ ...made.look, strokes: made.strokes }, { ...look, strokes }),
  );
  if (same) return Promise.resolve(same.thumbnail);
  const made = turn.then(async () => {
    signal.throwIfAborted();
    const thumbnail = result ? await drawn(picture, result, look, height) : await ofPhoto(file, height);
    const others = (known.get(result ?? file) ?? []).filter((one) => one.height !== height);
    known.set(result ?? file, [...others, { strokes, look, height, thumbnail }]);
    return thumbnail;
  });
  turn = made.catch(() => {});
  return made;
}

async function ofPhoto(file: Blob, height: number): Promise<Thumbnail> {
  const bitmap = await reduced(file, height);
  const layer = createLayer(bitmap);
  layer.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { image: await encoded(layer), size: null, isEmpty: false, isCut: false, scale: 1 };
}

/** Lossy, but for its alpha; a tenth of what the bitmap takes. */
function encoded({ canvas }: OffscreenCanvasRenderingContext2D): Promise<Blob> {
  return canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
}

function reduced(file: Blob, resizeHeight: number): Promise<ImageBitmap> {
  return createImageBitmap(file, {
    resizeHeight: Math.max(1, Math.round(resizeHeight)),
    resizeQuality: "medium",
  });
}

async function drawn(picture: Picture, result: CutoutResult, look: Look, height: number): Promise<Thumbnail> {
  const { settings } = look;
  const { size, cutout: file, hints } = result;
  // Twice as fine as it will be: crops and turns need some of that.
  const fine = Math.min(previewSize(size).height, 2 * height);
  const cutout = await reduced(file, fine);
  // The photo is decoded only where some of it shows.
  const showsPhoto =
    settings.background.kind === "blur" || picture.strokes.some(({ mode }) => mode === "keep");
  const photo = showsPhoto ? await reduced(shownPhoto(picture).file, fine) : cutout;
  const own = settings.background.kind === "picture" ? settings.background.picture : null;
  const background = own && (await reduced(own, fine));
  try {
    const scene = makeScene({
      photo: { bitmap: photo, size },
      cutout: { bitmap: cutout, hints },
      strokes: picture.strokes,
      look,
      picture: background,
    });
    const { bounds, cut } = findSubject(scene.subject!, size, scene.crop);
    const scale = height / scene.frame.height;
    const layer = createLayer({
      width: Math.max(1, Math.round(scene.frame.width * scale)),
      height: Math.max(1, Math.round(height)),
    });
    renderer ??= new SceneRenderer();
    renderer.draw(layer, scene, { compare: null, ghost: false, stroke: null }, scaling(scale));
    return {
      image: await encoded(layer),
      size: { width: scene.frame.width, height: scene.frame.height },
      isEmpty: bounds === null,
      isCut: cut.left || cut.top || cut.right || cut.bottom,
      scale: scaleOf(scene.toCanvas),
    };
  } finally {
    for (const bitmap of [cutout, photo, background]) bitmap?.close();
  }
}
