import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decode } from "../../image/decode.ts";
import { probe } from "../../image/probe.ts";
import type { Raster } from "../../image/raster.ts";
import { modelInput } from "../../segment/model-input.ts";
import type { LowResolutionMatte } from "../find-matte.ts";
import type { Hints } from "../hint-masks.ts";
import { findFlatMatte } from "./backdrop.ts";
import { cutOutFlat } from "./cut-out.ts";

const SIDE = 384;

type Rgb = readonly [number, number, number];
type Paint = (x: number, y: number) => Rgb;
/** 0…1 at a point. */
type Shape = (x: number, y: number) => number;

interface Picture {
  backdrop: Paint;
  subject?: Paint;
  alpha?: Shape;
  /** How dark a shadow makes the backdrop. */
  shadow?: Shape;
  /** What the model takes for the subject; all of it when absent. */
  model?: Shape;
  noise?: number;
}

const disc =
  (centerX: number, centerY: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - centerX, y - centerY) < radius ? 1 : 0;
const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom ? 1 : 0;
const plain =
  (...rgb: Rgb): Paint =>
  () =>
    rgb;
const gray: Paint = (x, y) => [212 - 0.02 * y, 213 - 0.02 * y, 217 - 0.02 * y + 0.01 * x];
const white = plain(255, 255, 255);
const red = plain(200, 40, 30);

