import type { Readable } from "node:stream";

/**
 * Cuts a stream into frames of equal size.
 * @throws Error when it ends within a frame; the whole ones have been handed on by then
 */
export async function* readFrames(stream: Readable, bytesPerFrame: number): AsyncGenerator<Buffer> {
  let frame = Buffer.allocUnsafe(bytesPerFrame);
  let filled = 0;
  let count = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(frame, filled, at);
      at += copied;
      filled += copied;
      if (filled < bytesPerFrame) continue;
      count++;
      yield frame;
      frame = Buffer.allocUnsafe(bytesPerFrame);
      filled = 0;
    }
  }
  if (filled > 0) {
    throw new Error(`The input ends within frame ${count + 1}, after ${filled} of ${bytesPerFrame} bytes`);
  }
}
