import { readdir, readFile } from "node:fs/promises";

/** The most that one renderer among this process's descendants has held, in megabytes (Linux: `VmHWM`). */
export async function peakMemory(): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const peaks = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
      if (!(await read("cmdline")).includes("--type=renderer")) return 0;
      if (!(await descends(Number(pid)))) return 0;
      return Number(/VmHWM:\s+(\d+)/.exec(await read("status"))?.[1] ?? 0) / 1024;
    }),
  );
  return Math.max(...peaks);
}

async function descends(pid: number): Promise<boolean> {
  for (let current = pid; current > 1; ) {
    if (current === process.pid) return true;
    const status = await readFile(`/proc/${current}/status`, "utf8").catch(() => "");
    current = Number(/PPid:\s+(\d+)/.exec(status)?.[1] ?? 0);
  }
  return false;
}
