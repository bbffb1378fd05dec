import { access, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { quantizableModel } from "../testing/quantizable-model.ts";
import type { ModelSpec } from "./catalog.ts";
import { ModelStore } from "./store.ts";
import { verifyModel } from "./verify.ts";

let directory: string;
let spec: ModelSpec;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-models-"));
  spec = await quantizableModel(directory);
});
afterEach(() => rm(directory, { recursive: true }));

const open = (precision?: "int8" | "float32") =>
  new ModelStore(directory, { custom: [spec], ...(precision && { precision }) });
const namesWith = async (ending: string) =>
  (await readdir(directory)).filter((name) => name.endsWith(ending)).sort();

describe("model store", () => {
  it("lets two processes that start at once agree on one form, by a trial, and leaves no other file", async () => {
    const [one, two] = await Promise.all([open().install(spec.name), open().install(spec.name)]);
    expect(two).toEqual(one);
    const { precision, reason, trial } = one!.decision;
    expect(reason).toBe("trial");
    // Whether the time is worth it depends on the machine.
    expect(trial!.agreement).toBeGreaterThan(0.98);
    expect(precision).toBe(trial!.speedup >= 1.2 ? "int8" : "float32");
    expect(await namesWith("int8.onnx")).toEqual(precision === "int8" ? [basename(one!.path)] : []);
    expect(await namesWith(".tmp")).toEqual([]);
  });

  it("decides once for a machine", async () => {
    const first = await open().install(spec.name);
    const [decision] = (await readdir(directory)).filter((name) => /-p\d+\.\w+\.json$/.test(name));
    const { mtimeMs } = await stat(join(directory, decision!));
    expect(await open().install(spec.name)).toEqual(first);
    expect((await stat(join(directory, decision!))).mtimeMs).toBe(mtimeMs);
  });

  it("makes the form that the operator asks for, and makes it anew when its file is gone", async () => {
    const store = open("int8");
    const int8 = await store.install(spec.name);
    expect(int8.decision).toEqual({ precision: "int8", reason: "setting" });
    expect(await verifyModel(store, spec.name)).toBe("intact");
    await rm(int8.path);
    expect(await store.find(spec)).toBeUndefined();
    expect(await store.install(spec.name)).toEqual(int8);
    await access(int8.path);

    const float32 = await open("float32").install(spec.name);
    expect(float32).toMatchObject({
      path: join(directory, "convolutions.onnx"),
      decision: { precision: "float32" },
    });
  });

  it("leaves a model without ranges as it is", async () => {
    const [ranges] = await namesWith(".ranges.json");
    await rm(join(directory, ranges!));
    expect((await open("int8").install(spec.name)).decision).toEqual({
      precision: "float32",
      reason: "only",
    });
  });

  it("prepares the embedded model, and removes what a process that died or an older version left, but not what another still writes", async () => {
    const [old, fresh, older] = ["old.tmp", "fresh.tmp", "isnet-b6e8497ba978a6f5-p1.onnx"].map((name) =>
      join(directory, name),
    );
    await Promise.all([old!, fresh!, older!].map((path) => writeFile(path, "")));
    await utimes(old!, 0, 0);
    const { path } = await open("float32").install("isnet");
    expect(await namesWith(".tmp")).toEqual(["fresh.tmp"]);
    expect(await namesWith(".onnx")).toEqual(["convolutions.onnx", basename(path)]);
  });

  it("says how to get a model that is not here yet", async () => {
    await expect(open().install("u2netp")).rejects.toMatchObject({
      code: "ModelUnavailable",
      message: expect.stringContaining("alphacut models pull u2netp"),
    });
  });

  it("names the models it knows when it is asked for another", async () => {
    expect(() => open().spec("u3net")).toThrow(/no model 'u3net'.*birefnet-general/);
    await expect(open().install("u3net")).rejects.toMatchObject({ code: "ModelUnavailable" });
  });
});
