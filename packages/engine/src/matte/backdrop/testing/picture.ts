import type { Raster } from "../../../image/raster.ts";
import type { LowResolutionMatte } from "../../find-matte.ts";
import type { Hints } from "../../hint-masks.ts";
import { findFlatMatte } from "../backdrop.ts";
import { cutOutFlat } from "../cut-out.ts";

export const SIDE = 384;

export type Rgb = readonly [number, number, number];
export type Paint = (x: number, y: number) => Rgb;
/** 0…1 at a point. */
export type Shape = (x: number, y: number) => number;

export interface Picture {
  backdrop: Paint;
  subject?: Paint;
  alpha?: Shape;
  /** How dark a shadow makes the backdrop. */
  shadow?: Shape;
  /** What the model takes for the subject; all of it when absent. */
  model?: Shape;
  noise?: number;
}

export const disc =
  (centerX: number, centerY: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - centerX, y - centerY) < radius ? 1 : 0;
export const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom ? 1 : 0;
export const plain =
  (...rgb: Rgb): Paint =>
  () =>
    rgb;
export const gray: Paint = (x, y) => [212 - 0.02 * y, 213 - 0.02 * y, 217 - 0.02 * y + 0.01 * x];
export const white = plain(255, 255, 255);
const red = plain(200, 40, 30);

/** A photo, and what a model says that blurs a little. */
export function draw({
  backdrop,
  subject = red,
  alpha = () => 0,
  shadow = () => 0,
  model = alpha,
  noise = 1,
}: Picture) {
  const data = new Uint8Array(4 * SIDE * SIDE);
  const truth = new Float32Array(SIDE * SIDE);
  const prior = new Float32Array(SIDE * SIDE);
  let seed = 1;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed / 2 ** 31 - 0.5;
  };
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) {
      for (let k = 0; k < 16; k++) {
        const [u, v] = [x + ((k & 3) + 0.5) / 4, y + ((k >> 2) + 0.5) / 4];
        truth[i]! += alpha(u, v) / 16;
        prior[i]! += model(u, v) / 16;
      }
      const behind = backdrop(x, y);
      const front = subject(x, y);
      const light = 1 - shadow(x, y);
      const grain = noise * (random() + random());
      for (let c = 0; c < 3; c++)
        data[4 * i + c] = Math.min(
          255,
          Math.max(0, Math.round(front[c]! * truth[i]! + behind[c]! * light * (1 - truth[i]!) + grain)),
        );
      data[4 * i + 3] = 255;
    }
  }
  const photo: Raster = { width: SIDE, height: SIDE, data };
  const size = { width: SIDE, height: SIDE };
  const guide = { ...size, data: new Uint8Array(3 * SIDE * SIDE) };
  for (let i = 0; i < SIDE * SIDE; i++) guide.data.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
  const mask = { ...size, data: Uint8Array.from(prior, (value) => Math.round(255 * value)) };
  const frame: LowResolutionMatte = { mask, guide, region: { left: 0, top: 0, ...size } };
  return { photo, truth, frame };
}

export function cutOut(
  picture: Picture,
  { hints, ...options }: { keepShadow?: boolean; hints?: Hints } = {},
) {
  const { photo, truth, frame } = draw(picture);
  const matte = findFlatMatte(photo, frame, hints);
  if (!matte) return undefined;
  cutOutFlat(photo, matte, options);
  const alphaAt = (x: number, y: number) => photo.data[4 * (y * SIDE + x) + 3]!;
  const colorAt = (x: number, y: number) => [
    ...photo.data.subarray(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 3),
  ];
  let error = 0;
  for (let i = 0; i < truth.length; i++) error += Math.abs(photo.data[4 * i + 3]! / 255 - truth[i]!);
  return { photo, alphaAt, colorAt, error: error / truth.length };
}
