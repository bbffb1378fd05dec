import { resultName } from "./core/file-names.ts";
import type { CutoutResult, Picture } from "./core/picture.ts";
import { recipeOf, wholeOf } from "./core/recipe.ts";
import type { Settings } from "./core/settings.ts";
import { requestCutout } from "./cutout-request.ts";
import { findSubject, NO_SUBJECT, type Subject } from "./pixels/outline.ts";
import { decodePhoto } from "./pixels/photo.ts";
import { sceneGeometry } from "./pixels/scene-geometry.ts";
import { strokePictures } from "./pixels/stroke-pictures.ts";
import { SubjectPainter } from "./pixels/subject-painter.ts";

export type ReadyPicture = Picture & { result: CutoutResult };

export interface Rendered {
  name: string;
  data: Blob;
}

/**
 * Has the server make the full-resolution result of what the preview shows.
 * @throws ApiError; what the signal was aborted with when it was
 */
export async function renderResult(
  picture: ReadyPicture,
  settings: Settings,
  signal: AbortSignal,
): Promise<Rendered> {
  const { size, ticket } = picture.result;
  const { strokes } = picture;
  const subject = settings.crop.on ? await subjectOf(picture) : NO_SUBJECT;
  const crop = settings.crop.on ? sceneGeometry(size, settings, () => subject).crop : wholeOf(size);
  const { data } = await requestCutout(
    {
      image: picture.file,
      recipe: recipeOf(settings, size, crop),
      ...(await strokePictures(strokes, size)),
      background: settings.background.kind === "picture" ? settings.background.picture : null,
      ticket,
    },
    { signal },
  );
  return { name: resultName(picture.file.name, settings), data };
}

async function subjectOf({ file, result, strokes }: ReadyPicture): Promise<Subject> {
  const [photo, bitmap] = await Promise.all([decodePhoto(file), createImageBitmap(result.cutout)]);
  const cutout = new SubjectPainter(photo, { bitmap, hints: result.hints }).show(strokes);
  const subject = findSubject(cutout, photo.size);
  photo.bitmap.close();
  bitmap.close();
  return subject;
}
