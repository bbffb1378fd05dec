import { useMemo } from "react";
import { type CutoutResult, type Look, type Picture, shownPhoto } from "./core/picture.ts";
import { blurredBackdrop } from "./pixels/backdrop.ts";
import { blurInPhoto, finderIn } from "./pixels/make-scene.ts";
import { NO_SUBJECT } from "./pixels/outline.ts";
import { decodePhoto, type Photo } from "./pixels/photo.ts";
import type { Scene } from "./pixels/scene.ts";
import { type SubjectFinder, sceneGeometry } from "./pixels/scene-geometry.ts";
import { type Cutout, SubjectPainter } from "./pixels/subject-painter.ts";
import { type Decoded, useDecoded } from "./use-decoded.ts";

const NOTHING_FOUND: SubjectFinder = { subject: () => NO_SUBJECT, ground: () => null };

async function decodeCutout({ cutout, hints }: CutoutResult): Promise<Cutout> {
  return { bitmap: await createImageBitmap(cutout), hints };
}

function closeBitmap({ bitmap }: Photo | Cutout): void {
  bitmap.close();
}

/** Everything the stage shows of a picture, made again only where something changed. */
export function useScene(picture: Picture, look: Look): Decoded<Scene & { finder: SubjectFinder }> {
  const { file, result, strokes } = picture;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the result, only this changes the photo
  const source = useMemo(() => shownPhoto({ file, result }), [file, result?.photo]);
  const decodedPhoto = useDecoded(source, decodePhoto, closeBitmap);
  const decodedCutout = useDecoded(result, decodeCutout, closeBitmap);
  const own = look.settings.background.picture;
  const background = useMemo(() => own && { file: own, size: null }, [own]);
  const decodedBackground = useDecoded(background, decodePhoto, closeBitmap);
  const photo = decodedPhoto.kind === "done" ? decodedPhoto.value : null;
  const cutout = decodedCutout.kind === "done" ? decodedCutout.value : null;

  const painter = useMemo(
    () => (photo && cutout ? new SubjectPainter(photo, cutout) : null),
    [photo, cutout],
  );
  // The canvas stays the same object, so what depends on its content depends on the strokes as well.
  const subject = useMemo(() => {
    const canvas = painter?.show(strokes);
    return canvas ? { canvas } : null;
  }, [painter, strokes]);
  const finder = useMemo(
    () => (photo && subject ? finderIn(subject.canvas, photo) : NOTHING_FOUND),
    [photo, subject],
  );
  const { settings, crop, adjust } = look;
  const geometry = useMemo(
    () => (photo ? sceneGeometry(photo.size, { settings, crop, adjust }, finder) : null),
    [photo, settings, crop, adjust, finder],
  );

  const sigma = geometry ? blurInPhoto(settings, geometry) : 0;
  const backdrop = useMemo(
    () => (photo && subject && sigma > 0 ? blurredBackdrop(photo, subject.canvas, sigma) : null),
    [photo, subject, sigma],
  );

  if (decodedPhoto.kind !== "done" || !geometry || !photo)
    return { kind: decodedPhoto.kind === "failed" ? "failed" : "loading" };
  return {
    kind: "done",
    value: {
      photo,
      subject: subject?.canvas ?? null,
      settings,
      backdrop,
      picture: decodedBackground.kind === "done" ? decodedBackground.value.bitmap : null,
      ...geometry,
      finder,
    },
  };
}
