import type { Readable } from "node:stream";
import { type JobItem, type Jobs, type Platform, resultKey } from "@alphacut/platform";
import yazl from "yazl";

const CONTENT_TYPES = { png: "image/png", webp: "image/webp", jpeg: "image/jpeg", bmp: "image/bmp" };
const EXTENSIONS = { png: "png", webp: "webp", jpeg: "jpg", bmp: "bmp" };
const PAGE = 500;

export function contentTypeOf({ result }: JobItem): string {
  return result ? CONTENT_TYPES[result.format] : "application/octet-stream";
}

/** What a result is called: as its picture was, with the extension of what it is now. */
export function fileNameOf({ name, result }: JobItem): string {
  const bare = name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  return `${bare || "image"}.${result ? EXTENSIONS[result.format] : "bin"}`;
}

/** The results of a job as a ZIP, in order, read one after the other while it is sent. */
export function zipOfResults(
  job: { uid: string; id: string },
  { jobs, files }: NonNullable<Platform["jobs"]>,
  signal: AbortSignal,
): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown) => output.destroy(error as Error);
  let current: Readable | undefined;
  zip.on("error", fail);
  // Nobody reads any more: the file that is being read stays open otherwise.
  output.once("close", () => current?.destroy());
  addAll().catch(fail);
  return output;

  async function addAll(): Promise<void> {
    const names = new Set<string>();
    for await (const item of completedItems(job, jobs)) {
      if (signal.aborted) return;
      // Pictures are compressed already.
      const options = { compress: false, mtime: new Date(), ...(item.result && { size: item.result.bytes }) };
      zip.addReadStreamLazy(freeName(fileNameOf(item), names), options, (give) => {
        files.get(resultKey(item)).then(
          (stream) => {
            current = stream;
            if (output.destroyed) stream.destroy();
            else give(null, stream);
          },
          (error: unknown) => fail(error),
        );
      });
    }
    zip.end();
  }
}

async function* completedItems({ uid, id }: { uid: string; id: string }, jobs: Jobs) {
  let cursor: string | undefined;
  do {
    const page = await jobs.items(uid, id, { cursor, limit: PAGE, state: "completed" });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** Folders stay; whatever leads out of the ZIP does not. The second `a.png` is `a (2).png`. */
function freeName(name: string, taken: Set<string>): string {
  const parts = name.split(/[/\\]+/).filter((part) => part !== "" && part !== "." && part !== "..");
  const safe = parts.join("/").replace(/^[a-z]:/i, "") || "image";
  const [, stem = safe, extension = ""] = /^(.*)(\.[^.]+)$/.exec(safe) ?? [];
  let free = safe;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${stem} (${number})${extension}`;
  taken.add(free.toLowerCase());
  return free;
}
