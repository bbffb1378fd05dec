import type { Affine, Size } from "@alphacut/pixels";
import { gradientLine, multiply, scaleOf, translation } from "@alphacut/pixels";
import type { Box } from "../core/geometry.ts";
import { type ShadowInPixels, withAlpha } from "../core/recipe.ts";
import type { Settings } from "../core/settings.ts";
import type { Stroke } from "../core/strokes.ts";
import type { Frame } from "./frame.ts";
import type { GroundShadow } from "./ground-shadow.ts";
import { OUT_OF_SIGHT } from "./out-of-sight.ts";
import { applyStroke } from "./paint-stroke.ts";
import { createLayer, type Photo } from "./photo.ts";

/** Everything that the stage shows of one picture. */
export interface Scene {
  photo: Photo;
  /** The corrected cutout; `null` until the server has answered. */
  subject: OffscreenCanvas | null;
  crop: Box;
  /** The canvas after cropping, resizing and rotating, and the way there from pixels of the photo. */
  canvas: Size;
  toCanvas: Affine;
  /** The way for the blurred background. */
  backdropToCanvas: Affine;
  /** The result around that canvas. */
  frame: Frame;
  settings: Settings;
  shadow: ShadowInPixels | null;
  /** What casts it, where that is not the subject as it stands. */
  ground: GroundShadow | null;
  /** For a blurred background, to be stretched over the photo. */
  backdrop: CanvasImageSource | null;
  /** The user's own background. */
  picture: ImageBitmap | null;
}

/** What is on top of the scene for as long as the user does something. */
export interface Overlay {
  /** Share of the result that shows the photo as it was, from the left. */
  compare: number | null;
  /** Shows faintly what was removed. */
  ghost: boolean;
  stroke: Stroke | null;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const GHOST = 0.3;

/** Draws scenes onto one canvas of the page. */
export class SceneRenderer {
  #layer = createLayer({ width: 1, height: 1 });
  #scratch = createLayer({ width: 1, height: 1 });

  /** @param view from pixels of the result to pixels of the context */
  draw(context: Context, scene: Scene, overlay: Overlay, view: Affine): void {
    this.#fit(context.canvas);
    context.reset();
    const split = scene.subject ? (overlay.compare ?? 0) : 1;
    if (split > 0) {
      context.save();
      clipTo(context, view, {
        left: 0,
        top: 0,
        width: scene.frame.width * split,
        height: scene.frame.height,
      });
      drawPhoto(context, scene, toContext(scene, view));
      context.restore();
    }
    if (scene.subject && split < 1) {
      context.save();
      clipTo(context, view, {
        left: scene.frame.width * split,
        top: 0,
        width: scene.frame.width * (1 - split),
        height: scene.frame.height,
      });
      this.#drawResult(context, scene, scene.subject, overlay, view);
      context.restore();
    }
  }

