import { type Affine, type Size, scaling } from "@alphacut/pixels";
import type { Stroke } from "../core/strokes.ts";
import { applyStroke } from "./paint-stroke.ts";
import { createLayer, type Photo } from "./photo.ts";

/** The cutout with the strokes on it, in the resolution of the preview. Paints only what is new. */
export class SubjectPainter {
  readonly #photo: Photo;
  readonly #cutout: ImageBitmap;
  readonly #canvas: OffscreenCanvasRenderingContext2D;
  readonly #scratch: OffscreenCanvasRenderingContext2D;
  readonly #toCanvas: Affine;
  #painted: readonly Stroke[] = [];

  constructor(photo: Photo, cutout: ImageBitmap) {
    const { width, height } = photo.bitmap;
    this.#photo = photo;
    this.#cutout = cutout;
    this.#canvas = createLayer({ width, height });
    this.#scratch = createLayer({ width, height });
    this.#toCanvas = scaling(width / photo.size.width, height / photo.size.height);
    this.#restart({ width, height });
  }

  /** The canvas with exactly these strokes; the same canvas every time. */
  show(strokes: readonly Stroke[]): OffscreenCanvas {
    const { width, height } = this.#canvas.canvas;
    if (!this.#painted.every((stroke, i) => stroke === strokes[i])) this.#restart({ width, height });
    for (const stroke of strokes.slice(this.#painted.length))
      applyStroke(this.#canvas, this.#scratch, this.#photo, stroke, this.#toCanvas);
    this.#painted = strokes;
    return this.#canvas.canvas;
  }

  #restart({ width, height }: Size): void {
    this.#canvas.reset();
    this.#canvas.drawImage(this.#cutout, 0, 0, width, height);
    this.#painted = [];
  }
}
