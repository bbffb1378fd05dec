import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type { CustomModelEntry } from "@alphacut/engine";
import { type FileServer, fixedModel, startFileServer } from "@alphacut/engine/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWorkplace, halves, middles, type Workplace } from "../testing/workplace.ts";

const SIDE = 64;
const weights = fixedModel(SIDE);

let workplace: Workplace;
let server: FileServer;
beforeEach(async () => {
  workplace = await createWorkplace();
  server = await startFileServer();
  server.files.set("/m.onnx", { bytes: weights, etag: '"1"' });
  const entry: CustomModelEntry = {
    name: "open",
    url: `${server.url}/m.onnx`,
    sha256: createHash("sha256").update(weights).digest("hex"),
    side: SIDE,
    mean: [0.5, 0.5, 0.5],
    std: [0.2, 0.2, 0.2],
    license: "MIT",
  };
  const closed = { ...entry, name: "closed", license: "CC BY-NC 4.0", nonCommercial: true };
  const bad = { ...entry, name: "bad", sha256: "0".repeat(64) };
  await writeFile(workplace.path("models", "models.json"), JSON.stringify([entry, closed, bad]));
});
afterEach(() => Promise.all([workplace.remove(), server.close()]));

const models = (...args: string[]) => workplace.run(["models", ...args]);
const states = async () => {
  const { stdout } = await models("list", "--json");
  const lines = stdout.toString().trim().split("\n");
  return new Map(lines.map((line) => JSON.parse(line)).map(({ name, state }) => [name, state]));
};

describe("alphacut models", () => {
  it("pulls a model, shows its license, and runs it", async () => {
    const { code, stdout, stderr } = await models("pull", "open");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "open: license MIT\n" });
    expect(await readFile(stdout.toString().trim())).toEqual(Buffer.from(weights));
    const photo = await workplace.put("photo.png", await halves());
    const mask = await workplace.run(["i", "-m", "open", "-om", photo]);
    expect((await middles(mask.stdout)).map(([gray]) => gray)).toEqual([255, 0]);
  });

  it("pulls a model whose license forbids commercial use only for those who accept that", async () => {
    const { code, stderr } = await models("pull", "closed");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("--accept-license") });
    expect(server.requests).toEqual([]);
    expect((await models("pull", "closed", "--accept-license")).code).toBe(0);
    expect((await states()).get("closed")).toBe("ready");
  });

  it("takes that word as it was spelled at first, too", async () => {
    expect((await models("pull", "closed", "--accept-licence")).code).toBe(0);
  });

  it("goes on after a model that cannot be pulled, and ends with 1", async () => {
    const { code, stderr } = await models("pull", "bad", "nonsense", "open");
    expect(code).toBe(1);
    expect(stderr).toMatch(/bad: .* is not the file that the catalog names/);
    expect(stderr).toMatch(/nonsense: There is no model 'nonsense'/);
    expect((await states()).get("open")).toBe("ready");
  });

  it("shows how far a download is on a terminal", async () => {
    const { stderr } = await workplace.run(["models", "pull", "open"], { terminals: ["stderr"] });
    expect(stderr).toMatch(/open .* 100% \| .* MB \| .* left/);
  });

  it("lists what is here, and what is to be prepared or pulled", async () => {
    await models("pull", "open");
    const found = await states();
    expect(found.get("open")).toBe("ready");
    expect(found.get("isnet")).toBe("to prepare");
    expect(found.get("birefnet-general")).toBe("to pull");
    expect((await models("list")).stdout.toString()).toMatch(/^isnet +to prepare +176 MB/);
  });

  it("finds damaged models among those that are here, and says what to do", async () => {
    const { stdout } = await models("pull", "open");
    const path = stdout.toString().trim();
    expect(await models("verify")).toMatchObject({ code: 0, stdout: Buffer.from("open: intact\n") });
    await writeFile(path, "damaged");
    const { code, stderr } = await models("verify");
    expect({ code, stderr }).toEqual({ code: 1, stderr: `open: remove ${path} and get it again\n` });
    expect((await models("verify", "closed")).code).toBe(1);
  });

  it("says everything that is wrong with models.json", async () => {
    await writeFile(workplace.path("models", "models.json"), '[{ "name": "x" }]');
    expect(await models("list")).toMatchObject({ code: 1, stderr: expect.stringContaining("models.json") });
  });
});
