import { readdir, readFile } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EchoServer, startEchoServer } from "../testing/echo-server.ts";
import type { CommandOptions } from "../testing/run-command.ts";
import { createWorkplace, halvesRgb, type Workplace } from "../testing/workplace.ts";

const WIDTH = 50;
const HEIGHT = 30;
const PIXELS = WIDTH * HEIGHT;

let workplace: Workplace;
beforeAll(async () => {
  workplace = await createWorkplace();
});
afterAll(() => workplace.remove());

/** Frames that can be told apart by the blue of their bright half. */
const frame = (blue: number) =>
  halvesRgb(WIDTH, HEIGHT).map((value, i) => (i % 3 === 2 ? Math.min(value, blue) : value));
const blues = [255, 240, 225, 210, 195, 180];
const video = Buffer.concat(blues.map(frame));
const size = [String(WIDTH), String(HEIGHT)];

describe("alphacut b", () => {
  it("turns RGB24 frames into RGBA frames in the same order", async () => {
    const { code, stdout, stderr } = await workplace.run(["b", ...size], { stdin: video });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.length).toBe(blues.length * PIXELS * 4);
    const left = (HEIGHT / 2) * WIDTH + 10;
    for (const [i, blue] of blues.entries()) {
      const at = (i * PIXELS + left) * 4;
      // Half a step: the colors of the subject may be cleaned of the background by a little.
      expect(Math.abs(stdout[at + 2]! - blue)).toBeLessThan(7);
      expect(stdout[at + 3]).toBeGreaterThan(220);
      expect([...stdout.subarray(at + 25 * 4, at + 26 * 4)]).toEqual([0, 0, 0, 0]);
    }
  });

  it("answers one gray byte a pixel for masks", async () => {
    const { stdout } = await workplace.run(["b", ...size, "--only-mask"], { stdin: frame(255) });
    expect(stdout.length).toBe(PIXELS);
    expect([stdout[15 * WIDTH + 10], stdout[15 * WIDTH + 40]]).toEqual([255, 0]);
  });

  it("hands on every whole frame before it says that the input ends within one", async () => {
    const { code, stdout, stderr } = await workplace.run(["b", ...size], { stdin: video.subarray(0, -1) });
    expect(code).toBe(1);
    expect(stdout.length).toBe((blues.length - 1) * PIXELS * 4);
    expect(stderr).toContain("ends within frame 6");
  });

  it("refuses a file name without a place for the number", async () => {
    expect(await workplace.run(["b", ...size, "-o", "frame.png"])).toMatchObject({ code: 2 });
  });
});

describe("alphacut b with pictures as a result", () => {
  let server: EchoServer;
  beforeAll(async () => {
    server = await startEchoServer();
  });
  afterAll(() => server.close());

  /** With a server that answers every frame with itself. */
  const run = (args: string[], options: CommandOptions) =>
    workplace.run(["b", ...size, "--remote", server.url, ...args], options);

  it("writes numbered files in the order of the frames, and a line for each", async () => {
    const { code, stdout } = await run(["-o", workplace.path("frame-%03d.png"), "--json"], { stdin: video });
    expect(code).toBe(0);
    const names = (await readdir(workplace.path())).filter((name) => name.startsWith("frame-")).sort();
    expect(names).toEqual(blues.map((_, i) => `frame-00${i + 1}.png`));
    const files = await Promise.all(names.map((name) => readFile(workplace.path(name))));
    expect(files.map((file) => file[54])).toEqual(blues);
    expect(
      stdout
        .toString()
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).input),
    ).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ["out-%03u.png", "out-001.png"],
    ["out-%u.png", "out-1.png"],
    ["new/folder/%d.png", "new/folder/1.png"],
  ])("understands %s and makes the folder", async (pattern, name) => {
    const output = workplace.path(pattern);
    const args = ["b", ...size, "--remote", server.url, "-o", output];
    expect(await workplace.run(args, { stdin: frame(255) })).toMatchObject({ code: 0, stderr: "" });
    expect((await readFile(workplace.path(name))).length).toBeGreaterThan(0);
  });

  it("hands on one picture after the other with --format", async () => {
    const { stdout } = await run(["--format", "png"], { stdin: video });
    const fileSize = 54 + HEIGHT * 152;
    expect(stdout.length).toBe(blues.length * fileSize);
    expect(blues.map((_, i) => stdout[i * fileSize + 54])).toEqual(blues);
  });

  it("does not wait for more frames before it hands on one that is ready", async () => {
    const stdin = new PassThrough();
    stdin.write(frame(255));
    const controller = new AbortController();
    const running = run(["-o", workplace.path("live-%d.png")], { stdin, interruption: controller.signal });
    await expect.poll(() => readdir(workplace.path())).toContain("live-1.png");
    controller.abort();
    expect((await running).code).toBe(130);
  });

  it("stops at a frame that fails and names it", async () => {
    const gone = await startEchoServer();
    await gone.close();
    const args = ["b", ...size, "--format", "png", "--remote", gone.url];
    expect(await workplace.run(args, { stdin: video })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^frame 1: .*ECONNREFUSED/),
    });
  });
});
