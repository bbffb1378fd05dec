import { delay } from "./cancel.ts";
import { ConnectionError } from "./errors.ts";
import type { NamedBlob } from "./input.ts";
import type { FurtherOptions, RemovalOptions } from "./removal-options.ts";
import { toFormFields } from "./removal-options.ts";
import type { CallOptions, Outgoing, Reply } from "./request.ts";

export type JobState = "open" | "running" | "completed" | "canceled";
export type JobItemState = "waiting" | "running" | "completed" | "failed" | "canceled";

/** Many pictures and what is asked of them. Times are ISO 8601. */
export interface Job {
  id: string;
  /** `open`: takes more pictures; `completed`: every picture has ended, failed ones too. */
  state: JobState;
  counts: Record<"total" | "waiting" | "running" | "completed" | "failed" | "canceled", number>;
  /** Charged so far: one for each completed picture. */
  credits: number;
  recipe: Record<string, string>;
  metadata: Record<string, string>;
  /** Of the files that are kept now. */
  bytes: number;
  createdAt: string;
  endedAt: string | null;
  /** When the job and its files are deleted. */
  expiresAt: string;
  links: Record<"self" | "items" | "events" | "results", string>;
  /** In the answer to a request that asked for one. */
  webhook?: { id: string; secret: string };
}

export interface JobItem {
  id: string;
  name: string;
  /** From 1, in the order given. */
  position: number;
  state: JobItemState;
  error?: { code: string; message: string };
  /** Where the picture is, without a key, for a day at least. */
  result?: string;
  picture?: { format: string; width: number; height: number; bytes: number };
}

/** An ended item of a job and, when it is completed, its picture. */
export interface JobResult extends JobItem {
  /** @throws AlphacutError for an item that has no picture */
  download(options?: CallOptions): Promise<Blob>;
}

/** What is asked of every picture: what `removeBackground` takes, but for what belongs to a single one. */
export type JobRecipe = RemovalOptions &
  Omit<FurtherOptions<never>, "background_image" | "keep_mask" | "remove_mask" | "test">;

export interface JobOptions {
  recipe?: JobRecipe | undefined;
  /** Pictures that the server fetches by their addresses. */
  items?: readonly { url: string; name?: string }[] | undefined;
  /** Takes more pictures until it is closed. */
  open?: boolean | undefined;
  /** Told of this job alone; its secret is made, and in the answer, when absent. */
  webhook?: { url: string; secret?: string } | undefined;
  /** Your own notes. */
  metadata?: Record<string, string> | undefined;
  /** Your name for this request: sent again with the same one, it makes no second job. Random when absent. */
  idempotencyKey?: string | undefined;
}

/** A picture, with the name that its result is to have. */
export type JobImage<Input> = Input | { image: Input; name: string };
type Images<Input> = Iterable<JobImage<Input>> | AsyncIterable<JobImage<Input>>;

/** Jobs of the account. Needs an API key or a user token; calls reject as `Client` says. */
export interface JobsClient<Input> {
  create(options?: JobOptions, call?: CallOptions): Promise<Job>;
  /**
   * Adds pictures to an open job, some at a time. A connection that is cut is made again, and no picture is added twice.
   * @param options `idempotencyKey`: with the same one and the same pictures, adding can be begun again after a crash
   */
  add(
    id: string,
    images: Images<Input>,
    options?: { idempotencyKey?: string | undefined; signal?: AbortSignal | undefined },
  ): Promise<JobItem[]>;
  get(id: string, call?: CallOptions): Promise<Job>;
  /** Every job of the account, newest first. */
  list(call?: CallOptions): AsyncGenerator<Job>;
  /** Every item of a job, in the order given, as it is now. */
  items(id: string, call?: CallOptions): AsyncGenerator<JobItem>;
  /** Every item of a job, in the order given, each as soon as it has ended. Close the job first, or this never ends. */
  results(id: string, call?: CallOptions): AsyncGenerator<JobResult>;
  close(id: string, call?: CallOptions): Promise<Job>;
  cancel(id: string, call?: CallOptions): Promise<Job>;
  /** Failed and canceled pictures are done again. */
  retry(id: string, call?: CallOptions): Promise<Job>;
  delete(id: string, call?: CallOptions): Promise<void>;
}

/** What the jobs client is built on. */
export interface JobsBase<Input> {
  call(outgoing: Outgoing): Promise<Reply>;
  headers: Record<string, string>;
  read(image: Input, signal: AbortSignal): Promise<NamedBlob>;
}

/** In one request: enough to keep the line busy, little enough to be sent again. */
const BATCH_IMAGES = 20;
const BATCH_BYTES = 32 * 1024 * 1024;
const PAGE = 1000;
const LOOK_EVERY_MS = 1000;
/** How often a call is repeated whose connection broke, with more and more time between. */
const ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 15_000;

