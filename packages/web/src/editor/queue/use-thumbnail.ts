import { useEffect, useState } from "react";
import { settingsOf } from "../core/editor-store.ts";
import type { Picture } from "../core/picture.ts";
import { type Thumbnail, thumbnailOf } from "../pixels/thumbnail.ts";
import { useEditor } from "../session.ts";

/** Settings that change faster than this, such as a slider that moves, are shown once they rest. */
const REST_MS = 120;
/** Sharp on screens with two pixels for one of CSS. */
const PIXEL_RATIO = 2;

/**
 * A picture's result, small; the one before until a new one is made, `null` until there is one.
 *
 * @param height in CSS pixels
 */
export function useThumbnail(picture: Picture, height: number): Thumbnail | null {
  const settings = useEditor((state) => settingsOf(state, picture));
  const [thumbnail, setThumbnail] = useState<Thumbnail | null>(null);
  const { file, result, strokes, crop, adjust } = picture;
  const isFirst = thumbnail === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the picture, only these change what is drawn
  useEffect(() => {
    const leaving = new AbortController();
    const make = () =>
      thumbnailOf(picture, { settings, crop, adjust }, PIXEL_RATIO * height, leaving.signal).then(
        (made) => leaving.signal.aborted || setThumbnail(made),
        () => {},
      );
    const timer = setTimeout(make, isFirst ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [file, result, strokes, settings, crop, adjust, height]);
  return thumbnail;
}
