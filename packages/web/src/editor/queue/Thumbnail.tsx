import { Image as ImageIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { settingsOf } from "../core/editor-store.ts";
import type { Picture } from "../core/picture.ts";
import { thumbnailOf } from "../pixels/thumbnail.ts";
import { useEditor } from "../session.ts";

interface ThumbnailProps {
  picture: Picture;
  /** In CSS pixels. */
  height: number;
  className?: string;
}

/** Settings that change faster than this, such as a slider that moves, are shown once they rest. */
const REST_MS = 120;
/** Sharp on screens with two pixels for one of CSS. */
const PIXEL_RATIO = 2;

/** A picture's result, small; a symbol for as long as there is none. */
export function Thumbnail({ picture, height, className = "size-full object-cover" }: ThumbnailProps) {
  const settings = useEditor((state) => settingsOf(state, picture));
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState(false);
  const { file, result, strokes } = picture;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the picture, only these change what is drawn
  useEffect(() => {
    const leaving = new AbortController();
    const draw = async () => {
      const bitmap = await thumbnailOf(picture, settings, PIXEL_RATIO * height, leaving.signal);
      if (!canvas.current || leaving.signal.aborted) {
        bitmap.close();
        return;
      }
      canvas.current.width = bitmap.width;
      canvas.current.height = bitmap.height;
      canvas.current.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
      setShown(true);
    };
    const timer = setTimeout(() => draw().catch(() => {}), shown ? REST_MS : 0);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [file, result, strokes, settings, height]);
  return (
    <>
      {!shown && <ImageIcon aria-hidden className="absolute inset-0 m-auto size-5 text-muted" />}
      <canvas ref={canvas} aria-hidden className={className} />
    </>
  );
}