export function jobsClient<Input extends object | string>(base: JobsBase<Input>): JobsClient<Input> {
  const path = (id: string, rest = "") => `/api/jobs/${encodeURIComponent(id)}${rest}`;

  /** Calls that do nothing twice: what is lost on the way is asked again. */
  async function ask(outgoing: Outgoing): Promise<Reply> {
    const headers = { ...base.headers, ...outgoing.headers };
    for (let attempt = 1; ; attempt++) {
      try {
        return await base.call({ ...outgoing, headers });
      } catch (error) {
        if (!(error instanceof ConnectionError) || attempt === ATTEMPTS) throw error;
        await delay(Math.min(500 * 2 ** attempt, LONGEST_PAUSE_MS), outgoing.signal ?? NEVER);
      }
    }
  }

  async function json<T>(
    outgoing: Omit<Outgoing, "headers"> & { headers?: Record<string, string> },
  ): Promise<T> {
    const { blob } = await ask({ headers: {}, ...outgoing });
    return JSON.parse(await blob.text()) as T;
  }

  const post = (id: string, action: string, call: CallOptions = {}) =>
    json<Job>({ ...call, method: "POST", path: path(id, `/${action}`) });

  async function* pages<T>(
    name: string,
    at: (query: string) => string,
    call: CallOptions,
  ): AsyncGenerator<T> {
    let next: string | undefined = "";
    while (next !== undefined) {
      const query: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
      const page: Record<string, T[]> & { next?: string } = await json({ ...call, path: at(query) });
      yield* page[name] ?? [];
      next = page.next as string | undefined;
    }
  }

  const items = (id: string, call: CallOptions = {}, after = 0) =>
    pages<JobItem>(
      "items",
      (query) => path(id, `/items?limit=${PAGE}${query || (after > 0 ? `&cursor=${after}` : "")}`),
      call,
    );

  return {
    create({ recipe = {}, idempotencyKey = randomKey(), ...options } = {}, call = {}) {
      return json<Job>({
        ...call,
        method: "POST",
        path: "/api/jobs",
        headers: { "idempotency-key": idempotencyKey },
        json: { ...options, recipe: toFormFields(recipe) },
      });
    },

    async add(id, images, { idempotencyKey = randomKey(), signal } = {}) {
      const added: JobItem[] = [];
      let number = 0;
      for await (const batch of batches(images, (image) => base.read(image, signal ?? NEVER))) {
        const answer = await json<{ items: JobItem[] }>({
          path: path(id, "/items"),
          headers: { "idempotency-key": `${idempotencyKey}-${number++}` },
          signal,
          form: async () => {
            const form = new FormData();
            for (const { blob, name } of batch) form.append("image", blob, name);
            return form;
          },
        });
        added.push(...answer.items);
      }
      return added;
    },

    get: (id, call = {}) => json<Job>({ ...call, path: path(id) }),
    list: (call = {}) => pages<Job>("jobs", (query) => `/api/jobs?limit=100${query}`, call),
    items: (id, call) => items(id, call),

    async *results(id, call = {}) {
      for (let after = 0; ; ) {
        let isWaiting = false;
        for await (const item of items(id, call, after)) {
          isWaiting = item.state === "waiting" || item.state === "running";
          if (isWaiting) break;
          after = item.position;
          yield { ...item, download: (options) => download(item, { ...call, ...options }) };
        }
        const isOver = !isWaiting && (await this.get(id, call)).state !== "open";
        if (isOver) return;
        await delay(LOOK_EVERY_MS, call.signal ?? NEVER);
      }
    },

    close: (id, call) => post(id, "close", call),
    cancel: (id, call) => post(id, "cancel", call),
    retry: (id, call) => post(id, "retry", call),
    async delete(id, call = {}) {
      await ask({ ...call, headers: {}, method: "DELETE", path: path(id) });
    },
  };

  async function download(item: JobItem, call: CallOptions): Promise<Blob> {
    if (!item.result) throw new Error(`'${item.name}' has no picture: ${item.error?.message ?? item.state}`);
    const { pathname, search } = new URL(item.result);
    return (await ask({ ...call, headers: {}, path: pathname + search })).blob;
  }
}

const NEVER = new AbortController().signal;

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Pictures as they are sent together, read only when their turn comes. */
async function* batches<Input extends object | string>(
  images: Images<Input>,
  read: (image: Input) => Promise<NamedBlob>,
): AsyncGenerator<NamedBlob[]> {
  let batch: NamedBlob[] = [];
  let bytes = 0;
  for await (const given of images) {
    const named = await readNamed(given, read);
    batch.push(named);
    bytes += named.blob.size;
    if (batch.length === BATCH_IMAGES || bytes >= BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

async function readNamed<Input extends object | string>(
  given: JobImage<Input>,
  read: (image: Input) => Promise<NamedBlob>,
): Promise<NamedBlob> {
  if (typeof given === "object" && "image" in given && "name" in given) {
    return { blob: (await read(given.image)).blob, name: given.name };
  }
  return read(given as Input);
}
