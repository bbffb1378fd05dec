import { type Affine, type Size, scaling } from "@alphacut/pixels";
import type { BrushStroke, Stroke } from "../core/strokes.ts";
import { applyStroke, restoreCutout } from "./paint-stroke.ts";
import { createLayer, type Photo } from "./photo.ts";

/** What the server made, and the strokes that it took into account. */
export interface Cutout {
  bitmap: ImageBitmap;
  hints: readonly BrushStroke[];
}

/** The cutout with the strokes on it, in the resolution of the preview. Paints only what is new. */
export class SubjectPainter {
  readonly #photo: Photo;
  readonly #cutout: Cutout;
  readonly #canvas: OffscreenCanvasRenderingContext2D;
  readonly #scratch: OffscreenCanvasRenderingContext2D;
  readonly #toCanvas: Affine;
  #painted: readonly Stroke[] = [];

  constructor(photo: Photo, cutout: Cutout) {
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
    for (const stroke of strokes.slice(this.#painted.length)) this.#paint(stroke);
    this.#painted = strokes;
    return this.#canvas.canvas;
  }

  /** A hint is painted as any other stroke until the server has answered. Then it gives way to the edge that was found. */
  #paint(stroke: Stroke): void {
    const { bitmap, hints } = this.#cutout;
    const photo = this.#photo;
    if (hints.some((hint) => hint === stroke))
      restoreCutout(this.#canvas, this.#scratch, bitmap, photo.size, stroke, this.#toCanvas);
    else applyStroke(this.#canvas, this.#scratch, photo, stroke, this.#toCanvas);
  }

  #restart({ width, height }: Size): void {
    this.#canvas.reset();
    this.#canvas.drawImage(this.#cutout.bitmap, 0, 0, width, height);
    this.#painted = [];
  }
}
