import { describe, expect, it } from "vitest";
import type { Mask } from "../image/raster.ts";
import { idleStatus } from "../testing/idle-segmenter.ts";
import { FilmSegmenter } from "./film-segmenter.ts";
import type { ModelInput, Segmenter } from "./segmenter.ts";

const [WIDTH, HEIGHT] = [64, 32];

/** A frame of one gray with a white square, and noise of ±2 levels that depends on `seed`. */
function frame({ gray = 100, square = 0, seed = 0 } = {}): ModelInput {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const noise = ((x * 7 + y * 13 + seed * 5) % 5) - 2;
      const inSquare = x >= square && x < square + 8 && y >= 8 && y < 16;
      data.fill((inSquare ? 240 : gray) + noise, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
    }
  }
  return { width: WIDTH, height: HEIGHT, data, fingerprint: "" };
}

/** Answers each look with a mask of the next level. */
function runner(...levels: number[]): Segmenter & { looks: ModelInput[] } {
  const looks: ModelInput[] = [];
  return {
    looks,
    async segment(input): Promise<Mask> {
      const level = levels[looks.length]!;
      looks.push(input);
      if (level < 0) throw new Error("lost");
      return { width: input.width, height: input.height, data: new Uint8Array(WIDTH * HEIGHT).fill(level) };
    },
    ready: async () => {},
    status: () => idleStatus,
    close: async () => {},
  };
}

const options = { model: "any" };

describe("a film", () => {
  it("asks the model once while nothing but noise changes, and again as soon as something moves", async () => {
    const model = runner(10, 20);
    const film = new FilmSegmenter(model, { smooth: false });
    const levels: number[] = [];
    for (const next of [frame(), frame({ seed: 1 }), frame({ seed: 2 }), frame({ square: 1 })]) {
      levels.push((await film.segment(next, options)).data[0]!);
    }
    expect(levels).toEqual([10, 10, 10, 20]);
  });

  it("sees a slow drift: frames are compared with the one that the model saw", async () => {
    const model = runner(10, 20);
    const film = new FilmSegmenter(model, { smooth: false });
    for (const gray of [100, 101, 102]) await film.segment(frame({ gray }), options);
    expect(model.looks).toHaveLength(2);
  });

  it("takes a mask that is still being made, for frames that come at the same time", async () => {
    const model = runner(10);
    const film = new FilmSegmenter(model, { smooth: false });
    const masks = await Promise.all([
      film.segment(frame(), options),
      film.segment(frame({ seed: 1 }), options),
    ]);
    expect(masks[0]).toBe(masks[1]);
  });

  it("keeps, when smoothed, most of the mask where the picture has not changed, and nothing of it where it has", async () => {
    const film = new FilmSegmenter(runner(100, 200), { smooth: true });
    await film.segment(frame(), options);
    const { data } = await film.segment(frame({ square: 8 }), options);
    expect(data[0]).toBe(140);
    expect(data[10 * WIDTH + 12]).toBe(200);
  });

  it("forgets a look that failed", async () => {
    const film = new FilmSegmenter(runner(-1, 30), { smooth: true });
    await expect(film.segment(frame(), options)).rejects.toThrow("lost");
    expect((await film.segment(frame(), options)).data[0]).toBe(30);
  });
});
