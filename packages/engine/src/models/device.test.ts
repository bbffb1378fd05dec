import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listSupportedBackends } from "onnxruntime-node";
import { expect, it } from "vitest";
import { quantizableModel } from "../testing/quantizable-model.ts";
import { cannotUse, DEVICES, offeredDevices, resolveDevice, sessionOptions } from "./device.ts";
import { ModelStore } from "./store.ts";

it("offers on this machine what its ONNX Runtime offers", () => {
  const names = { cpu: "cpu", cuda: "cuda", directml: "dml", coreml: "coreml", webgpu: "webgpu" };
  const here = listSupportedBackends().map(({ name }) => name);
  expect(offeredDevices().map((device) => names[device])).toEqual(
    expect.arrayContaining(here.filter((name) => Object.values(names).includes(name))),
  );
  expect(offeredDevices("sunos-sparc")).toEqual(["cpu"]);
});

it("asks each device's provider, and nothing of DirectML that it does not know", () => {
  const providers = DEVICES.map((device) => sessionOptions(device, 3, true).executionProviders);
  expect(providers).toEqual([["cpu"], ["cuda"], ["dml"], ["coreml"], ["webgpu"]]);
  expect(sessionOptions("directml", 3, true)).toMatchObject({
    enableMemPattern: false,
    executionMode: "sequential",
  });
  expect(sessionOptions("cpu", 3, false)).toMatchObject({ intraOpNumThreads: 3, enableCpuMemArena: false });
});

it("takes the processor unless CUDA was installed, or a device is named", () => {
  expect(resolveDevice("auto", () => false)).toBe("cpu");
  expect(resolveDevice("auto", () => true)).toBe(offeredDevices().includes("cuda") ? "cuda" : "cpu");
  expect(resolveDevice("webgpu", () => true)).toBe("webgpu");
});

it("says what a device needs that cannot be opened, and leaves errors of models alone", () => {
  const error = new Error("no such provider");
  expect(cannotUse("cuda", error)).toMatchObject({
    message: expect.stringMatching(/'cuda'.*NVIDIA.*no such provider/),
  });
  expect(cannotUse("cpu", error)).toBe(error);
});

it("computes in single precision on everything but the processor, without a trial", async () => {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-device-"));
  const custom = [await quantizableModel(folder)];
  const installed = await new ModelStore(folder, { custom, device: "cuda" }).install("convolutions");
  expect(installed.decision).toEqual({ precision: "float32", reason: "only" });
  await rm(folder, { recursive: true });
});
