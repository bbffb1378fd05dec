import { describe, expect, it } from "vitest";
import { box, cutOut, disc, gray, type Paint, plain, type Shape, white } from "./testing/picture.ts";

describe("holes before a flat backdrop", () => {
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
});
