import { Image as ImageIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { thumbnailOf } from "../pixels/thumbnail.ts";

/** A picture, very small; a symbol for as long as there is none. */
export function Thumbnail({ file }: { file: Blob }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    thumbnailOf(file, leaving.signal).then(
      (bitmap) => {
        if (!canvas.current || leaving.signal.aborted) {
          bitmap.close();
          return;
        }
        canvas.current.width = bitmap.width;
        canvas.current.height = bitmap.height;
        canvas.current.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
        setShown(true);
      },
      () => {},
    );
    return () => leaving.abort();
  }, [file]);
  return (
    <>
      {!shown && <ImageIcon aria-hidden className="absolute inset-0 m-auto size-5 text-muted" />}
      <canvas ref={canvas} aria-hidden className="size-full object-cover" />
    </>
  );
}
