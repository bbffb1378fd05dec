import { readdir, readFile } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EchoServer, startEchoServer } from "../testing/echo-server.ts";
import { createWorkplace, halves, middles, type Workplace } from "../testing/workplace.ts";

let workplace: Workplace;
let server: EchoServer;
let photo: string;
beforeAll(async () => {
  workplace = await createWorkplace();
  server = await startEchoServer();
  photo = await workplace.put("photo.png", await halves());
});
afterAll(() => Promise.all([workplace.remove(), server.close()]));

const WHITE = [255, 255, 255, 255];
const NOTHING = [0, 0, 0, 0];

describe("alphacut i", () => {
  it("cuts a file out into a file of the format that its name says", async () => {
    const output = workplace.path("cutout.webp");
    const { code, stderr } = await workplace.run(["i", photo, output]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect((await sharp(output).metadata()).format).toBe("webp");
    const [, right] = await middles(await readFile(output));
    expect(right[3]).toBe(0);
  });

  it("streams from standard input to standard output", async () => {
    const { code, stdout } = await workplace.run(["i", "-", "-"], { stdin: await halves() });
    expect(code).toBe(0);
    expect((await sharp(stdout).metadata()).format).toBe("png");
    expect(await middles(stdout)).toEqual([WHITE, NOTHING]);
  });

  it("reads standard input and writes standard output when nothing is named", async () => {
    const { code, stdout, stderr } = await workplace.run(["i"], { stdin: await halves() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(await middles(stdout)).toEqual([WHITE, NOTHING]);
  });

  it("makes the folder of the result", async () => {
    const output = workplace.path("made", "on the way", "out.png");
    expect((await workplace.run(["i", photo, output])).code).toBe(0);
    expect((await sharp(output).metadata()).format).toBe("png");
  });

  it("places the subject on a canvas, with an outline, by masks, at a density", async () => {
    const removeMask = await workplace.put("remove.png", await halves());
    const output = workplace.path("placed.png");
    const placed = await workplace.run([
      "i",
      photo,
      output,
      "--canvas",
      "200x100",
      "--padding",
      "10",
      "--dpi",
      "300",
    ]);
    expect(placed.code).toBe(0);
    expect(await sharp(output).metadata()).toMatchObject({ width: 200, height: 100, density: 300 });
    const { stdout } = await workplace.run(["i", photo, "--remove-mask", removeMask]);
    expect(await middles(stdout)).toEqual([NOTHING, NOTHING]);
    const cropped = await workplace.run(["i", photo, "--crop", "--outline", "red", "--outline-width", "4"]);
    expect((await sharp(cropped.stdout).metadata()).height).toBe(40);
  });

  it("goes on without the rembg tool's flags that are not needed, and says so on standard error", async () => {
    const { code, stdout, stderr } = await workplace.run(["i", "-a", "-ae", "15", photo]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^-a, -ae: .*\n$/) });
    expect(await middles(stdout)).toEqual([WHITE, NOTHING]);
  });

  it("does what the options ask, in the words of the rembg tool too", async () => {
    const args = ["i", "-bgc", "0", "0", "255", "255", "--width", "32", "--format", "bmp", photo];
    const { stdout } = await workplace.run(args);
    expect(stdout.subarray(0, 2).toString()).toBe("BM");
    expect(stdout.readInt32LE(18)).toBe(32);
    const mask = await workplace.run(["i", "-om", photo]);
    expect((await middles(mask.stdout)).map(([gray]) => gray)).toEqual([255, 0]);
  });

  it("leaves a file alone that is there already, unless it may overwrite", async () => {
    const output = await workplace.put("kept.png", "precious");
    const refused = await workplace.run(["i", photo, output]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`${output} is there already`) });
    expect(await readFile(output, "utf8")).toBe("precious");
    expect((await workplace.run(["i", "--overwrite", photo, output])).code).toBe(0);
    expect(await middles(await readFile(output))).toEqual([WHITE, NOTHING]);
  });

  it("says when there is nothing to cut out", async () => {
    const black = await sharp({ create: { width: 64, height: 32, channels: 3, background: "black" } })
      .png()
      .toBuffer();
    const { code, stderr, stdout } = await workplace.run(["i"], { stdin: black });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "-: nothing to cut out was found in it\n" });
    expect(await middles(stdout)).toEqual([NOTHING, NOTHING]);
  });

  it("prints one line for scripts", async () => {
    const output = workplace.path("json.png");
    const { stdout } = await workplace.run(["i", "--json", photo, output]);
    const size = { width: 64, height: 32 };
    const line = {
      input: photo,
      output,
      status: "done",
      ...size,
      foundSubject: true,
      backdrop: expect.stringMatching(/^(flat|scene)$/),
      ms: expect.any(Number),
    };
    expect(JSON.parse(stdout.toString())).toEqual(line);
  });

  it("tells size, backdrop and time when asked, on standard error", async () => {
    const { stderr } = await workplace.run(["i", "--verbose", photo, workplace.path("told.png")]);
    expect(stderr).toMatch(/: done in \d+ ms, 64 × 32 px, (flat|scene) backdrop\n$/);
  });

  it.each([
    ["that is no image", "text.png", "File ends here"],
    ["that is not there", undefined, "missing.png"],
  ])("names an input %s, writes nothing, and ends with 1", async (_, name, content) => {
    const input = name ? await workplace.put(name, content) : workplace.path(content);
    const output = workplace.path("nothing.png");
    const { code, stderr, stdout } = await workplace.run(["i", "--json", input, output]);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${input}: .+\n$`));
    expect(JSON.parse(stdout.toString())).toMatchObject({
      input,
      status: "failed",
      error: expect.any(String),
    });
    expect(await readdir(workplace.path())).not.toContain("nothing.png");
  });

  it.each([
    ["a picture without a name", "", "out.png", 2, /^alphacut: The name of the picture is empty\n$/],
    ["a result without a name", "photo.png", "", 2, /^alphacut: The name of the result is empty\n$/],
    [
      "a folder as a picture",
      "models",
      "out.png",
      2,
      /^alphacut: '.*models' is a folder; alphacut p takes folders\n$/,
    ],
    [
      "a folder as a result",
      "photo.png",
      "models",
      2,
      /^alphacut: '.*' is a folder; .*models\/cutout\.png\n$/,
    ],
    ["a folder to come", "photo.png", "new/", 2, /^alphacut: '.*' is a folder; .*new\/cutout\.png\n$/],
    [
      "a result below a file",
      "photo.png",
      "photo.png/out.png",
      1,
      /^\S+photo\.png: cannot write \S+photo\.png\/out\.png: a part of its path is a file\n$/,
    ],
    [
      "a name that is too long",
      "photo.png",
      `${"x".repeat(300)}.png`,
      1,
      /^\S+photo\.png: cannot write \S+x\.png: the name is too long\n$/,
    ],
  ])("says in one line what is wrong with %s", async (_, input, output, code, line) => {
    const named = (name: string) => (name === "" ? "" : workplace.path(name));
    const made = output.endsWith("/") ? `${named(output)}/` : named(output);
    expect(await workplace.run(["i", "--remote", server.url, named(input), made])).toMatchObject({
      code,
      stderr: expect.stringMatching(line),
    });
  });

  it("names the picture of a background that is not there", async () => {
    const { code, stderr } = await workplace.run(["i", "--background-image", "none.jpg", photo, "out.png"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "alphacut: none.jpg: there is no such file or folder\n",
    });
  });

  it("runs a model file of the user's own", async () => {
    const fields = JSON.stringify({
      side: 128,
      multipleOf: 32,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      stretch: false,
    });
    const model = workplace.path("models", "brightness.onnx");
    const { stdout } = await workplace.run(["i", "--model-file", model, "--model-fields", fields, photo]);
    expect(await middles(stdout)).toEqual([WHITE, NOTHING]);
  });

  it("says how to get a model that is not here", async () => {
    const { code, stderr } = await workplace.run(["i", "-m", "u2netp", photo]);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("alphacut models pull u2netp"),
    });
  });

  it("ends at once and cleanly when it is interrupted while it waits for its input", async () => {
    const controller = new AbortController();
    const running = workplace.run(["i", "-"], { interruption: controller.signal });
    controller.abort();
    expect(await running).toMatchObject({ code: 130, stderr: "" });
  });
});
