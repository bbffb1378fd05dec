import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { mkdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where the kernel keeps limits of memory: control groups of version 1 or 2. */
const VERSIONS = [
  { folder: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes", members: "tasks" },
  { folder: "/sys/fs/cgroup", limit: "memory.max", members: "cgroup.procs" },
];
const version = VERSIONS.find(({ folder, limit }) => {
  try {
    accessSync(folder, constants.W_OK);
    // The root group has no limit of its own in version 2, so look for what only one of them has.
    return limit === "memory.max"
      ? existsSync(join(folder, "cgroup.controllers"))
      : existsSync(join(folder, limit));
  } catch {
    return false;
  }
});

/** Whether this machine lets tests limit the memory of others. */
export const canLimitMemory = version !== undefined;

/** Runs a program that, with all its children, gets no more memory than that: the kernel ends it when it wants more. */
export async function runWithin(
  bytes: number,
  command: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ stdout: string; stderr: string }> {
  const { folder, limit, members } = version!;
  const group = join(folder, `alphacut-test-${process.pid}`);
  await mkdir(group);
  try {
    await writeFile(join(group, limit), String(bytes));
    const script = `echo $$ > '${join(group, members)}' && exec "$@"`;
    return await promisify(execFile)("sh", ["-c", script, "sh", ...command], options);
  } finally {
    await removeGroup(group);
  }
}

/** A group can be removed once its last process is gone, which may be a moment after its parent. */
async function removeGroup(group: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await rmdir(group);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
