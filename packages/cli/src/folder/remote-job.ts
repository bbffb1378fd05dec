import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "@alphacut/engine";
import { type Client, createClient, type ImageInput, type JobResult, ResponseError } from "@alphacut/sdk";
import { forEachAtOnce } from "../concurrency.ts";
import type { Context } from "../context.ts";
import { toRemoval } from "../cutter/to-removal.ts";
import { describeError, isAbort } from "../errors.ts";
import type { ModelOptions } from "../recipe/recipe-options.ts";
import { writeResult } from "../write-out.ts";
import type { OutputPaths } from "./output-paths.ts";
import type { Report } from "./report.ts";

export interface FolderWork {
  inputDir: string;
  outputDir: string;
  /** Of the pictures, relative to their folder. */
  names: readonly string[];
  outputs: OutputPaths;
  report: Report;
  options: ModelOptions & { overwrite?: true; deleteInput?: true };
  signal: AbortSignal;
}

/** What is remembered beside the results until all of them are there. */
interface Memory {
  remote: string;
  /** What is asked, in JSON. */
  recipe: string;
  id: string;
  key: string;
  /** Of the pictures, in the order of the job. */
  names: string[];
}

const FILE = ".alphacut-job.json";
/** Fewer are as quick one by one. */
const FEWEST = 5;
/** Results on their way at the same time. */
const DOWNLOADS = 4;
const PATIENCE = { timeoutMs: 600_000, retries: 8, maxRetryDelayMs: 90_000 };

/**
 * Lets a server make a folder's pictures as a job: a cut connection is made again, and a command that was ended goes on
 * where it was, without paying for a picture twice.
 *
 * @returns the pictures that were reported; none when the server has no jobs for this caller, when the recipe is more than
 *   a job's can be, or when there are few pictures
 */
export async function cutAsJob(recipe: Recipe, work: FolderWork, { env }: Context): Promise<Set<string>> {
  const { remote = "", key: apiKey = env.ALPHACUT_API_KEY, model } = work.options;
  const { keep_mask, remove_mask, background_image, ...fields } = toRemoval(recipe);
  if (!apiKey || keep_mask || remove_mask || background_image) return new Set();
  const client = createClient({ baseUrl: remote, apiKey, ...PATIENCE });
  const asked = { ...fields, model };
  const memory =
    (await goOn(client, { remote, recipe: JSON.stringify(asked) }, work)) ??
    (await begin(client, { remote, asked }, work));
  if (!memory) return new Set();
  const isWhole = await run(client, memory, work);
  if (isWhole) await rm(join(work.outputDir, FILE), { force: true });
  return new Set(memory.names);
}

/** The job that an earlier command began, if it is still there and asks for the same. */
async function goOn(
  client: Client<ImageInput>,
  { remote, recipe }: Pick<Memory, "remote" | "recipe">,
  { outputDir, signal }: FolderWork,
): Promise<Memory | undefined> {
  const memory = await readFile(join(outputDir, FILE), "utf8").then(
    (text) => JSON.parse(text) as Memory,
    () => undefined,
  );
  if (memory?.remote !== remote || memory.recipe !== recipe) return undefined;
  return client.jobs.get(memory.id, { signal }).then(() => memory, unlessNone);
}

async function begin(
  client: Client<ImageInput>,
  { remote, asked }: { remote: string; asked: object },
  work: FolderWork,
): Promise<Memory | undefined> {
  const { outputDir, signal } = work;
  const names: string[] = [];
  for (const name of work.names) if (!(await isMade(name, work))) names.push(name);
  if (names.length < FEWEST) return undefined;
  const key = randomUUID();
  const job = await client.jobs
    .create({ recipe: asked, open: true, idempotencyKey: key }, { signal })
    .catch(unlessNone);
  if (!job) return undefined;
  const memory: Memory = { remote, recipe: JSON.stringify(asked), id: job.id, key, names };
  await mkdir(outputDir, { recursive: true });
  await writeFile(join(outputDir, FILE), JSON.stringify(memory));
  return memory;
}

/**
 * Sends what is not there yet, and writes each result as soon as it is made, while the rest is still being sent.
 * @returns false when a result is still to be had: the next command gets it
 */
async function run(client: Client<ImageInput>, memory: Memory, work: FolderWork): Promise<boolean> {
  const { id, key, names } = memory;
  const { inputDir, signal } = work;
  const stop = new AbortController();
  let isWhole = true;
  const both = AbortSignal.any([signal, stop.signal]);
  const send = async () => {
    const { state } = await client.jobs.get(id, { signal: both });
    if (state !== "open") return;
    await client.jobs.add(id, pictures(), { idempotencyKey: key, signal: both });
    await client.jobs.close(id, { signal: both });
  };
  const receive = () =>
    forEachAtOnce(client.jobs.results(id, { signal: both }), DOWNLOADS, async (result) => {
      const isKept = await keep(names[result.position - 1] ?? result.name, result, work);
      if (!isKept && !result.error) isWhole = false;
    });
  async function* pictures() {
    for (const name of names) yield { image: await readFile(join(inputDir, name)), name };
  }
  const parts = [send(), receive()].map((part) =>
    part.catch((error: unknown) => {
      stop.abort(error);
      throw error;
    }),
  );
  const [failed] = (await Promise.allSettled(parts)).filter((part) => part.status === "rejected");
  if (failed && !isAbort(failed.reason)) throw failed.reason;
  return isWhole && !failed;
}

async function keep(name: string, result: JobResult, work: FolderWork): Promise<boolean> {
  const { inputDir, outputs, report, options, signal } = work;
  const [input, output] = [join(inputDir, name), outputs.of(name)];
  const start = performance.now();
  try {
    if (result.error) throw new Error(result.error.message);
    if (await isMade(name, work)) {
      report.add(input, output, { status: "skipped" });
      return true;
    }
    const data = new Uint8Array(await (await result.download({ signal })).arrayBuffer());
    await writeResult(output, data, { overwrite: true });
    if (options.deleteInput) await rm(input);
    const { width, height } = result.picture ?? {};
    report.add(input, output, { status: "done", width, height, ms: Math.round(performance.now() - start) });
    return true;
  } catch (error) {
    if (isAbort(error)) throw error;
    report.add(input, output, { status: "failed", error: describeError(error, input) });
    return false;
  }
}

/** Whether the result is there and newer than its picture. */
async function isMade(name: string, { inputDir, outputs, options }: FolderWork): Promise<boolean> {
  if (options.overwrite) return false;
  const [picture, result] = await Promise.all(
    [join(inputDir, name), outputs.of(name)].map((path) => stat(path).catch(() => undefined)),
  );
  return result !== undefined && result.mtimeMs >= (picture?.mtimeMs ?? 0);
}

/** An older server, one without jobs, or a job that has expired. */
function unlessNone(error: unknown): undefined {
  if (error instanceof ResponseError && [404, 405].includes(error.status)) return undefined;
  throw error;
}
