import { describe, expect, it } from "vitest";
import { box, cutOut, disc, gray, type Paint, type Rgb, type Shape, white } from "./testing/picture.ts";

describe("mirror images before a flat backdrop", () => {
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
});
