import { appendFile, mkdir, readdir, readFile, rename, utimes } from "node:fs/promises";
import { basename } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EchoServer, startEchoServer } from "../testing/echo-server.ts";
import type { CommandOptions } from "../testing/run-command.ts";
import { createWorkplace, halves, middles, type Workplace } from "../testing/workplace.ts";

let workplace: Workplace;
let photos: string;
let cutouts: string;
let picture: Buffer;
let server: EchoServer;
beforeEach(async () => {
  workplace = await createWorkplace();
  server = await startEchoServer();
  [photos, cutouts] = [workplace.path("photos"), workplace.path("cutouts")];
  picture = await halves();
  await mkdir(photos);
});
afterEach(() => Promise.all([workplace.remove(), server.close()]));

/** `alphacut p` with a server that answers every picture with itself. */
const run = (args: string[], options?: CommandOptions) =>
  workplace.run(["p", "--remote", server.url, ...args], options);

const put = (...names: string[]) =>
  Promise.all(names.map((name) => workplace.put(`photos/${name}`, picture)));
const results = async () =>
  (await readdir(cutouts, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(cutouts.length + 1))
    .sort();
const lines = (stdout: Buffer) =>
  stdout
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("alphacut p", () => {
  it("cuts out a tree of folders, keeps its structure, and leaves out what is hidden or no picture", async () => {
    await put("a.png", "deep/er/b.PNG", ".hidden.png", ".git/c.png");
    await workplace.put("photos/notes.txt", "no picture");
    const { code, stderr } = await workplace.run(["p", "--format", "webp", photos, cutouts]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^2 done, 0 skipped, 0 failed \(.* images\/s\)\n$/);
    expect(await results()).toEqual(["a.webp", "deep/er/b.webp"]);
    const [, right] = await middles(await readFile(`${cutouts}/deep/er/b.webp`));
    expect(right[3]).toBe(0);
  });

  it("goes on after a bad file, lists it at the end, and ends with 1", async () => {
    await put("a.png", "z.png");
    await workplace.put("photos/broken.png", "no picture at all");
    const { code, stderr } = await run([photos, cutouts]);
    expect(code).toBe(1);
    expect(await results()).toEqual(["a.png", "z.png"]);
    expect(stderr).toMatch(/^2 done, 0 skipped, 1 failed .*\nfailed: \S*broken\.png: .+\n$/);
  });

  it("skips what is done, and does it again with --overwrite", async () => {
    await put("a.png");
    await workplace.put("cutouts/a.png", "done before");
    expect((await run([photos, cutouts])).stderr).toContain("0 done, 1 skipped");
    expect(await readFile(`${cutouts}/a.png`, "utf8")).toBe("done before");
    expect((await run(["--overwrite", photos, cutouts])).stderr).toContain("1 done, 0 skipped");
    expect(await readFile(`${cutouts}/a.png`)).toEqual(picture);
  });

  it("loses no picture when two of them would get the same name, together or one after the other", async () => {
    await put("cat.png");
    await run([photos, cutouts]);
    const other = await halves(8, 4);
    await utimes(await workplace.put("photos/cat.jpg", other), 1, 1);
    await run([photos, cutouts]);
    expect(await results()).toEqual(["cat.jpg.png", "cat.png", "cat.png.png"]);
    expect(await readFile(`${cutouts}/cat.jpg.png`)).toEqual(other);
    expect((await run([photos, cutouts])).stderr).toContain("0 done, 2 skipped");
  });

  it("cuts a picture out again that is newer than its result", async () => {
    await put("a.png", "b.png");
    await workplace.put("cutouts/b.png", "made before");
    await utimes(await workplace.put("cutouts/a.png", "made of what was there before"), 1, 1);
    expect((await run([photos, cutouts])).stderr).toContain("1 done, 1 skipped");
    expect(await readFile(`${cutouts}/a.png`)).toEqual(picture);
  });

  it("makes a result again whose picture was replaced while it was in work", async () => {
    await put("a.png");
    const newer = await halves(8, 4);
    server.beforeAnswer = () => workplace.put("photos/a.png", newer);
    await run([photos, cutouts]);
    server.beforeAnswer = undefined;
    await run(["--delete-input", photos, cutouts]);
    expect(await readFile(`${cutouts}/a.png`)).toEqual(newer);
    expect(await readdir(photos)).toEqual([]);
  });

  it.each(["-d", "--delete_input", "--delete-input"])(
    "%s deletes each picture once its result is there, and none that failed or was skipped",
    async (flag) => {
      await put("done.png", "skipped.png");
      await workplace.put("photos/failed.png", "no picture");
      await workplace.put("cutouts/skipped.png", "done before");
      await run([flag, photos, cutouts]);
      expect((await readdir(photos)).sort()).toEqual(["failed.png", "skipped.png"]);
    },
  );

  it("deletes no picture in which nothing was found", async () => {
    await workplace.put("photos/black.png", await halves(64, 32, 0));
    const { stderr } = await workplace.run(["p", "-d", photos, cutouts]);
    expect(stderr).toContain("1 done");
    expect(await readdir(photos)).toEqual(["black.png"]);
  });

  it.each([
    [[], "there are no files"],
    [[".a.png"], "all files are hidden"],
    [["a.txt", "b.PSD"], "pictures end in .png, .webp, .jpg, "],
    [["a.txt", "b.PSD"], "; there are .psd, .txt"],
  ])("says of a folder with %j that there is nothing to cut out and why", async (names, why) => {
    await put(...names);
    const { code, stderr } = await run([photos, cutouts]);
    const [line, ...rest] = stderr.split("\n");
    expect({ code, line }).toEqual({
      code: 0,
      line: expect.stringContaining(`${photos}: nothing to cut out: `),
    });
    expect(line).toContain(why);
    expect(rest.join()).toMatch(/^0 done/);
  });

  it("tells each picture on a line of its own with --verbose", async () => {
    await put("a.png", "b.png");
    const { stderr } = await run(["--verbose", photos, cutouts], { terminals: ["stderr"] });
    for (const name of ["a", "b"])
      expect(stderr).toMatch(new RegExp(`^${photos}/${name}\\.png: done in \\d+ ms$`, "m"));
  });

  it("prints a line for each picture for scripts", async () => {
    await put("a.png");
    await workplace.put("photos/b.png", "broken");
    const { stdout } = await run(["--json", photos, cutouts]);
    const byName = lines(stdout).sort((one, other) => one.input.localeCompare(other.input));
    expect(byName).toEqual([
      {
        input: `${photos}/a.png`,
        output: `${cutouts}/a.png`,
        status: "done",
        width: 64,
        height: 32,
        ms: expect.any(Number),
      },
      { input: `${photos}/b.png`, output: `${cutouts}/b.png`, status: "failed", error: expect.any(String) },
    ]);
  });

  it("does not take its own results for pictures when their folder is among the pictures", async () => {
    await put("a.png");
    const inside = `${photos}/out`;
    await run([photos, inside]);
    expect((await run([photos, inside])).stderr).toContain("0 done, 1 skipped");
  });

  it("shows a bar with rate and time left on a terminal", async () => {
    await put("a.png", "b.png");
    const { stderr } = await run([photos, cutouts], { terminals: ["stderr"] });
    expect(stderr).toMatch(/2\/2 \| .* images\/s \| .* left \| 0 failed/);
  });

  it("ends cleanly when it is interrupted: no half file, nothing reported as failed", async () => {
    await put(...Array.from({ length: 8 }, (_, i) => `${i}.png`));
    const controller = new AbortController();
    const { code, stderr } = await run(["--json", photos, cutouts], {
      interruption: controller.signal,
      onStdout: () => controller.abort(),
    });
    expect(code).toBe(130);
    expect(stderr).toContain(" 0 failed");
    for (const name of await results()) {
      expect(basename(name)).toMatch(/^\d\.png$/);
      expect(await readFile(`${cutouts}/${name}`)).toEqual(picture);
    }
    const { stderr: rest } = await run([photos, cutouts]);
    expect((await results()).length).toBe(8);
    expect(rest).toContain("0 failed");
  });

  it("watches: takes pictures that appear later, also by a rename, until it is interrupted", async () => {
    await put("first.png");
    const controller = new AbortController();
    const running = run(["--watch", photos, cutouts], { interruption: controller.signal });
    await expect.poll(results, { timeout: 20_000 }).toEqual(["first.png"]);
    await put("new/second.png", "third.part");
    await rename(`${photos}/third.part`, `${photos}/third.png`);
    await expect.poll(results, { timeout: 20_000 }).toEqual(["first.png", "new/second.png", "third.png"]);
    controller.abort();
    expect(await running).toMatchObject({ code: 0, stderr: expect.stringContaining("3 done") });
  });

  it("watches: a picture that is still being written is no failure, and is cut out when it is whole", async () => {
    const start = picture.subarray(0, 2);
    await workplace.put("photos/slow.png", start);
    const controller = new AbortController();
    const running = run(["--watch", photos, cutouts], { interruption: controller.signal });
    await expect.poll(() => server.received.length, { timeout: 20_000 }).toBe(1);
    await appendFile(`${photos}/slow.png`, picture.subarray(start.length));
    await expect.poll(results, { timeout: 20_000 }).toEqual(["slow.png"]);
    controller.abort();
    expect(await running).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("1 done, 0 skipped, 0 failed"),
    });
    expect(await readFile(`${cutouts}/slow.png`)).toEqual(picture);
  });

  it("watches: cuts a picture out again that is replaced", async () => {
    await put("a.png");
    const controller = new AbortController();
    const running = run(["--watch", photos, cutouts], { interruption: controller.signal });
    await expect.poll(results, { timeout: 20_000 }).toEqual(["a.png"]);
    const newer = await halves(8, 4);
    await workplace.put("photos/a.png", newer);
    await expect.poll(() => readFile(`${cutouts}/a.png`), { timeout: 20_000 }).toEqual(newer);
    controller.abort();
    await running;
  });

  it.each([
    ["a folder that is not there", ["missing", "cutouts"], /no folder/],
    ["results among the pictures", ["photos", "photos"], /folder of their own/],
    ["a file as a folder", ["a file", "cutouts"], /is a file; alphacut i takes/],
    ["a file as the folder of results", ["photos", "a file"], /is a file; results need a folder/],
  ])("refuses %s with 2, in one line", async (_, folders, message) => {
    await workplace.put("a file", "");
    const { code, stderr } = await run([...folders.map((name) => workplace.path(name))]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
    expect(stderr).toMatch(/^alphacut: .*\n$/);
  });

  it("refuses a folder without a name", async () => {
    expect(await run([photos, ""])).toMatchObject({ code: 2, stderr: expect.stringContaining("is empty") });
    expect(await run(["", cutouts])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no folder ''"),
    });
  });

  it.each([[[]], [["--watch"]]])(
    "fails the command, not every picture, when the model is not there (%j)",
    async (options) => {
      await put("a.png", "b.png");
      const { code, stderr } = await workplace.run(["p", "-m", "u2netp", ...options, photos, cutouts]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^alphacut: .*models pull u2netp\n$/);
      expect(await results()).toEqual([]);
    },
  );

  it("names each of many bad files and warns of nothing else", async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on("warning", hear);
    const names = Array.from({ length: 14 }, (_, i) => `${i}.png`);
    for (const name of names) await workplace.put(`photos/${name}`, Buffer.from("no picture"));
    const { code, stderr } = await workplace.run(["p", photos, cutouts]);
    await new Promise(setImmediate);
    process.off("warning", hear);
    expect(code).toBe(1);
    for (const name of names) expect(stderr).toContain(`failed: ${photos}/${name}: `);
    expect(warnings).toEqual([]);
  });

  it("waits for no model when everything is done already", async () => {
    await put("a.png");
    await run([photos, cutouts]);
    const { code, stderr } = await workplace.run(["p", "-m", "u2netp", photos, cutouts]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("1 skipped") });
  });
});
