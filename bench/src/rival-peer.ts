/** The open tool that people use in Node: the same network in its author's own package, called as its README says. */
import { serveRival } from "./rival.ts";

export interface PeerRun {
  jpeg: Uint8Array;
  format: "png" | "webp";
  /** The milliseconds it took, unless the picture is asked for. */
  answer?: "picture";
}

serveRival(async () => {
  const { removeBackground } = await import("@imgly/background-removal-node");
  return async ({ jpeg, format, answer }: PeerRun) => {
    const start = performance.now();
    const blob = await removeBackground(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" }), {
      output: { format: `image/${format}` },
    });
    const picture = new Uint8Array(await blob.arrayBuffer());
    return answer ? picture : performance.now() - start;
  };
});
