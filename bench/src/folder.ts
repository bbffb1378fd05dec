import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ModelStore } from "@alphacut/engine";
import type { LoadOptions } from "./load.ts";
import { residentMegabytes } from "./memory.ts";
import { picture } from "./pictures.ts";
import { median, printTable } from "./report.ts";
import { Rival } from "./rival.ts";
import { fullFrameInput } from "./speed.ts";

const COMMAND = fileURLToPath(new URL("../../packages/cli/bin/alphacut.js", import.meta.url));
const PHOTOS = 50;
const MEGAPIXELS = [1, 1.5, 2, 3, 4, 6, 8, 10, 12, 1.2];

interface FolderRun {
  /** Seconds from the start of the command to each finished picture, and to its end. */
  finished: number[];
  end: number;
  /** Resident megabytes of all its processes at each finished picture. */
  resident: number[];
}

/** `alphacut p` over a folder, started as a person would, against what the bare model could do in that time. */
export async function benchFolder({ modelsDir, threads }: LoadOptions): Promise<void> {
  const { path } = await new ModelStore(modelsDir).install("isnet");
  const folder = await mkdtemp(join(tmpdir(), "alphacut-bench-"));
  try {
    await fillFolder(join(folder, "in"));
    const size = fullFrameInput(await picture(1.5));
    const loading = performance.now();
    const bare = await Rival.start("rival-model", { path, threads });
    const load = (performance.now() - loading) / 1000;
    const runs = async () => {
      const milliseconds: number[] = [];
      for (let i = 0; i < 6; i++) milliseconds.push(await bare.run(size));
      return milliseconds.slice(1);
    };
    const before = await runs();
    const rows = [];
    for (const format of ["png", "webp"]) {
      const args = ["p", join(folder, "in"), join(folder, format), "--format", format];
      const { finished, end, resident } = await runCommand(args, modelsDir, threads);
      const model = median([...before, ...(await runs())]) / 1000;
      const fifth = PHOTOS / 5;
      const peak = (part: number) => Math.max(...resident.slice(part * fifth, (part + 1) * fifth));
      rows.push({
        format,
        "images/s": PHOTOS / end,
        "of bare rate": (PHOTOS * model) / end,
        "once started": ((PHOTOS - 1) * model) / (finished.at(-1)! - finished[0]!),
        "first, s": finished[0]!,
        "load, s": load,
        "bare run, s": model,
        ...Object.fromEntries(
          [0, 1, 2, 3, 4].map((part) => [`${part ? "" : "peak MB in "}fifth ${part + 1}`, peak(part)]),
        ),
      });
    }
    bare.stop();
    printTable(`alphacut p, ${PHOTOS} photos of 1 to 12 MP`, rows);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same photo at many sizes, each with noise of its own. */
async function fillFolder(folder: string): Promise<void> {
  await mkdir(folder);
  for (let i = 0; i < PHOTOS; i++) {
    const { jpeg } = await picture(MEGAPIXELS[i % MEGAPIXELS.length]!, i);
    await writeFile(join(folder, `${String(i).padStart(3, "0")}.jpg`), jpeg);
  }
}

async function runCommand(args: string[], modelsDir: string, threads: number): Promise<FolderRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [COMMAND, ...args, "--json", "--threads", String(threads)], {
    env: { ...process.env, ALPHACUT_MODELS_DIR: modelsDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const finished: number[] = [];
  const resident: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    const { status, error } = JSON.parse(line) as { status: string; error?: string };
    if (status !== "done") throw new Error(error ?? status);
    finished.push((performance.now() - start) / 1000);
    resident.push(residentMegabytes(child.pid));
  }
  await ended;
  return { finished, end: (performance.now() - start) / 1000, resident };
}
