import { scaleOf } from "@alphacut/pixels";
import { blurRadius } from "../core/recipe.ts";
import type { Settings } from "../core/settings.ts";
import type { Stroke } from "../core/strokes.ts";
import { blurredBackdrop } from "./backdrop.ts";
import { findSubject } from "./outline.ts";
import type { Photo } from "./photo.ts";
import type { Scene } from "./scene.ts";
import { type SceneGeometry, sceneGeometry } from "./scene-geometry.ts";
import { type Cutout, SubjectPainter } from "./subject-painter.ts";

export interface SceneParts {
  photo: Photo;
  cutout: Cutout;
  strokes: readonly Stroke[];
  settings: Settings;
  /** The user's own background. */
  picture: ImageBitmap | null;
}

/** The whole scene of a picture, made at once. */
export function makeScene({ photo, cutout, strokes, settings, picture }: SceneParts): Scene {
  const subject = new SubjectPainter(photo, cutout).show(strokes);
  const geometry = sceneGeometry(photo.size, settings, () => findSubject(subject, photo.size));
  const sigma = blurInPhoto(settings, geometry);
  const backdrop = sigma > 0 ? blurredBackdrop(photo, subject, sigma) : null;
  return { photo, subject, settings, backdrop, picture, ...geometry };
}

/** The background blur's standard deviation in pixels of the photo; 0 where nothing is blurred. */
export function blurInPhoto({ background }: Settings, { canvas, backdropToCanvas }: SceneGeometry): number {
  if (background.kind !== "blur") return 0;
  return blurRadius(background.blur, Math.max(canvas.width, canvas.height)) / 2 / scaleOf(backdropToCanvas);
}
