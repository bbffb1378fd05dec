import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, probe } from "../image/probe.ts";
import type { Mask } from "../image/raster.ts";
import { MODELS } from "../models/catalog.ts";
import type { ModelInput } from "../segment/segmenter.ts";
import { childProcesses } from "../testing/child-processes.ts";
import type { LaneJob } from "./pixel-lane.ts";
import { PixelPool } from "./pixel-pool.ts";

let bytes: Buffer;
let pool: PixelPool;

beforeEach(async () => {
  const black = sharp({ create: { width: 64, height: 32, channels: 3, background: "black" } });
  bytes ??= await black.png().toBuffer();
  pool = new PixelPool("normal");
});
afterEach(() => pool.close());

const everywhere = async ({ width, height }: ModelInput): Promise<Mask> => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(255),
});

function job(options: Partial<LaneJob> = {}): LaneJob {
  return {
    bytes,
    info: probe(bytes),
    recipe: { format: "png" },
    model: MODELS[0]!,
    limits: DEFAULT_LIMITS,
    segment: everywhere,
    patienceMs: 60_000,
    ...options,
  };
}

/** A job whose first look of the model runs `during`, with the process that works on it. */
function interrupted(during: (pid: number) => void, options: Partial<LaneJob> = {}): LaneJob {
  let looks = 0;
  return job({
    segment: (input) => {
      if (looks++ === 0) during(childProcesses("pixel-process")[0]!);
      return everywhere(input);
    },
    ...options,
  });
}

const madeBy = async (asked: LaneJob) => (await pool.make(asked).cutout).width;

describe("pixel pool", () => {
  it("uses a process again for the next picture", async () => {
    expect(await madeBy(job())).toBe(64);
    const processes = childProcesses("pixel-process");
    expect(await madeBy(job())).toBe(64);
    expect(childProcesses("pixel-process")).toEqual(processes);
  });

  it("makes the picture once more when the process that works on it dies", async () => {
    expect(await madeBy(interrupted((pid) => process.kill(pid, "SIGKILL")))).toBe(64);
  });

  it("blames the picture when processes die of it, and memory when the system ends them", async () => {
    const dyingOf = (signal: NodeJS.Signals) =>
      pool.make(
        job({
          segment: async () => {
            for (const pid of childProcesses("pixel-process")) process.kill(pid, signal);
            return new Promise(() => {});
          },
        }),
      ).cutout;
    await expect(dyingOf("SIGABRT")).rejects.toMatchObject({ code: "InvalidImage" });
    await expect(dyingOf("SIGKILL")).rejects.toMatchObject({ code: "EngineBusy" });
    expect(await madeBy(job())).toBe(64);
  });

  it("serves the next picture though a process died while it was idle", async () => {
    await madeBy(job());
    for (const pid of childProcesses("pixel-process")) process.kill(pid, "SIGKILL");
    expect(await madeBy(job())).toBe(64);
  });

  it("ends a process that gets stuck, and serves the next picture with another", async () => {
    const stuck = interrupted((pid) => process.kill(pid, "SIGSTOP"), { patienceMs: 5000 });
    const { cutout, freed } = pool.make(stuck);
    await expect(cutout).rejects.toMatchObject({ code: "InvalidImage" });
    await freed;
    expect(await madeBy(job())).toBe(64);
  });

  it("ends a stuck process whose caller leaves, though nobody waits for its deadline", async () => {
    const controller = new AbortController();
    let stuck = 0;
    const { cutout, freed } = pool.make(
      interrupted(
        (pid) => {
          process.kill(pid, "SIGSTOP");
          stuck = pid;
          controller.abort();
        },
        { signal: controller.signal },
      ),
    );
    await expect(cutout).rejects.toMatchObject({ code: "Aborted" });
    await freed;
    expect(childProcesses("pixel-process")).not.toContain(stuck);
  });

  it("leaves no process behind when it is closed", async () => {
    const { cutout } = pool.make(job());
    await pool.close();
    await cutout;
    expect(childProcesses("pixel-process")).toEqual([]);
  });
});
