/** The floor: nothing but `session.run` of the prepared model. */
import { InferenceSession, Tensor } from "onnxruntime-node";
import { serveRival } from "./rival.ts";

serveRival(async ({ path, threads }: { path: string; threads: number }) => {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: threads,
    enableMemPattern: false,
  });
  return async ({ width, height }: { width: number; height: number }) => {
    const data = Float32Array.from({ length: 3 * width * height }, (_, i) => ((i * 7919) % 255) / 256 - 0.5);
    const input = new Tensor("float32", data, [1, 3, height, width]);
    const start = performance.now();
    await session.run({ [session.inputNames[0]!]: input });
    return performance.now() - start;
  };
});
