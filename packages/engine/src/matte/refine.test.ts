import { describe, expect, it } from "vitest";
import type { Raster } from "../image/raster.ts";
import type { LowResolutionMatte } from "./find-matte.ts";
import { refineMatte } from "./refine.ts";
import { plainMatte } from "./testing/plain.ts";
import { alphaError, blurredMatte, mix, type Scene } from "./testing/synthetic.ts";

const teal = () => [20, 130, 140] as const;
const sand = () => [210, 190, 160] as const;
const copy = ({ width, height, data }: Raster): Raster => ({ width, height, data: data.slice() });

function refined({ photo }: Scene, matte: LowResolutionMatte): Raster {
  const cutout = copy(photo);
  refineMatte(cutout, matte);
  return cutout;
}

function plain({ photo }: Scene, matte: LowResolutionMatte): Raster {
  const cutout = copy(photo);
  plainMatte(cutout, matte);
  return cutout;
}

function flat(
  width: number,
  height: number,
  rgba: readonly number[],
  value: number,
): [Raster, LowResolutionMatte] {
  const photo = { width, height, data: new Uint8Array(4 * width * height).map((_, i) => rgba[i % 4]!) };
  const side = { width: 8, height: 8 };
  const mask = { ...side, data: new Uint8Array(64).fill(value) };
  const guide = { ...side, data: new Uint8Array(192).map((_, i) => rgba[i % 3]!) };
  return [photo, { mask, guide, region: { left: 0, top: 0, width, height } }];
}

const slanted = (x: number, y: number) => (x + 0.2 * y < 70 ? 1 : 0);
const strands = (x: number, y: number) => (y > 90 || (x + 0.3 * y) % 8 < 2 ? 1 : 0);

