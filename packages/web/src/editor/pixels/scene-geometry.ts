import {
  type Affine,
  apply,
  type Bounds,
  isRightAngle,
  multiply,
  placeSubject,
  type Size,
  scaling,
  translation,
  turnCutSides,
} from "@alphacut/pixels";
import { type Box, type Placement, place, withMargin } from "../core/geometry.ts";
import { canvasOf, type ShadowInPixels, shadowInPixels, wholeOf } from "../core/recipe.ts";
import type { Settings } from "../core/settings.ts";
import { type Frame, frameWithoutShadow, frameWithShadow } from "./frame.ts";
import { boundsOf, type Subject } from "./outline.ts";

export interface SceneGeometry extends Placement {
  crop: Box;
  /** Where a blurred background goes that was made of the whole photo. */
  backdropToCanvas: Affine;
  shadow: ShadowInPixels | null;
  frame: Frame;
}

const SAME: Affine = [1, 0, 0, 1, 0, 0];
const SAME_SIZE = {};

/**
 * Where everything goes.
 *
 * @param subject of the photo; asked for only where it matters
 */
export function sceneGeometry(photo: Size, settings: Settings, subject: () => Subject): SceneGeometry {
  const crop =
    settings.crop.on && !settings.canvas.on
      ? withMargin(boundsOf(subject().outline, SAME, photo), settings.crop.margin / 100, photo)
      : wholeOf(photo);
  const placement = settings.canvas.on ? onCanvas(crop, settings, subject()) : asInPhoto(crop, settings);
  const { canvas, toCanvas } = placement;
  if (!settings.shadow.on || settings.output === "mask")
    return { ...placement, crop, shadow: null, frame: frameWithoutShadow(canvas) };
  const shadow = shadowInPixels(settings.shadow, Math.max(canvas.width, canvas.height));
  const frame = mayGrow(settings)
    ? frameWithShadow(canvas, boundsOf(subject().outline, toCanvas, canvas), shadow)
    : frameWithoutShadow(canvas);
  return { ...placement, crop, shadow, frame };
}

/** The photo's own background has no more to show, and an exact size is exact. */
function mayGrow({ background, canvas, resize: { width, height, exact } }: Settings): boolean {
  const isExact = exact && width !== null && height !== null;
  return background.kind !== "blur" && !isExact && !canvas.on;
}

type Placed = Placement & Pick<SceneGeometry, "backdropToCanvas">;

function asInPhoto(crop: Box, settings: Settings): Placed {
  const placement = place(crop, settings.resize, settings.rotation);
  return { ...placement, backdropToCanvas: placement.toCanvas };
}

/** The subject where the engine places it; the background covers the canvas. */
function onCanvas(crop: Box, settings: Settings, { outline, bounds, cut }: Subject): Placed {
  const { rotation } = settings;
  const turned = place(crop, SAME_SIZE, rotation);
  const canvas = {
    width: settings.canvas.width ?? turned.canvas.width,
    height: settings.canvas.height ?? turned.canvas.height,
  };
  const backdropToCanvas = multiply(covering(turned.canvas, canvas), turned.toCanvas);
  const from = bounds && turnedBounds(bounds, outline, turned, rotation.degrees);
  const at =
    from &&
    placeSubject(
      { bounds: from, frame: turned.canvas, cut: turnCutSides(cut, rotation), zoom: 1, reach: 0 },
      canvas,
      canvasOf(settings),
    );
  if (!from || !at) return { canvas, toCanvas: backdropToCanvas, backdropToCanvas };
  const steps: Affine[] = [
    translation(at.left, at.top),
    scaling((at.right - at.left) / (from.right - from.left), (at.bottom - at.top) / (from.bottom - from.top)),
    translation(-from.left, -from.top),
    turned.toCanvas,
  ];
  return { canvas, toCanvas: steps.reduce(multiply), backdropToCanvas };
}

function turnedBounds(
  { left, top, right, bottom }: Bounds,
  outline: Subject["outline"],
  { canvas, toCanvas }: Placement,
  degrees: number,
): Bounds {
  if (!isRightAngle(degrees)) {
    const box = boundsOf(outline, toCanvas, canvas);
    return { left: box.left, top: box.top, right: box.left + box.width, bottom: box.top + box.height };
  }
  const a = apply(toCanvas, { x: left, y: top });
  const b = apply(toCanvas, { x: right, y: bottom });
  return {
    left: Math.max(0, Math.round(Math.min(a.x, b.x))),
    top: Math.max(0, Math.round(Math.min(a.y, b.y))),
    right: Math.min(canvas.width, Math.round(Math.max(a.x, b.x))),
    bottom: Math.min(canvas.height, Math.round(Math.max(a.y, b.y))),
  };
}

/** Scales to cover and centers. */
function covering(from: Size, to: Size): Affine {
  const scale = Math.max(to.width / from.width, to.height / from.height);
  return [
    translation(to.width / 2, to.height / 2),
    scaling(scale),
    translation(-from.width / 2, -from.height / 2),
  ].reduce(multiply);
}