/** A photo, and what a model says that blurs a little. */
function draw({
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

function cutOut(picture: Picture, { hints, ...options }: { keepShadow?: boolean; hints?: Hints } = {}) {
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

describe("cut out of a flat backdrop", () => {
  it("follows an outline to a fraction of a pixel, and leaves none of the backdrop in its colors", () => {
    const cutout = cutOut({ backdrop: gray, alpha: disc(190.3, 188.6, 90) })!;
    expect(cutout.error).toBeLessThan(0.001);
    let tinted = 0;
    for (let i = 0; i < SIDE * SIDE; i++) {
      const [r, g, b, a] = cutout.photo.data.subarray(4 * i, 4 * i + 4);
      if (a === 0) expect([r, g, b]).toEqual([0, 0, 0]);
      else if (Math.hypot(r! - 200, g! - 40, b! - 30) * a! > 20 * 255) tinted++;
    }
    // Of more than 700 pixels on the outline.
    expect(tinted).toBeLessThan(15);
  });

  it("keeps what the model overlooks: a pale part, a second thing, fine print", () => {
    const belly = disc(190, 190, 50);
    const body = disc(190, 190, 90);
    const print: Shape = (x, y) => (y > 320 && y < 340 && x > 60 && x < 300 && x % 12 < 2 ? 1 : 0);
    const second = box(30, 30, 70, 80);
    const cutout = cutOut({
      backdrop: gray,
      subject: (x, y) => (belly(x, y) ? [236, 237, 240] : [30, 30, 40]),
      alpha: (x, y) => Math.max(body(x, y), print(x, y), second(x, y)),
      model: (x, y) => body(x, y) - belly(x, y),
    })!;
    expect(cutout.error).toBeLessThan(0.004);
    expect(cutout.alphaAt(190, 190)).toBe(255);
    expect(cutout.alphaAt(50, 50)).toBe(255);
    expect(cutout.alphaAt(61, 330)).toBeGreaterThan(200);
    expect(cutout.alphaAt(66, 330)).toBe(0);
  });

  it("keeps near-white on white", () => {
    const cutout = cutOut({
      backdrop: plain(246, 246, 246),
      subject: plain(254, 254, 254),
      alpha: disc(190, 190, 90),
      model: disc(190, 190, 20),
    })!;
    expect(cutout.error).toBeLessThan(0.004);
  });

  it("keeps a cover whole, whatever is pictured on it: at its edge, the backdrop's own color", () => {
    const green = plain(28, 167, 68);
    const cutout = cutOut({
      backdrop: green,
      subject: (x, y) => {
        if (disc(110, 200, 22)(x, y)) return green(x, y);
        return disc(190, 200, 40)(x, y) ? [90, 60, 50] : [120 + 0.3 * x, 90, 255 - 0.4 * y];
      },
      alpha: box(110, 80, 270, 310),
      model: disc(190, 200, 40),
    })!;
    expect(cutout.error).toBeLessThan(0.002);
    expect(cutout.alphaAt(116, 200)).toBeGreaterThan(250);
  });

  it("keeps a small square in a JPEG, which rings around it", async () => {
    const black = { width: 320, height: 240, channels: 3 as const, background: "black" };
    const input = await sharp({ create: { ...black, width: 40, height: 40, background: "white" } })
      .png()
      .toBuffer();
    const bytes = await sharp({ create: black }).composite([{ input }]).jpeg().toBuffer();
    const { raster, hasAlpha } = await decode(bytes, probe(bytes));
    const size = { width: 1024, height: 1024 };
    const region = { left: 0, top: 0, width: 320, height: 240 };
    const guide = await modelInput(raster, region, size, { hasAlpha, filter: "linear" });
    const mask = { ...size, data: guide.data.filter((_, i) => i % 3 === 0) };
    cutOutFlat(raster, findFlatMatte(raster, { mask, guide, region })!);
    let area = 0;
    for (let i = 3; i < raster.data.length; i += 4) if (raster.data[i]! > 127) area++;
    expect(Math.abs(area - 1600)).toBeLessThan(60);
  });

  it("adds nothing to what reaches a rectangle's corners only", () => {
    const spikes: Shape = (x, y) =>
      Math.abs(Math.abs(x - 190) - Math.abs(y - 190)) < 6 ? box(110, 110, 270, 270)(x, y) : 0;
    const cutout = cutOut({
      backdrop: gray,
      alpha: (x, y) => Math.max(box(125, 125, 255, 255)(x, y), spikes(x, y)),
      model: disc(190, 190, 40),
    })!;
    expect(cutout.error).toBeLessThan(0.002);
    expect(cutout.alphaAt(190, 115)).toBe(0);
  });

  it("opens a ring and leaves an outlined white shape filled that the model sees whole", () => {
    const ring: Shape = (x, y) => disc(190, 190, 90)(x, y) - disc(190, 190, 60)(x, y);
    const opened = cutOut({ backdrop: white, alpha: ring, noise: 0 })!;
    expect(opened.error).toBeLessThan(0.002);
    expect(opened.alphaAt(190, 190)).toBe(0);
    const whole = disc(190, 190, 90);
    const inked: Paint = (x, y) => (ring(x, y) ? [20, 20, 20] : [255, 255, 255]);
    const filled = cutOut({ backdrop: white, subject: inked, alpha: whole, noise: 0 })!;
    expect(filled.error).toBeLessThan(0.002);
    expect(filled.alphaAt(190, 190)).toBe(255);
  });

  it("opens what the model takes for a filled shape where the backdrop goes on to the level", () => {
    const ring: Shape = (x, y) => disc(190, 190, 90)(x, y) - disc(190, 190, 80)(x, y);
    const cutout = cutOut({ backdrop: gray, alpha: ring, model: disc(190, 190, 90) })!;
    expect(cutout.alphaAt(190, 190)).toBe(0);
    expect(cutout.error).toBeLessThan(0.002);
  });

  it("opens a gray chair's back, in which its shadow goes over softly into its gray", () => {
    const hole = box(130, 140, 250, 230);
    const cutout = cutOut({
      backdrop: plain(226, 226, 226),
      subject: plain(194, 194, 194),
      alpha: (x, y) => box(110, 60, 270, 320)(x, y) - hole(x, y),
      shadow: (x, y) => 0.14 * hole(x, y) * Math.exp((140 - y) / 12),
    })!;
    expect(cutout.alphaAt(190, 200)).toBe(0);
    expect(cutout.alphaAt(120, 200)).toBe(255);
    expect(cutout.error).toBeLessThan(0.006);
  });

  const soft: Shape = (x, y) => 0.4 * Math.exp(-((x - 190) ** 2 + (y - 280) ** 2) / 2400);

  it("leaves a soft shadow behind, or keeps it as black of its strength", () => {
    const picture = { backdrop: gray, alpha: box(140, 120, 240, 270), shadow: soft };
    const without = cutOut(picture)!;
    expect(without.error).toBeLessThan(0.002);
    expect(without.alphaAt(190, 290)).toBe(0);
    const kept = cutOut(picture, { keepShadow: true })!;
    expect(kept.alphaAt(190, 200)).toBe(255);
    for (const y of [275, 290, 310]) {
      expect(Math.abs(kept.alphaAt(190, y) / 255 - soft(190, y))).toBeLessThan(0.03);
      expect(kept.colorAt(190, y)).toEqual([0, 0, 0]);
    }
    expect(kept.alphaAt(20, 20)).toBe(0);
  });

  it("takes none of the bands for a subject that JPEG makes of a gradient without noise", () => {
    const banded: Paint = (_, y) => [200, 216, 232].map((v) => v - 3 * Math.round(y / 54)) as unknown as Rgb;
    const cutout = cutOut({ backdrop: banded, alpha: disc(190, 190, 60), noise: 0 })!;
    expect(cutout.alphaAt(190, 190)).toBe(255);
    expect(cutout.error).toBeLessThan(0.002);
  });

  it("leaves a shadow behind that is steep beside the thing", () => {
    const cutout = cutOut({
      backdrop: white,
      alpha: box(120, 120, 260, 260),
      shadow: (x, y) => 0.5 * Math.exp(-Math.max(0, 120 - x, x - 260, 120 - y, y - 260) / 24),
      noise: 0.5,
    })!;
    expect(cutout.alphaAt(190, 190)).toBe(255);
    expect(cutout.alphaAt(190, 264)).toBe(0);
    expect(cutout.error).toBeLessThan(0.003);
  });

  describe("a drawing of which the model sees the lines only", () => {
    const whole = box(110, 110, 270, 270);
    const outline: Shape = (x, y) => whole(x, y) - box(118, 118, 262, 262)(x, y);
    const beside: Shape = (x, y) => 0.3 * Math.exp(-((x - 280) ** 2 + (y - 200) ** 2) / 1600);
    /** Gaps of four pixels each way. */
    const net: Shape = (x, y) => (box(130, 190, 250, 250)(x, y) && (x % 10 >= 4 || y % 10 >= 4) ? 1 : 0);

    it.each<[string, Paint]>([
      ["light and even", plain(232, 232, 232)],
      ["dark and uneven", (x) => [232 - 0.25 * x, 232 - 0.25 * x, 232 - 0.25 * x]],
    ])("keeps its gray fill: %s", (_, fill) => {
      const cutout = cutOut({
        backdrop: white,
        subject: (x, y) => (outline(x, y) ? [20, 20, 20] : fill(x, y)),
        alpha: whole,
        shadow: beside,
        model: outline,
      })!;
      expect(cutout.alphaAt(190, 190)).toBe(255);
      expect(cutout.error).toBeLessThan(0.003);
    });

    it("opens gaps as small as the view's pixels where larger ones open, too, and none beside a fill that stays", () => {
      const grating: Shape = (x, y) => Math.max(outline(x, y), net(x, y));
      const open = cutOut({ backdrop: gray, alpha: grating })!;
      expect(open.alphaAt(192, 222)).toBeLessThan(60);
      expect(open.error).toBeLessThan(0.01);
      const drawn = cutOut({
        backdrop: gray,
        subject: (x, y) => (grating(x, y) ? [20, 20, 20] : net(x - 4, y) ? gray(x, y) : [196, 197, 201]),
        alpha: whole,
        model: grating,
      })!;
      expect(drawn.alphaAt(192, 222)).toBeGreaterThan(250);
      expect(drawn.error).toBeLessThan(0.01);
    });
  });

  it("takes a pale stripe that ends at the outline for the subject's, of which the model is sure", () => {
    const bottle = disc(190, 190, 90);
    const cutout = cutOut({
      backdrop: white,
      subject: (_, y) => (Math.abs(y - 190) < 6 ? [235, 200, 197] : [200, 40, 30]),
      alpha: bottle,
      model: disc(190, 190, 92),
    })!;
    expect(cutout.alphaAt(101, 190)).toBeGreaterThan(230);
    expect(cutout.alphaAt(103, 190)).toBe(255);
    expect(cutout.error).toBeLessThan(0.002);
  });

  it("leaves the outline smooth of a second thing that the model denies", () => {
    const second = disc(60.3, 60.7, 30);
    const cutout = cutOut({
      backdrop: white,
      alpha: (x, y) => Math.max(disc(230, 230, 90)(x, y), second(x, y)),
      model: disc(230, 230, 90),
    })!;
    let partial = 0;
    for (let y = 20; y < 100; y++)
      for (let x = 20; x < 100; x++)
        if (cutout.alphaAt(x, y) % 255 > 30 && cutout.alphaAt(x, y) < 225) partial++;
    expect(partial).toBeGreaterThan(100);
    expect(cutout.error).toBeLessThan(0.001);
  });

  it("leaves a shadow on black behind", () => {
    const cutout = cutOut({ backdrop: plain(14, 14, 15), alpha: box(140, 120, 240, 270), shadow: soft })!;
    expect(cutout.error).toBeLessThan(0.002);
    expect(cutout.alphaAt(190, 300)).toBe(0);
  });

  it("opens the gaps between twigs before a strong color, in shadow too and where the model hesitates", () => {
    const hedge = disc(190, 190, 80);
    const twigs: Shape = (x, y) => (hedge(x, y) && (x % 12 < 4 || y % 70 < 4) ? 1 : 0);
    const cutout = cutOut({
      backdrop: plain(34, 170, 72),
      subject: plain(110, 100, 95),
      alpha: twigs,
      shadow: (x, y) => 0.25 * hedge(x, y),
      model: (x, y) => Math.max(twigs(x, y), 0.2 * hedge(x, y)),
    })!;
    expect(cutout.error).toBeLessThan(0.01);
    expect(cutout.alphaAt(188, 160)).toBe(0);
  });

  it("lets the backdrop shine through hair, deep inside where the model hesitates", () => {
    const head = disc(190, 190, 90);
    const strand = (x: number) => x % 8 < 4;
    const cutout = cutOut({
      backdrop: plain(196, 204, 214),
      subject: plain(80, 60, 45),
      alpha: (x, y) => head(x, y) * (strand(x) ? 1 : 0.4),
      model: (x, y) => 0.75 * head(x, y),
    })!;
    for (const x of [170, 190, 210]) {
      expect(cutout.alphaAt(x - (x % 8) + 6, 140)).toBeLessThan(150);
      expect(cutout.alphaAt(x - (x % 8) + 2, 140)).toBeGreaterThan(230);
    }
  });

  it("keeps a pattern of two tones whole, of which the model is sure", () => {
    const cutout = cutOut({
      backdrop: plain(196, 204, 214),
      subject: (x) => (x % 8 < 4 ? [80, 60, 45] : [150, 146, 146]),
      alpha: disc(190, 190, 90),
    })!;
    expect(cutout.error).toBeLessThan(0.004);
  });

  it("leaves a shadow's darker part behind, sharp as it may be", () => {
    const core = box(130, 285, 250, 305);
    const cutout = cutOut({
      backdrop: gray,
      alpha: box(140, 120, 240, 270),
      shadow: (x, y) => soft(x, y) + 0.15 * core(x, y),
    })!;
    expect(cutout.alphaAt(190, 295)).toBe(0);
    expect(cutout.error).toBeLessThan(0.004);
  });

  it("keeps lines that differ by a few levels, where the model sees something", () => {
    const line = box(80, 190, 300, 193);
    const cutout = cutOut({
      backdrop: plain(12, 12, 12),
      subject: plain(16, 16, 16),
      alpha: line,
      model: box(70, 180, 310, 203),
      noise: 0.8,
    })!;
    for (let x = 90; x < 290; x += 10)
      expect([x, cutout.alphaAt(x, 191)]).toEqual([x, expect.closeTo(230, -2)]);
  });

  it("takes a thin line where it fades for translucent, not for pale", () => {
    const faded = (x: number) => 1 - 0.7 * Math.max(0, Math.sin(x / 5));
    const line: Shape = (x, y) => box(80, 190, 300, 192)(x, y) * faded(x);
    const cutout = cutOut({ backdrop: white, subject: plain(20, 40, 60), alpha: line, noise: 0 })!;
    for (const x of [102, 133, 165, 196, 228])
      expect(Math.abs(cutout.alphaAt(x, 190) / 255 - faded(x + 0.5))).toBeLessThan(0.07);
    for (const x of [87, 118, 149, 180]) expect(cutout.alphaAt(x, 190)).toBeGreaterThan(240);
  });

  const cone: Shape = (x, y) => (y > 100 && y < 220 && Math.abs(x - 190) < 20 + 0.3 * (y - 100) ? 1 : 0);
  const polished: Paint = (x, y) => {
    const faded = cone(x, 2 * 222 - y) * Math.max(0, 0.5 - (y - 222) / 200);
    return [255 - 55 * faded, 255 - 215 * faded, 255 - 225 * faded];
  };

  it.each<[string, Shape]>([
    ["", cone],
    [", which the model takes for a second thing", (x, y) => cone(x, y) + cone(x, 2 * 222 - y)],
    [", whose outline the model takes for a thing", (x, y) => cone(x, y) + box(160, 300, 220, 310)(x, y)],
  ])("leaves the mirror image in a polished floor behind%s", (_, model) => {
    expect(cutOut({ backdrop: polished, alpha: cone, model })!.error).toBeLessThan(0.004);
  });

  it("leaves a striped thing's mirror image behind wherever it stands, with its shadow and with dust below", () => {
    const ball = disc(190, 150, 70);
    const striped: Paint = (_, y) => (y % 12 < 6 ? [190, 60, 30] : [40, 70, 130]);
    for (const floor of [222, 222.5, 223, 223.5]) {
      const mirrored: Paint = (x, y) => {
        const above = 2 * floor - y - 1;
        const strength = ball(x + 0.5, above + 0.5) * Math.max(0, 0.4 - (y - floor) / 200);
        const shade = 1 - 0.2 * Math.exp(-(((x - 190) / 60) ** 2) - ((y - 222) / 12) ** 2);
        const dust = Math.hypot(x - 300, y - 370) < 4 ? 5 : 0;
        const image = striped(x, above);
        return gray(x, y).map(
          (v, c) => v * shade * (1 - strength) + image[c]! * strength - dust,
        ) as unknown as Rgb;
      };
      const cutout = cutOut({ backdrop: mirrored, subject: striped, alpha: ball })!;
      expect([floor, cutout.error < 0.004]).toEqual([floor, true]);
    }
  });

  it("keeps the paler half of what is symmetric", () => {
    const cutout = cutOut({
      backdrop: white,
      subject: (_, y) => (y < 190 ? [20, 60, 120] : [160, 180, 205]),
      alpha: disc(190, 190, 90),
    })!;
    expect(cutout.error).toBeLessThan(0.004);
  });

  it("clears dust that the model doesn't see", () => {
    const dust: Shape = (x, y) => (Math.hypot((x % 61) - 30, (y % 53) - 20) < 1.5 ? 0.12 : 0);
    const backdrop: Paint = (x, y) => gray(x, y).map((value) => value * (1 - dust(x, y))) as unknown as Rgb;
    expect(cutOut({ backdrop, alpha: disc(190, 190, 60) })!.error).toBeLessThan(0.001);
  });

  it("cuts out a subject that reaches over the frame", () => {
    expect(cutOut({ backdrop: gray, alpha: box(120, 200, 300, SIDE) })!.error).toBeLessThan(0.002);
  });

  it.each([
    { width: 1, height: SIDE },
    { width: SIDE, height: 1 },
  ])("cuts out a photo of $width × $height pixels, which the model sees stretched", ({ width, height }) => {
    const along = (x: number, y: number) => (width === 1 ? y : x);
    const { photo, frame } = draw({
      backdrop: gray,
      alpha: (x, y) => (along(x, y) >= 120 && along(x, y) < 260 ? 1 : 0),
    });
    const data = new Uint8Array(4 * SIDE);
    for (let k = 0; k < SIDE; k++) {
      const from = 4 * (width === 1 ? SIDE * k + 200 : SIDE * 200 + k);
      data.set(photo.data.subarray(from, from + 4), 4 * k);
    }
    const strip: Raster = { width, height, data };
    cutOutFlat(strip, findFlatMatte(strip, { ...frame, region: { left: 0, top: 0, width, height } })!);
    const alpha = data.filter((_, i) => i % 4 === 3);
    expect(alpha.findIndex((value) => value > 127)).toBe(120);
    expect(alpha.findLastIndex((value) => value > 127)).toBe(259);
    expect(alpha.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(140, 0);
  });

  it("clears a photo that shows nothing but a backdrop", () => {
    expect(cutOut({ backdrop: gray })!.photo.data.every((value) => value === 0)).toBe(true);
  });

  it("lets the backdrop through glass", () => {
    const wall: Shape = (x, y) => box(120, 60, 264, 330)(x, y) - box(130, 70, 254, 320)(x, y);
    const cutout = cutOut({
      backdrop: gray,
      subject: plain(120, 125, 130),
      alpha: wall,
      model: box(120, 60, 264, 330),
    })!;
    expect(cutout.alphaAt(190, 200)).toBe(0);
    expect(cutout.alphaAt(125, 200)).toBeGreaterThan(220);
  });
});

describe("hints before a flat backdrop", () => {
  const hint = (shape: Shape) => {
    const data = new Uint8Array(SIDE * SIDE);
    for (let i = 0; i < data.length; i++) data[i] = 255 * shape((i % SIDE) + 0.5, Math.floor(i / SIDE) + 0.5);
    return { width: SIDE, height: SIDE, data };
  };
  const ring: Shape = (x, y) => disc(150, 190, 90)(x, y) - disc(150, 190, 60)(x, y);
  const second = disc(320, 190, 30);
  const picture: Picture = {
    backdrop: gray,
    alpha: (x, y) => Math.max(ring(x, y), second(x, y)),
    model: ring,
  };

  it("fill what they keep, clear what they remove, and change nothing else", () => {
    const before = cutOut(picture)!;
    const after = cutOut(picture, {
      hints: { keep: hint(disc(150, 190, 66)), remove: hint(disc(320, 190, 40)) },
    })!;
    expect([before.alphaAt(150, 190), before.alphaAt(320, 190)]).toEqual([0, 255]);
    expect([after.alphaAt(150, 190), after.alphaAt(320, 190)]).toEqual([255, 0]);
    const near = (x: number, y: number) => disc(150, 190, 76)(x, y) || disc(320, 190, 50)(x, y);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++)
        if (!near(x, y) && before.alphaAt(x, y) !== after.alphaAt(x, y)) expect.fail(`${x} ${y}`);
    }
  });

  it("leave a drawing's other fills as they are", () => {
    const whole = box(110, 110, 270, 270);
    const large = box(118, 118, 262, 220);
    const small = box(140, 232, 160, 252);
    const outline: Shape = (x, y) => whole(x, y) - large(x, y) - small(x, y);
    const drawing: Picture = {
      backdrop: white,
      subject: (x, y) => (outline(x, y) ? [20, 20, 20] : [214, 214, 214]),
      alpha: whole,
      shadow: (x, y) => 0.3 * Math.exp(-((x - 280) ** 2 + (y - 200) ** 2) / 1600),
      model: outline,
    };
    expect(cutOut(drawing)!.alphaAt(150, 242)).toBe(255);
    const kept = cutOut(drawing, { hints: { keep: hint(large), remove: undefined } })!;
    expect(kept.alphaAt(190, 170)).toBe(255);
    expect(kept.alphaAt(150, 242)).toBe(255);
  });

  it("remove even what touches the frame, and the backdrop stays one", () => {
    const cutout = cutOut(
      { backdrop: gray, alpha: (x, y) => Math.max(ring(x, y), box(260, 0, 384, 90)(x, y)) },
      { hints: { keep: undefined, remove: hint(box(250, 0, 384, 100)) } },
    )!;
    expect(cutout.alphaAt(320, 40)).toBe(0);
    expect(cutout.alphaAt(150, 115)).toBe(255);
  });
});

describe("a scene", () => {
  const subject = disc(190, 190, 60);
  const scenes: [string, Paint][] = [
    ["a wall that meets a floor", (_, y) => (y > 230 ? [150, 130, 110] : [220, 218, 214])],
    [
      "a wall that meets a floor softly",
      (_, y) => {
        const floor = 1 / (1 + Math.exp((230 - y) / 12));
        return [220 - 60 * floor, 218 - 60 * floor, 214 - 60 * floor];
      },
    ],
    [
      "a texture",
      (x, y) => {
        const value = 130 + 40 * Math.sin(x / 3) * Math.cos(y / 4);
        return [value, value, value];
      },
    ],
    [
      "black bars above and below a landscape",
      (x, y) =>
        y < 60 || y > 320 ? [0, 0, 0] : [90 + 40 * Math.sin(x / 20), 140, 90 + 40 * Math.cos(y / 15)],
    ],
    [
      "a plain border around a room that the model takes for background",
      (x, y) => {
        const middle = Math.exp(-(((x - 190) / 110) ** 4) - ((y - 190) / 110) ** 4);
        return [200 - 60 * middle, 205 + 20 * middle, 210 - 120 * middle];
      },
    ],
  ];

  it.each(scenes)("is told from a flat backdrop: %s", (_, backdrop) => {
    const { photo, frame } = draw({ backdrop, alpha: subject });
    const before = photo.data.slice();
    expect(findFlatMatte(photo, frame)).toBeUndefined();
    expect(Buffer.compare(photo.data, before)).toBe(0);
  });

  it.each([
    { width: 3, height: 2 },
    { width: 600, height: 1 },
    { width: 1, height: 600 },
    { width: 600, height: 14 },
  ])("is every look too small to tell: $width × $height", (size) => {
    const pixels = size.width * size.height;
    const photo = { ...size, data: new Uint8Array(4 * pixels).fill(255) };
    const look = {
      mask: { ...size, data: new Uint8Array(pixels) },
      guide: { ...size, data: new Uint8Array(3 * pixels).fill(255) },
    };
    expect(findFlatMatte(photo, { ...look, region: { left: 0, top: 0, ...size } })).toBeUndefined();
  });
});
