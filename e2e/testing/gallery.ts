import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "@alphacut/engine/testing";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const START_MS = 120_000;

export interface Gallery {
  url: string;
  close(): Promise<void>;
}

/** `npm run gallery` at a port of its own, without opening a browser. */
export async function startGallery(): Promise<Gallery> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/gallery.html`;
  const child = spawn(
    "npm",
    ["run", "gallery", "--", "--host", "127.0.0.1", "--port", `${port}`, "--strictPort"],
    {
      cwd: ROOT,
      env: { ...process.env, BROWSER: "none" },
      stdio: "ignore",
      // npm's children are ended with it.
      detached: true,
    },
  );
  const ended = once(child, "exit");
  const deadline = AbortSignal.timeout(START_MS);
  while (!(await isThere(url))) {
    deadline.throwIfAborted();
    if (child.exitCode !== null) throw new Error(`npm run gallery ended with ${child.exitCode}`);
  }
  return {
    url,
    async close() {
      process.kill(-child.pid!, "SIGTERM");
      await ended;
    },
  };
}

/** Asked at most ten times a second. */
async function isThere(url: string): Promise<boolean> {
  const pause = new Promise((resolve) => setTimeout(resolve, 100));
  const answer = await fetch(url).catch(() => null);
  await answer?.arrayBuffer();
  if (answer?.ok) return true;
  await pause;
  return false;
}
