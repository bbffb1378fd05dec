import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decode } from "../../image/decode.ts";
import { probe } from "../../image/probe.ts";
import type { Raster } from "../../image/raster.ts";
import { modelInput } from "../../segment/model-input.ts";
import { findFlatMatte } from "./backdrop.ts";
import { cutOutFlat } from "./cut-out.ts";
import {
  box,
  cutOut,
  disc,
  draw,
  gray,
  type Paint,
  type Picture,
  plain,
  type Rgb,
  type Shape,
  SIDE,
  white,
} from "./testing/picture.ts";

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
