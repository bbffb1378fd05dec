import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { quantizableModel } from "@alphacut/engine/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWorkplace, halves, type Workplace } from "../testing/workplace.ts";

let workplace: Workplace;
beforeEach(async () => {
  workplace = await createWorkplace();
  for (let i = 0; i < 8; i++) await workplace.put(`photos/${i}.png`, await halves(64 + 8 * i, 64));
});
afterEach(() => workplace.remove());

const rangesFiles = async () =>
  (await readdir(workplace.path("models"))).filter((name) => name.endsWith(".ranges.json"));
const quantize = (name: string, folder = "photos") =>
  workplace.run(["models", "quantize", name, "--pictures", workplace.path(folder)]);

describe("alphacut models quantize", () => {
  it("measures a model on a folder of pictures, says how both forms did, and keeps what it measured", async () => {
    const model = await quantizableModel(workplace.path("models"));
    for (const name of await rangesFiles()) await rm(workplace.path("models", name));
    const list = workplace.path("models", "models.json");
    const entries = JSON.parse(await readFile(list, "utf8")) as object[];
    const own = { ...entries[0], name: model.name, file: "convolutions.onnx" };
    await writeFile(list, JSON.stringify([...entries, own]));

    const { code, stdout } = await quantize(model.name);
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(
      /^convolutions: (int8|float32), decided on this machine: the 8-bit masks overlap by (9\d\.\d|100\.0) % and take 1\/\d+\.\d of the time\n$/,
    );
    const [ranges] = await rangesFiles();
    expect(JSON.parse(await readFile(workplace.path("models", ranges!), "utf8"))).toMatchObject({
      model: "convolutions",
      ranges: { a: [0, expect.closeTo(1, 2)], b: [0, expect.closeTo(1, 2)] },
    });
    const { stdout: listed } = await workplace.run(["models", "list", "--json"]);
    const line = listed
      .toString()
      .split("\n")
      .find((text) => text.includes('"convolutions"'));
    expect(JSON.parse(line!)).toMatchObject({ state: "ready", decision: { reason: "trial" } });
  });

  it("says which operators have no 8-bit form", async () => {
    const { code, stderr } = await quantize("brightness");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "brightness cannot be quantized: it has operators without an 8-bit form: ReduceMean\n",
    });
  });

  it("asks for more pictures than a few", async () => {
    await workplace.put("few/1.png", await halves());
    expect(await quantize("brightness", "few")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("has 1 pictures; at least 8 are needed"),
    });
  });
});
