/** The open tool that people use in Node: the same network in its author's own package, called as its README says. */
import { serveRival } from "./rival.ts";

serveRival(async () => {
  const { removeBackground } = await import("@imgly/background-removal-node");
  return async ({ jpeg, format }: { jpeg: Uint8Array; format: "png" | "webp" }) => {
    const start = performance.now();
    const blob = await removeBackground(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" }), {
      output: { format: `image/${format}` },
    });
    await blob.arrayBuffer();
    return performance.now() - start;
  };
});
