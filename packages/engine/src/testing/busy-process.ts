/** Blocks its thread, as a model does, until the file exists that it is told of, and answers only then. */
import { existsSync } from "node:fs";
import { liveWithParent, tellParent } from "../parent.ts";

const file = process.argv[2]!;
process.once("message", () => {
  process.send?.("busy", () => {
    const lock = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(file)) Atomics.wait(lock, 0, 0, 5);
    tellParent("done");
  });
});
liveWithParent();
