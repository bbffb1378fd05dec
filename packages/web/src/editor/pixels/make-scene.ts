import { scaleOf } from "@alphacut/pixels";
import type { Box, Placement } from "../core/geometry.ts";
import type { Look } from "../core/picture.ts";
import { blurRadius } from "../core/recipe.ts";
import type { Settings } from "../core/settings.ts";
import type { Stroke } from "../core/strokes.ts";
import { blurredBackdrop } from "./backdrop.ts";
import { type GroundShadow, groundShadow } from "./ground-shadow.ts";
import { findSubject, type Subject } from "./outline.ts";
import type { Photo } from "./photo.ts";
import type { Scene } from "./scene.ts";
import { type SceneGeometry, type SubjectFinder, sceneGeometry } from "./scene-geometry.ts";
import { type Cutout, SubjectPainter } from "./subject-painter.ts";

export interface SceneParts {
  photo: Photo;
  cutout: Cutout;
  strokes: readonly Stroke[];
  look: Look;
  /** The user's own background. */
  picture: ImageBitmap | null;
}

/** The whole scene of a picture, made at once. */
export function makeScene({ photo, cutout, strokes, look, picture }: SceneParts): Scene {
  const { settings } = look;
  const subject = new SubjectPainter(photo, cutout).show(strokes);
  const geometry = sceneGeometry(photo.size, look, finderIn(subject, photo));
  const sigma = blurInPhoto(settings, geometry);
  const backdrop = sigma > 0 ? blurredBackdrop(photo, subject, sigma) : null;
  return { photo, subject, settings, backdrop, picture, ...geometry };
}

/** Looks at a cutout's pixels, and not twice at the same part of them. */
export function finderIn(cutout: OffscreenCanvas, photo: Photo): SubjectFinder {
  return {
    subject: remembered((crop: Box): Subject => findSubject(cutout, photo.size, crop)),
    ground: remembered(({ canvas, toCanvas }: Placement, crop: Box): GroundShadow | null =>
      groundShadow(cutout, photo.size, { canvas, toCanvas }, crop),
    ),
  };
}

/** The last answer, for as long as the same is asked. */
function remembered<Asked extends unknown[], Answer>(find: (...asked: Asked) => Answer) {
  let last: { key: string; answer: Answer } | undefined;
  return (...asked: Asked): Answer => {
    const key = JSON.stringify(asked);
    if (last?.key !== key) last = { key, answer: find(...asked) };
    return last.answer;
  };
}

/** The background blur's standard deviation in pixels of the photo; 0 where nothing is blurred. */
export function blurInPhoto({ background }: Settings, { canvas, backdropToCanvas }: SceneGeometry): number {
  if (background.kind !== "blur") return 0;
  return blurRadius(background.blur, Math.max(canvas.width, canvas.height)) / 2 / scaleOf(backdropToCanvas);
}
