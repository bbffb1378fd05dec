import { createHash, type Hash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { type Readable, Transform } from "node:stream";
import {
  type AccountCaller,
  inputKey,
  type Job,
  JobError,
  type JobItem,
  type NewItem,
  newId,
} from "@alphacut/platform";
import { jobImageRules } from "../jobs/make-item.ts";
import { type JobApiServices, limitsOf } from "./services.ts";

export interface IntakeOptions {
  caller: AccountCaller;
  job: Pick<Job, "id">;
  /** Of the request: its parts that were added before are not added again. */
  requestKey: string | undefined;
  signal: AbortSignal;
}

/** Files that are stored at the same time. */
const MOST_AT_ONCE = 4;

/**
 * Takes the pictures of one request as they arrive: each is stored, and becomes an item as soon as all before it are, so
 * that the first is worked on while the last is still being sent.
 */
export class Intake {
  readonly items: JobItem[] = [];
  readonly #services: JobApiServices;
  readonly #options: IntakeOptions;
  readonly #ready = new Map<number, NewItem>();
  readonly #storing = new Set<Promise<void>>();
  #room: number;
  #taken = 0;
  #added = 0;
  #adding: Promise<void> = Promise.resolve();
  #failure: unknown;

  private constructor(services: JobApiServices, options: IntakeOptions, room: number) {
    this.#services = services;
    this.#options = options;
    this.#room = room;
  }

  /** @throws PlatformError `NotFound`; JobError `StorageFull` */
  static async open(services: JobApiServices, options: IntakeOptions): Promise<Intake> {
    const { caller, job } = options;
    const room = await services.jobs.jobs.roomIn(caller.uid, job.id, limitsOf(caller));
    // Each file that is stored listens several times.
    setMaxListeners(10 * MOST_AT_ONCE, options.signal);
    return new Intake(services, options, room);
  }

  /** Begins to store a picture; its stream is read to its end whatever comes of it. */
  take(name: string, stream: Readable): void {
    const storing = this.#store(this.#taken++, name || `image-${this.#taken}`, stream)
      .catch((error: unknown) => this.#fail(error, stream))
      .finally(() => this.#storing.delete(storing));
    this.#storing.add(storing);
  }

  /** Resolves when one more picture may come. @throws what went wrong so far */
  async roomForOneMore(): Promise<void> {
    while (this.#storing.size >= MOST_AT_ONCE) await Promise.race(this.#storing);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Resolves once all pictures are items. @throws what went wrong */
  async done(): Promise<JobItem[]> {
    await Promise.all(this.#storing);
    await this.#adding;
    if (this.#failure !== undefined) throw this.#failure;
    return this.items;
  }

  #fail(error: unknown, stream: Readable): void {
    this.#failure ??= error;
    stream.resume();
  }

  async #store(index: number, name: string, stream: Readable): Promise<void> {
    const { job, signal, requestKey } = this.#options;
    const { files } = this.#services.jobs;
    const id = newId("item");
    const key = inputKey({ jobId: job.id, id });
    const meter = new Meter((bytes) => {
      this.#room -= bytes;
      return this.#room >= 0;
    });
    stream.on("error", (error) => meter.destroy(error));
    const bytes = await files.put(key, stream.pipe(meter), signal);
    const requestPart = requestKey === undefined ? undefined : `${requestKey}:${index}`;
    const item: NewItem = { id, name: name.slice(0, 255), sha256: meter.sha256(), requestPart };
    const error = meter.error(bytes);
    if (error) await files.delete([key]);
    this.#ready.set(index, error ? { ...item, error } : { ...item, bytes });
    this.#adding = this.#adding.then(() => this.#addReady());
    await this.#adding;
  }

  /** Adds all that come next in the order given. */
  async #addReady(): Promise<void> {
    const batch: NewItem[] = [];
    for (let next = this.#ready.get(this.#added); next; next = this.#ready.get(this.#added)) {
      this.#ready.delete(this.#added++);
      batch.push(next);
    }
    if (batch.length === 0 || this.#failure !== undefined) return;
    const { caller, job } = this.#options;
    const { jobs, files } = this.#services.jobs;
    const keysOf = (ids: readonly string[]) => ids.map((id) => inputKey({ jobId: job.id, id }));
    try {
      const target = { uid: caller.uid, id: job.id, limits: limitsOf(caller) };
      const { items, repeated } = await jobs.add(target, batch);
      this.items.push(...items);
      await files.delete(keysOf(repeated));
      this.#services.wake();
    } catch (error) {
      this.#failure ??= error;
      await files.delete(keysOf(batch.map(({ id }) => id))).catch(() => {});
    }
  }
}

/** Lets a picture through, hashed and counted, as far as it may go. */
class Meter extends Transform {
  readonly #hash: Hash = createHash("sha256");
  readonly #takeRoom: (bytes: number) => boolean;
  #size = 0;

  constructor(takeRoom: (bytes: number) => boolean) {
    super();
    this.#takeRoom = takeRoom;
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error?: Error | null, data?: Buffer) => void) {
    this.#size += chunk.length;
    if (this.#size > jobImageRules.maxBytes) return done();
    if (!this.#takeRoom(chunk.length)) {
      const message = "There is no room for this picture: delete finished jobs, or wait until they expire";
      return done(new JobError("StorageFull", message));
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }

  /** Of what was let through. */
  sha256(): string {
    return this.#hash.digest("hex");
  }

  /** Why this can be no picture. */
  error(kept: number): NewItem["error"] {
    const megabytes = (this.#size / 1024 ** 2).toFixed(1);
    if (this.#size > jobImageRules.maxBytes)
      return { code: "file_too_large", message: `The file (${megabytes} MB) is too large` };
    return kept === 0 ? { code: "empty_file", message: "The file is empty" } : undefined;
  }
}