describe("refined matte", () => {
  it("leaves a hard edge where it is and makes it as sharp as the photo's", () => {
    const scene = mix(128, 128, { alphaAt: slanted, subject: teal, background: sand });
    const matte = blurredMatte(scene);
    const cutout = refined(scene, matte);
    let area = 0;
    for (let i = 0; i < scene.alpha.length; i++) area += cutout.data[4 * i + 3]! / 255 - scene.alpha[i]!;
    expect(Math.abs(area / 128)).toBeLessThan(0.05);
    expect(alphaError(cutout, scene.alpha)).toBeLessThan(0.35 * alphaError(plain(scene, matte), scene.alpha));
  });

  it("brings thin strands back that the mask has smeared", () => {
    const scene = mix(128, 128, { alphaAt: strands, subject: teal, background: sand });
    const matte = blurredMatte(scene, 6);
    const before = alphaError(plain(scene, matte), scene.alpha);
    expect(alphaError(refined(scene, matte), scene.alpha)).toBeLessThan(0.6 * before);
  });

  it("is no worse than the plain mask where subject and background have the same color", () => {
    const scene = mix(128, 128, { alphaAt: slanted, subject: sand, background: sand });
    const matte = blurredMatte(scene);
    expect(alphaError(refined(scene, matte), scene.alpha)).toBeLessThanOrEqual(
      alphaError(plain(scene, matte), scene.alpha),
    );
  });

  it("trusts the mask where a rim of the subject has the background's color", () => {
    const rim = (x: number, y: number) => (x + 0.2 * y > 66 ? sand() : teal());
    const scene = mix(128, 128, { alphaAt: slanted, subject: rim, background: sand });
    const matte = blurredMatte(scene);
    expect(alphaError(refined(scene, matte), scene.alpha)).toBeLessThan(
      1.05 * alphaError(plain(scene, matte), scene.alpha),
    );
  });

  it("makes no holes in the subject where the mask only doubts and the colors are the background's", () => {
    const inside = (x: number, y: number) => (x > 20 && x < 44 && y > 52 && y < 76 ? sand() : teal());
    const scene = mix(128, 128, { alphaAt: slanted, subject: inside, background: sand });
    const matte = blurredMatte(scene);
    const { mask } = matte;
    for (let y = 20; y < 44; y++) mask.data.fill(225, y * mask.width + 4, y * mask.width + 28);
    const { data } = refined(scene, matte);
    for (let y = 56; y < 72; y++) {
      for (let x = 24; x < 40; x++) expect(data[4 * (y * 128 + x) + 3]).toBeGreaterThan(225);
    }
  });

  it("gives half-transparent pixels the subject's color, so that no background shines through", () => {
    const scene = mix(128, 128, { alphaAt: slanted, subject: teal, background: sand });
    const { data } = refined(scene, blurredMatte(scene));
    let checked = 0;
    for (let i = 0; i < scene.alpha.length; i++) {
      if (scene.alpha[i]! < 0.3 || scene.alpha[i]! > 0.7) continue;
      checked++;
      for (const [c, value] of teal().entries()) expect(Math.abs(data[4 * i + c]! - value)).toBeLessThan(25);
    }
    expect(checked).toBeGreaterThan(50);
  });

  it("has no color under alpha 0", () => {
    const scene = mix(128, 128, { alphaAt: strands, subject: teal, background: sand });
    const { data } = refined(scene, blurredMatte(scene, 6));
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 0) expect([data[i], data[i + 1], data[i + 2]]).toEqual([0, 0, 0]);
    }
  });

  it("changes no pixel where the mask is sure of the subject", () => {
    const [photo, matte] = flat(20, 12, [90, 80, 70, 255], 255);
    const before = photo.data.slice();
    refineMatte(photo, matte);
    expect(photo.data).toEqual(before);
  });

  it("clears the photo where the mask is sure of the background, and outside the region", () => {
    const [photo, matte] = flat(20, 12, [90, 80, 70, 255], 0);
    refineMatte(photo, matte);
    expect(photo.data.every((value) => value === 0)).toBe(true);
    const [other, sure] = flat(20, 12, [90, 80, 70, 255], 255);
    refineMatte(other, { ...sure, region: { left: 5, top: 4, width: 10, height: 3 } });
    let opaque = 0;
    for (let i = 3; i < other.data.length; i += 4) if (other.data[i] === 255) opaque++;
    expect(opaque).toBe(30);
  });

  it("takes the mask as it is in a picture of one color that is undecided everywhere", () => {
    const [photo, matte] = flat(20, 12, [90, 80, 70, 255], 128);
    refineMatte(photo, matte);
    for (let i = 3; i < photo.data.length; i += 4) expect(Math.abs(photo.data[i]! - 128)).toBeLessThan(8);
  });

  it.each([0, 100, 255])("takes a photo of a single pixel (mask %d)", (value) => {
    const [photo, matte] = flat(1, 1, [90, 80, 70, 255], value);
    refineMatte(photo, matte);
    expect(Math.abs(photo.data[3]! - value)).toBeLessThan(8);
  });

  it("takes masks of a single pixel, of one row and of odd sides", () => {
    for (const [width, height] of [
      [1, 1],
      [9, 1],
      [1, 7],
      [5, 3],
    ] as const) {
      const photo = { width: 13, height: 11, data: new Uint8Array(4 * 13 * 11).fill(255) };
      const mask = { width, height, data: new Uint8Array(width * height).map((_, i) => (i * 97) % 256) };
      const guide = { width, height, data: new Uint8Array(3 * width * height).fill(255) };
      mask.data[0] = 200;
      refineMatte(photo, { mask, guide, region: { left: 0, top: 0, width: 13, height: 11 } });
      expect(photo.data.some((value) => value > 0)).toBe(true);
    }
  });

  it("keeps the photo's own alpha as a factor and the colors of pixels that have one", () => {
    const scene = mix(64, 64, { alphaAt: (x) => (x < 32 ? 1 : 0), subject: teal, background: sand });
    for (let i = 3; i < scene.photo.data.length; i += 4) scene.photo.data[i] = 128;
    const { data } = refined(scene, blurredMatte(scene));
    for (let i = 0; i < data.length; i += 4) {
      expect(data[i + 3]).toBeLessThanOrEqual(128);
      if (data[i + 3]) expect([...data.subarray(i, i + 3)]).toEqual([...scene.photo.data.subarray(i, i + 3)]);
    }
    expect(data[3]).toBe(128);
  });

  it("stays empty for a photo that is transparent everywhere", () => {
    const [photo, matte] = flat(20, 12, [0, 0, 0, 0], 128);
    refineMatte(photo, matte);
    expect(photo.data.every((value) => value === 0)).toBe(true);
  });

  it("works in the photo's own memory and takes little beside it", () => {
    const [photo, matte] = flat(1500, 1000, [90, 80, 70, 255], 128);
    const { data } = photo;
    const before = process.memoryUsage().arrayBuffers;
    refineMatte(photo, matte);
    expect(photo.data).toBe(data);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(data.length / 20);
  });
});
