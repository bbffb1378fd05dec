import { Readable } from "node:stream";
import { type Jobs, PlatformError } from "@alphacut/platform";
import { Wake } from "../jobs/wake.ts";
import { showJob } from "./wire.ts";

const LOOK_EVERY_MS = 500;
/** Proxies cut connections that are silent for long. */
const STILL_HERE_MS = 10_000;
/** Browsers come back by themselves. */
const LONGEST_MS = 10 * 60_000;

/**
 * A job as server-sent events: one `job` whenever it has changed, until it has ended.
 *
 * @param signal ends the stream
 */
export function progressOf(
  { uid, id }: { uid: string; id: string },
  jobs: Jobs,
  publicUrl: string,
  signal: AbortSignal,
): Readable {
  return Readable.from(events());

  async function* events(): AsyncGenerator<string> {
    const pause = new Wake();
    const stop = () => pause.wake();
    signal.addEventListener("abort", stop);
    const end = Date.now() + LONGEST_MS;
    let told = "";
    let toldAt = 0;
    try {
      while (!signal.aborted && Date.now() < end) {
        const job = await jobs.find(uid, id);
        const text = JSON.stringify(showJob(job, publicUrl));
        if (text !== told) yield `event: job\ndata: ${text}\n\n`;
        else if (Date.now() - toldAt > STILL_HERE_MS) yield ": still here\n\n";
        else {
          await pause.sleep(LOOK_EVERY_MS);
          continue;
        }
        told = text;
        toldAt = Date.now();
        const isOver = job.state === "completed" || (job.state === "canceled" && job.counts.running === 0);
        if (isOver) return;
      }
    } catch (error) {
      // It was deleted meanwhile.
      if (!(error instanceof PlatformError && error.code === "NotFound")) throw error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
}
