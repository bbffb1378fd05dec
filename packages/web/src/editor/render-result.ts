import { resultName } from "./core/file-names.ts";
import { type CutoutResult, type Picture, shownPhoto } from "./core/picture.ts";
import { recipeOf } from "./core/recipe.ts";
import type { Settings } from "./core/settings.ts";
import { requestCutout } from "./cutout-request.ts";
import { findSubject, NO_SUBJECT } from "./pixels/outline.ts";
import { decodePhoto } from "./pixels/photo.ts";
import { cropOf, type SubjectFinder } from "./pixels/scene-geometry.ts";
import { strokePictures } from "./pixels/stroke-pictures.ts";
import { SubjectPainter } from "./pixels/subject-painter.ts";
import { editor } from "./session.ts";

export type ReadyPicture = Picture & { result: CutoutResult };

/** What a picture's result is called. */
export function nameOfResult(picture: Picture, settings: Settings): string {
  const n = editor.getState().pictures.findIndex(({ id }) => id === picture.id) + 1;
  return resultName(picture.file.name, settings, n);
}

/** The last result and what it is of: what is shown of a file, dragged away and downloaded is made once. */
let last: { parts: readonly unknown[]; data: Blob } | undefined;

/**
 * The full-resolution result of what the preview shows, made by the server unless the cutout was made here.
 * @throws ApiError; what the signal was aborted with when it was
 */
export async function renderResult(
  picture: ReadyPicture,
  settings: Settings,
  signal: AbortSignal,
): Promise<Blob> {
  const { file, strokes, result } = picture;
  if (result.onDevice) return renderHere(picture, settings);
  const look = { ...picture, settings };
  const finder = settings.crop.on && !picture.crop ? await finderOf(picture) : NOT_ASKED;
  const recipe = recipeOf(look, result.size, cropOf(result.size, look, finder));
  const background = settings.background.kind === "picture" ? settings.background.picture : null;
  const parts = [result, strokes, background, JSON.stringify(recipe)];
  if (last?.parts.every((part, i) => part === parts[i])) return last.data;
  const { data } = await requestCutout(
    {
      image: file,
      recipe,
      ...(await strokePictures(strokes, result.size)),
      background,
      ticket: result.ticket,
    },
    { signal },
  );
  last = { parts, data };
  return data;
}

/** What this browser has cut out, it finishes as well. */
async function renderHere(picture: ReadyPicture, settings: Settings): Promise<Blob> {
  const { renderOnDevice } = await import("./on-device/on-device.ts");
  return renderOnDevice(picture, settings);
}

const NOT_ASKED = { subject: () => NO_SUBJECT };

async function finderOf(picture: ReadyPicture): Promise<Pick<SubjectFinder, "subject">> {
  const { result, strokes } = picture;
  const [photo, bitmap] = await Promise.all([
    decodePhoto(shownPhoto(picture)),
    createImageBitmap(result.cutout),
  ]);
  const cutout = new SubjectPainter(photo, { bitmap, hints: result.hints }).show(strokes);
  photo.bitmap.close();
  bitmap.close();
  return { subject: (crop) => findSubject(cutout, photo.size, crop) };
}
