/** The floor: nothing but `session.run` of the prepared model. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { serveRival } from "./rival.ts";

export interface ModelRun {
  width: number;
  height: number;
  /** Absent: any pixels, and the answer is the milliseconds of the run. Present: the answer is the mask, 0…1. */
  rgb?: Uint8Array;
}

serveRival(async ({ path, threads }: { path: string; threads: number }) => {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: threads,
    enableMemPattern: false,
  });
  return async ({ width, height, rgb }: ModelRun) => {
    const plane = width * height;
    const value = (i: number, channel: number) => (rgb ? rgb[3 * i + channel]! : (i * 7919 + channel) % 255);
    const data = Float32Array.from(
      { length: 3 * plane },
      (_, i) => (value(i % plane, Math.floor(i / plane)) - 128) / 256,
    );
    const input = new Tensor("float32", data, [1, 3, height, width]);
    const start = performance.now();
    const outputs = await session.run({ [session.inputNames[0]!]: input });
    const milliseconds = performance.now() - start;
    return rgb ? new Float32Array(outputs[session.outputNames[0]!]!.data as Float32Array) : milliseconds;
  };
});