  #fit({ width, height }: Size): void {
    for (const { canvas } of [this.#layer, this.#scratch]) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
  }

  #drawResult(
    context: Context,
    scene: Scene,
    subject: OffscreenCanvas,
    overlay: Overlay,
    view: Affine,
  ): void {
    const { settings, shadow, ground } = scene;
    context.setTransform(...view);
    paintBackground(context, scene);
    if (overlay.ghost) {
      context.globalAlpha = GHOST;
      drawPhoto(context, scene, toContext(scene, view));
      context.globalAlpha = 1;
    }
    this.#drawSubject(scene, subject, overlay.stroke, toContext(scene, view), canvasToContext(scene, view));
    context.resetTransform();
    if (shadow && ground) castOnGround(context, scene, ground, shadow, view);
    else if (shadow) {
      const scale = scaleOf(view);
      context.shadowColor = withAlpha(settings.shadow.color, settings.shadow.opacity);
      context.shadowBlur = shadow.blurRadius * scale;
      context.shadowOffsetX = shadow.x * scale;
      context.shadowOffsetY = shadow.y * scale;
    }
    context.drawImage(this.#layer.canvas, 0, 0);
  }

  /** The subject alone, with the stroke that is being painted. */
  #drawSubject(
    scene: Scene,
    subject: OffscreenCanvas,
    stroke: Stroke | null,
    toLayer: Affine,
    fromCanvas: Affine,
  ): void {
    const layer = this.#layer;
    layer.reset();
    clipTo(layer, fromCanvas, { left: 0, top: 0, ...scene.canvas });
    clipTo(layer, toLayer, scene.crop);
    layer.setTransform(...toLayer);
    layer.imageSmoothingQuality = "high";
    layer.drawImage(subject, 0, 0, scene.photo.size.width, scene.photo.size.height);
    if (stroke) applyStroke(layer, this.#scratch, scene.photo, stroke, toLayer);
    if (scene.settings.output === "mask") {
      layer.globalCompositeOperation = "source-in";
      layer.fillStyle = "#fff";
      layer.fillRect(0, 0, scene.photo.size.width, scene.photo.size.height);
    }
  }
}

/** Only the shadow of what lies on the ground: that itself is drawn out of sight. */
function castOnGround(
  context: Context,
  scene: Scene,
  { caster, down }: GroundShadow,
  { x, y, blurRadius }: ShadowInPixels,
  view: Affine,
): void {
  const { canvas, settings } = scene;
  const scale = scaleOf(view);
  const [a, b, c, d, e, f] = canvasToContext(scene, view);
  context.save();
  context.setTransform(a, b, c, d, e - OUT_OF_SIGHT, f);
  context.shadowColor = withAlpha(settings.shadow.color, settings.shadow.opacity);
  context.shadowBlur = blurRadius * scale;
  context.shadowOffsetX = OUT_OF_SIGHT + x * scale;
  context.shadowOffsetY = (y + down) * scale;
  context.drawImage(caster, 0, 0, canvas.width, canvas.height);
  context.restore();
}

function canvasToContext({ frame }: Scene, view: Affine): Affine {
  return multiply(view, translation(frame.left, frame.top));
}

function toContext(scene: Scene, view: Affine): Affine {
  return multiply(canvasToContext(scene, view), scene.toCanvas);
}

function clipTo(context: Context, transform: Affine, { left, top, width, height }: Box): void {
  context.setTransform(...transform);
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.resetTransform();
}

function drawPhoto(context: Context, { photo, crop }: Scene, transform: Affine): void {
  context.save();
  clipTo(context, transform, crop);
  context.setTransform(...transform);
  context.imageSmoothingQuality = "high";
  context.drawImage(photo.bitmap, 0, 0, photo.size.width, photo.size.height);
  context.restore();
}

/** In pixels of the result. */
function paintBackground(context: Context, scene: Scene): void {
  const { frame, settings, backdrop, picture } = scene;
  const fill = (style: string | CanvasGradient) => {
    context.fillStyle = style;
    context.fillRect(0, 0, frame.width, frame.height);
  };
  if (settings.output === "mask") {
    fill("#000");
    return;
  }
  if (settings.format === "jpeg") fill("#fff");
  const { kind, color, opacity, top, bottom, angle } = settings.background;
  if (kind === "color") fill(withAlpha(color, opacity));
  if (kind === "gradient") {
    const [from, to] = gradientLine(frame, angle);
    const gradient = context.createLinearGradient(from.x, from.y, to.x, to.y);
    gradient.addColorStop(0, top);
    gradient.addColorStop(1, bottom);
    fill(gradient);
  }
  if (kind === "blur" && backdrop) paintBackdrop(context, scene, backdrop);
  if (kind === "picture" && picture) paintCover(context, picture, frame);
}

function paintBackdrop(
  context: Context,
  { photo, crop, backdropToCanvas, frame }: Scene,
  backdrop: CanvasImageSource,
): void {
  context.save();
  context.transform(1, 0, 0, 1, frame.left, frame.top);
  context.transform(...backdropToCanvas);
  context.beginPath();
  context.rect(crop.left, crop.top, crop.width, crop.height);
  context.clip();
  context.drawImage(backdrop, 0, 0, photo.size.width, photo.size.height);
  context.restore();
}

/** Scaled to cover, centered. */
function paintCover(context: Context, picture: ImageBitmap, frame: Size): void {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height);
  const width = frame.width / scale;
  const height = frame.height / scale;
  const left = (picture.width - width) / 2;
  const top = (picture.height - height) / 2;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, left, top, width, height, 0, 0, frame.width, frame.height);
}
