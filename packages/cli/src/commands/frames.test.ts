import { readdir, readFile } from "node:fs/promises";
import { PassThrough } from "node:stream";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkplace, halvesRgb, middles, type Workplace } from "../testing/workplace.ts";

const WIDTH = 50;
const HEIGHT = 30;
const PIXELS = WIDTH * HEIGHT;

let workplace: Workplace;
beforeAll(async () => {
  workplace = await createWorkplace();
});
afterAll(() => workplace.remove());

/** Frames that can be told apart by how bright their bright half is. */
const frame = (brightness: number) => halvesRgb(WIDTH, HEIGHT).map((value) => (value ? brightness : 0));
const brightnesses = [255, 252, 249, 246, 243, 240];
const video = Buffer.concat(brightnesses.map(frame));
const size = [String(WIDTH), String(HEIGHT)];

describe("alphacut b", () => {
  it("turns RGB24 frames into RGBA frames in the same order", async () => {
    const { code, stdout, stderr } = await workplace.run(["b", ...size], { stdin: video });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.length).toBe(brightnesses.length * PIXELS * 4);
    const left = (HEIGHT / 2) * WIDTH + 10;
    for (const [i, brightness] of brightnesses.entries()) {
      const at = (i * PIXELS + left) * 4;
      expect([...stdout.subarray(at, at + 4)]).toEqual([
        brightness,
        brightness,
        brightness,
        expect.any(Number),
      ]);
      expect(stdout[at + 3]).toBeGreaterThan(230);
      expect([...stdout.subarray(at + 25 * 4, at + 26 * 4)]).toEqual([0, 0, 0, 0]);
    }
  });

  it("answers one gray byte a pixel for masks", async () => {
    const { stdout } = await workplace.run(["b", ...size, "--only-mask"], { stdin: frame(255) });
    expect(stdout.length).toBe(PIXELS);
    expect([stdout[15 * WIDTH + 10], stdout[15 * WIDTH + 40]]).toEqual([255, 0]);
  });

  it("writes numbered files", async () => {
    const pattern = workplace.path("frame-%03d.png");
    const { code, stdout } = await workplace.run(["b", ...size, "-o", pattern, "--json"], { stdin: video });
    expect(code).toBe(0);
    const names = (await readdir(workplace.path())).filter((name) => name.startsWith("frame-")).sort();
    expect(names).toEqual(brightnesses.map((_, i) => `frame-00${i + 1}.png`));
    expect((await middles(await readFile(workplace.path("frame-002.png"))))[0].slice(0, 3)).toEqual([
      252, 252, 252,
    ]);
    expect(stdout.toString().trim().split("\n")).toHaveLength(brightnesses.length);
  });

  it("hands on one encoded picture after the other with --format", async () => {
    const { stdout } = await workplace.run(["b", ...size, "--format", "png"], {
      stdin: video.subarray(0, 2 * PIXELS * 3),
    });
    const second = stdout.indexOf(Buffer.from("\x89PNG", "latin1"), 1);
    expect((await sharp(stdout.subarray(0, second)).metadata()).width).toBe(WIDTH);
    expect((await sharp(stdout.subarray(second)).metadata()).width).toBe(WIDTH);
  });

  it("hands on every whole frame before it says that the input ends within one", async () => {
    const { code, stdout, stderr } = await workplace.run(["b", ...size], { stdin: video.subarray(0, -1) });
    expect(code).toBe(1);
    expect(stdout.length).toBe((brightnesses.length - 1) * PIXELS * 4);
    expect(stderr).toContain("ends within frame 6");
  });

  it("does not wait for more frames before it hands on one that is ready", async () => {
    const stdin = new PassThrough();
    stdin.write(frame(255));
    const controller = new AbortController();
    const pattern = workplace.path("live-%d.png");
    const running = workplace.run(["b", ...size, "-o", pattern], { stdin, interruption: controller.signal });
    await expect.poll(() => readdir(workplace.path()), { timeout: 20_000 }).toContain("live-1.png");
    controller.abort();
    expect((await running).code).toBe(130);
  });

  it("refuses a file name without a place for the number", async () => {
    expect(await workplace.run(["b", ...size, "-o", "frame.png"])).toMatchObject({ code: 2 });
  });
});
