/**
 * Entry of a pixel process: one image at a time goes through the pipeline here. A process and no thread, because a thread
 * cannot be ended while a library is at work in it; and what a decoder does wrong, it does to this process only.
 */
import sharp from "sharp";
import { throwIfAborted } from "../errors.ts";
import type { Mask } from "../image/raster.ts";
import { liveWithParent, tellParent } from "../parent.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { type FromProcess, fromWire, type ToProcess, toWire } from "./messages.ts";
import { runPipeline } from "./pipeline.ts";

// Every picture is another one: libvips would keep operations and files that nobody asks for again.
sharp.cache(false);
if (process.argv[2] === "small") sharp.concurrency(1);

const calls = new Map<number, { resolve: (mask: Mask) => void; reject: (error: Error) => void }>();
let nextCall = 0;
let controller = new AbortController();

const send: (message: FromProcess) => void = tellParent;

/** Asks the main process for a mask. */
function segment(input: ModelInput): Promise<Mask> {
  const call = nextCall++;
  return new Promise((resolve, reject) => {
    calls.set(call, { resolve, reject });
    send({ kind: "segment", call, input });
  });
}

async function start({ kind: _, ...job }: Extract<ToProcess, { kind: "start" }>): Promise<void> {
  const own = new AbortController();
  controller = own;
  const answer = await runPipeline({
    ...job,
    segment: async (input) => {
      // A look that goes on after its picture has failed asks for nothing more.
      throwIfAborted(own.signal);
      return segment(input);
    },
    signal: own.signal,
  }).then(
    (cutout): FromProcess => ({ kind: "done", cutout }),
    (error: unknown): FromProcess => ({ kind: "failed", error: toWire(error) }),
  );
  own.abort();
  send(answer);
}

process.on("message", (message: ToProcess) => {
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
liveWithParent();
