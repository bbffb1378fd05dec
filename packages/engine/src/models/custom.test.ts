import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CustomModelEntry, parseCustomModel, readCustomModels } from "./custom.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-custom-"));
});
afterAll(() => rm(directory, { recursive: true }));

const entry = {
  name: "mine",
  file: "mine.onnx",
  side: 320,
  mean: [0.5, 0.4, 0.2],
  std: [1, 0.2, 0.1],
} satisfies CustomModelEntry;

const read = (list: unknown) => {
  writeFileSync(join(directory, "models.json"), typeof list === "string" ? list : JSON.stringify(list));
  return readCustomModels(directory);
};

describe("models of the operator", () => {
  it("are none without a list", async () => {
    expect(readCustomModels(join(directory, "nowhere"))).toEqual([]);
  });

  it("need no more than a file, a side, mean and deviation", async () => {
    expect(read([entry])).toEqual([
      {
        name: "mine",
        purpose: "custom",
        license: { name: "unknown", nonCommercial: false },
        source: { kind: "file", path: join(directory, "mine.onnx") },
        input: { kind: "fixed", side: 320 },
        mean: [127.5, 102, 51],
        deviation: [255, 51, 25.5],
        resizeFilter: "lanczos3",
        output: { activation: "none", stretch: true },
        approximateMegabytes: 0,
      },
    ]);
  });

  it.each(["license", "licence"])("name their terms as '%s'", (field) => {
    expect(read([{ ...entry, [field]: "MIT" }])).toMatchObject([{ license: { name: "MIT" } }]);
  });

  it("may be downloaded, take several sizes, and name their output", async () => {
    const { file, ...rest } = entry;
    const [model] = read([
      { ...rest, url: "https://example.com/m.onnx", md5: "0".repeat(32), multipleOf: 32, output: "alpha" },
    ]);
    expect(model).toMatchObject({
      source: { kind: "https", url: "https://example.com/m.onnx", checksum: { algorithm: "md5" } },
      input: { kind: "multiple", of: 32, side: 320 },
      output: { name: "alpha" },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /JSON/],
    ["no list", {}, /array/],
    ["neither file nor address", [{ ...entry, file: undefined }], /either 'file' or 'url'/],
    [
      "an address without a checksum",
      [{ ...entry, file: undefined, url: "https://a.b/c" }],
      /needs a 'sha256' or 'md5'/,
    ],
    ["a name that is a path", [{ ...entry, name: "../up" }], /at \[0\]\.name/],
    ["a deviation of zero", [{ ...entry, std: [0, 1, 1] }], /at \[0\]\.std\[0\]/],
    ["a misspelled field", [{ ...entry, sides: 320 }], /"sides"/],
  ])("are refused with what is wrong: %s", async (_, list, message) => {
    expect(() => read(list)).toThrow(
      expect.objectContaining({ code: "ModelUnavailable", message: expect.stringMatching(message) }),
    );
  });

  it("names every mistake at once", async () => {
    const bad = [
      { ...entry, side: "wide" },
      { ...entry, mean: [1, 2] },
    ];
    expect(() => read(bad)).toThrow(/\[0\]\.side(.|\n)*\[1\]\.mean/);
  });

  it("may be a single file with its fields", () => {
    const { name, file, ...fields } = entry;
    const model = parseCustomModel(JSON.stringify(fields), join(directory, "other.onnx"));
    expect(model).toMatchObject({
      name: "custom",
      source: { kind: "file", path: join(directory, "other.onnx") },
    });
    expect(() => parseCustomModel("{}", "m.onnx")).toThrow(/side/);
  });
});
