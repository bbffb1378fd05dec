/** Entry of a pixel thread: one image at a time goes through the pipeline here, off the main thread. */
import { parentPort } from "node:worker_threads";
import sharp from "sharp";
import type { Mask } from "../image/raster.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { type FromWorker, fromWire, type ToWorker, toWire } from "./messages.ts";
import { runPipeline } from "./pipeline.ts";

// Every picture is another one: libvips would keep operations and files that nobody asks for again.
sharp.cache(false);

const port = parentPort!;
const calls = new Map<number, { resolve: (mask: Mask) => void; reject: (error: Error) => void }>();
let nextCall = 0;
let controller = new AbortController();

/** Asks the main thread for a mask. */
function segment(input: ModelInput): Promise<Mask> {
  const call = nextCall++;
  return new Promise((resolve, reject) => {
    calls.set(call, { resolve, reject });
    const data = new Uint8Array(input.data);
    send({ kind: "segment", call, input: { ...input, data } }, [data.buffer]);
  });
}

function send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

async function start({ kind: _, ...job }: Extract<ToWorker, { kind: "start" }>): Promise<void> {
  controller = new AbortController();
  try {
    const cutout = await runPipeline({ ...job, segment, signal: controller.signal });
    // libvips owns the buffers it makes, and those cannot be transferred.
    const data = new Uint8Array(cutout.data);
    const alpha = cutout.alpha && new Uint8Array(cutout.alpha);
    const transfer = alpha ? [data.buffer, alpha.buffer] : [data.buffer];
    send({ kind: "done", cutout: { ...cutout, data, ...(alpha && { alpha }) } }, transfer);
  } catch (error) {
    send({ kind: "failed", error: toWire(error) });
  }
}

port.on("message", (message: ToWorker) => {
  switch (message.kind) {
    case "start":
      void start(message);
      break;
    case "abort":
      controller.abort();
      break;
    case "segmented":
      calls.get(message.call)?.resolve(message.mask);
      calls.delete(message.call);
      break;
    case "segmentFailed":
      calls.get(message.call)?.reject(fromWire(message.error));
      calls.delete(message.call);
  }
});
