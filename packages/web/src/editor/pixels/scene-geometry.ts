import {
  type Affine,
  apply,
  type Bounds,
  type Canvas,
  isRightAngle,
  mirrorCutSides,
  multiply,
  placeSubject,
  type Size,
  scaling,
  translation,
  turnCutSides,
} from "@alphacut/pixels";
import { type Box, type Placement, place, withMargin } from "../core/geometry.ts";
import type { Look } from "../core/picture.ts";
import { canvasOf, type ShadowInPixels, shadowInPixels, wholeOf } from "../core/recipe.ts";
import type { Settings } from "../core/settings.ts";
import { type Frame, frameWithoutShadow, frameWithShadow } from "./frame.ts";
import type { GroundShadow } from "./ground-shadow.ts";
import { boundsOf, type Subject } from "./outline.ts";

export interface SceneGeometry extends Placement {
  crop: Box;
  /** Where a blurred background goes that was made of the whole photo. */
  backdropToCanvas: Affine;
  shadow: ShadowInPixels | null;
  /** What casts it, where that is not the subject as it stands. */
  ground: GroundShadow | null;
  frame: Frame;
}

/** What has to be known of the cutout's pixels; asked for only where it matters. */
export interface SubjectFinder {
  /** The subject within a part of the photo. */
  subject: (crop: Box) => Subject;
  ground: (placement: Placement, crop: Box) => GroundShadow | null;
}

const SAME: Affine = [1, 0, 0, 1, 0, 0];

/** Where everything goes. */
export function sceneGeometry(photo: Size, look: Look, finder: SubjectFinder): SceneGeometry {
  const { settings } = look;
  const crop = cropOf(photo, look, finder);
  const rules = canvasOf(look);
  const placement = rules ? onCanvas(crop, look, rules, finder.subject(crop)) : asInPhoto(crop, settings);
  const { canvas, toCanvas } = placement;
  const unshadowed = { ...placement, crop, shadow: null, ground: null, frame: frameWithoutShadow(canvas) };
  if (!settings.shadow.on || settings.output === "mask") return unshadowed;
  const shadow = shadowInPixels(settings.shadow, Math.max(canvas.width, canvas.height));
  const isContact = settings.shadow.kind === "contact";
  const ground = isContact ? finder.ground(placement, crop) : null;
  if (isContact && !ground) return unshadowed;
  if (rules || !mayGrow(settings)) return { ...unshadowed, shadow, ground };
  const frame = ground
    ? frameWithShadow(canvas, ground.bounds, { ...shadow, y: shadow.y + ground.down })
    : frameWithShadow(canvas, boundsOf(finder.subject(crop).outline, toCanvas, canvas), shadow);
  return { ...placement, crop, shadow, ground, frame };
}

/** What is shown of the photo: what was chosen by hand, the subject with a margin, or everything. */
export function cropOf(
  photo: Size,
  { settings, crop }: Pick<Look, "settings" | "crop">,
  { subject }: Pick<SubjectFinder, "subject">,
): Box {
  if (crop) return crop;
  const whole = wholeOf(photo);
  if (!settings.crop.on || settings.canvas.on) return whole;
  return withMargin(boundsOf(subject(whole).outline, SAME, photo), settings.crop.margin / 100, photo);
}

/** The photo's own background has no more to show, and an exact size is exact. */
function mayGrow({ background, resize }: Settings): boolean {
  return background.kind !== "blur" && !isDistorting(resize);
}

function isDistorting({ width, height, exact }: Settings["resize"]): boolean {
  return exact && width !== null && height !== null;
}

type Placed = Placement & Pick<SceneGeometry, "backdropToCanvas">;

function asInPhoto(crop: Box, settings: Settings): Placed {
  const placement = place(crop, settings.resize, settings);
  return { ...placement, backdropToCanvas: placement.toCanvas };
}

const AS_IT_IS = { width: null, height: null, exact: false };

/** The subject where the engine places it; the background covers the canvas. */
function onCanvas(
  crop: Box,
  { settings }: Pick<Look, "settings">,
  rules: Canvas,
  { outline, bounds, cut }: Subject,
): Placed {
  const { rotation, mirror } = settings;
  const resize = settings.canvas.on ? AS_IT_IS : settings.resize;
  const usual = place(crop, resize, settings).canvas;
  // Scaled once, from the photo's own pixels, unless they have to be turned or distorted first.
  const isDirect = rotation.degrees === 0 && !mirror && !isDistorting(resize);
  const turned = place(crop, isDirect ? AS_IT_IS : resize, settings);
  const canvas = { width: rules.width ?? usual.width, height: rules.height ?? usual.height };
  const backdropToCanvas = multiply(covering(turned.canvas, canvas), turned.toCanvas);
  const from = bounds && turnedBounds(bounds, outline, turned, rotation.degrees);
  const at =
    from &&
    placeSubject(
      {
        bounds: from,
        frame: turned.canvas,
        cut: turnCutSides(mirror ? mirrorCutSides(cut) : cut, rotation),
        zoom: usual.width / turned.canvas.width,
        reach: 0,
      },
      canvas,
      rules,
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

/** Where all of a subject lies on the canvas, also beyond its edges; `null` where there is none. */
export function subjectOnCanvas({ outline }: Subject, toCanvas: Affine): Bounds | null {
  const points = outline.map((point) => apply(toCanvas, point));
  if (points.length === 0) return null;
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}
