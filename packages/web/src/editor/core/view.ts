import { type Affine, multiply, type Point, type Size, scaling, translation } from "@alphacut/pixels";

/** How the result is looked at. Lengths in CSS pixels of the stage. */
export interface View {
  /** 1 fits the whole result into the stage. */
  zoom: number;
  /** How far the result's middle is from the stage's. */
  x: number;
  y: number;
}

export const FITTED: View = { zoom: 1, x: 0, y: 0 };

const MARGIN = 24;
/** Small pictures are not blown up more than this to fit. */
const LARGEST_FIT = 3;
const SMALLEST_ZOOM = 0.5;
/** CSS pixels for a pixel of the result. */
const LARGEST_SCALE = 16;
/** Small results can be seen as small as they are on the finest screens. */
const SMALLEST_SCALE = 0.25;
/** How much of the result always stays on the stage. */
const ALWAYS_VISIBLE = 48;

/** CSS pixels for a pixel of the result when it fits. */
function fitScale(frame: Size, stage: Size): number {
  const room = {
    width: Math.max(1, stage.width - 2 * MARGIN),
    height: Math.max(1, stage.height - 2 * MARGIN),
  };
  return Math.min(room.width / frame.width, room.height / frame.height, LARGEST_FIT);
}

/** From pixels of the result to CSS pixels of the stage. */
export function viewTransform({ zoom, x, y }: View, frame: Size, stage: Size): Affine {
  return [
    translation(stage.width / 2 + x, stage.height / 2 + y),
    scaling(fitScale(frame, stage) * zoom),
    translation(-frame.width / 2, -frame.height / 2),
  ].reduce(multiply);
}

/** Zooms so that what is under `point` of the stage stays there. */
export function zoomedAt(view: View, factor: number, point: Point, frame: Size, stage: Size): View {
  const largest = Math.max(1, LARGEST_SCALE / fitScale(frame, stage));
  const smallest = Math.min(SMALLEST_ZOOM, SMALLEST_SCALE / fitScale(frame, stage));
  const zoom = Math.min(largest, Math.max(smallest, view.zoom * factor));
  const applied = zoom / view.zoom;
  const fromMiddle = { x: point.x - stage.width / 2, y: point.y - stage.height / 2 };
  const moved = {
    zoom,
    x: fromMiddle.x - (fromMiddle.x - view.x) * applied,
    y: fromMiddle.y - (fromMiddle.y - view.y) * applied,
  };
  return kept(moved, frame, stage);
}

export function moved(view: View, by: Point, frame: Size, stage: Size): View {
  return kept({ ...view, x: view.x + by.x, y: view.y + by.y }, frame, stage);
}

/** Never lets the result leave the stage. */
function kept(view: View, frame: Size, stage: Size): View {
  const scale = fitScale(frame, stage) * view.zoom;
  const farthestX = Math.max(0, (frame.width * scale + stage.width) / 2 - ALWAYS_VISIBLE);
  const farthestY = Math.max(0, (frame.height * scale + stage.height) / 2 - ALWAYS_VISIBLE);
  return {
    zoom: view.zoom,
    x: Math.min(farthestX, Math.max(-farthestX, view.x)),
    y: Math.min(farthestY, Math.max(-farthestY, view.y)),
  };
}
