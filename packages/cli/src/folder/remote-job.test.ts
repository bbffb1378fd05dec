import { mkdir, readdir, readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startJobsServer } from "../testing/jobs-server.ts";
import { createWorkplace, halves, type Workplace } from "../testing/workplace.ts";

let workplace: Workplace;
let server: Awaited<ReturnType<typeof startJobsServer>>;
let picture: Buffer;
beforeEach(async () => {
  workplace = await createWorkplace();
  server = await startJobsServer();
  picture = await halves();
  await mkdir(workplace.path("photos"));
});
afterEach(() => Promise.all([workplace.remove(), server.close()]));

const put = (...names: string[]) =>
  Promise.all(names.map((name) => workplace.put(`photos/${name}`, picture)));
const run = (...further: string[]) =>
  workplace.run([
    "p",
    "--remote",
    server.url,
    "--key",
    "key",
    ...further,
    workplace.path("photos"),
    workplace.path("out"),
  ]);
const results = async () => (await readdir(workplace.path("out"))).sort();

describe("alphacut p --remote, on a server with jobs", () => {
  it("makes a folder as one job, also when the connection is cut on the way, and says what failed", async () => {
    await put("a.png", "b.png", "bad.png", "c.png", "d.png");
    server.cutNext = true;
    const { code, stderr } = await run();
    expect(stderr).toMatch(/4 done, 0 skipped, 1 failed/);
    expect(stderr).toMatch(/bad\.png: There is no subject/);
    expect(code).toBe(1);
    expect(await results()).toEqual(["a.png", "b.png", "c.png", "d.png"]);
    expect(server.items).toHaveLength(5);
    expect(await readFile(workplace.path("out/a.png"))).toEqual(picture);
  });

  it("goes on with the job that an earlier command began, and makes no second one", async () => {
    await put("a.png", "b.png", "c.png", "d.png", "e.png");
    server.failNext = true;
    const broken = await run();
    expect([broken.code, server.jobsMade()]).toEqual([1, 1]);
    const { code, stderr } = await run();
    expect(stderr).toMatch(/1 done, 4 skipped, 0 failed/);
    expect([code, server.jobsMade(), server.items.length]).toEqual([0, 1, 5]);
    expect(await results()).toEqual(["a.png", "b.png", "c.png", "d.png", "e.png"]);
  });
});
