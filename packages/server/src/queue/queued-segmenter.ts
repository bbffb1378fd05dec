import { randomUUID } from "node:crypto";
import {
  EngineBusy,
  EngineError,
  LOOK_PRIORITIES,
  type Mask,
  type ModelInput,
  type ModelSpec,
  modelTag,
  type Segmenter,
  type SegmenterStatus,
  type SegmentOptions,
} from "@alphacut/engine";
import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { receiveAnswers } from "./inbox.ts";
import { countWaiting, openLookQueue } from "./look-queue.ts";
import {
  type AnswerHeader,
  inputKey,
  interestMs,
  type LookJob,
  QUEUE_TIMES,
  type QueueTimes,
} from "./protocol.ts";
import { type Announcement, readRoster } from "./roster.ts";

export interface QueuedSegmenterOptions {
  url: string;
  /** Fails at once, rather than wait, while Redis is not there. */
  redis: Redis;
  models: { spec(name: string): ModelSpec };
  /** The default model. */
  model: string;
  times?: QueueTimes;
  /** Told how long each look waited, the way to the worker and back included, and how long it ran. */
  onLook?: (look: { waitSeconds: number; runSeconds: number }) => void;
}

interface Pending {
  tag: string;
  since: number;
  resolve: (mask: Mask) => void;
  reject: (error: EngineError) => void;
  /** Beats in a row at which its pixels were not there. */
  missed: number;
  /** Since when nobody was there who could take it. */
  aloneSince: number | undefined;
}

const RETRY_SECONDS = 5;
/** One beat may come between an answer and its arrival. */
const MOST_MISSED = 2;
/** BullMQ takes those without a number first, then the lowest. */
const NUMBERS = Object.fromEntries(LOOK_PRIORITIES.map((name, rank) => [name, rank]));

/**
 * Has workers on other machines run the models, by way of a queue in Redis. The pixels of a look lie beside the queue, for as
 * long as this process says every few seconds that it waits for them: what a node leaves behind that dies is not run.
 */
export class QueuedSegmenter implements Segmenter {
  readonly #options: QueuedSegmenterOptions;
  readonly #times: QueueTimes;
  readonly #inbox: ReturnType<typeof receiveAnswers>;
  readonly #queues = new Map<string, Queue<LookJob>>();
  readonly #pending = new Map<string, Pending>();
  readonly #beat: NodeJS.Timeout;
  #workers: Announcement[] = [];
  #waiting = 0;
  #answered = 0;
  #heardOfRedis = performance.now();
  #closed = false;

  /** @throws the driver's error when Redis does not answer */
  static async open(options: QueuedSegmenterOptions): Promise<QueuedSegmenter> {
    const segmenter = new QueuedSegmenter(options);
    try {
      await segmenter.#look();
      return segmenter;
    } catch (error) {
      await segmenter.close();
      throw error;
    }
  }

  private constructor(options: QueuedSegmenterOptions) {
    this.#options = options;
    this.#times = options.times ?? QUEUE_TIMES;
    this.#inbox = receiveAnswers(options.url, (header, mask) => this.#take(header, mask));
    this.#beat = setInterval(() => {
      this.#look().catch(() => this.#giveUpOnRedis());
    }, this.#times.beatMs).unref();
  }

  /** The workers that are alive, as of the last beat. */
  get workers(): readonly Announcement[] {
    return this.#workers;
  }

  async segment(input: ModelInput, { model, priority = "new", signal }: SegmentOptions): Promise<Mask> {
    const tag = modelTag(this.#options.models.spec(model));
    if (signal?.aborted) throw canceled(signal);
    if (this.#closed) throw closed();
    if (!this.#isServed(tag))
      throw new EngineBusy(RETRY_SECONDS, `No worker that has the model '${model}' is there at the moment`);
    const look = randomUUID();
    const answer = this.#expect(look, tag);
    // It may be refused before anybody waits for it.
    answer.catch(() => {});
    const leave = () => this.#cancel(look, tag, canceled(signal));
    signal?.addEventListener("abort", leave, { once: true });
    try {
      await this.#submit(look, tag, input, NUMBERS[priority]!);
      return await answer;
    } finally {
      signal?.removeEventListener("abort", leave);
      this.#pending.delete(look);
    }
  }

  async ready(): Promise<void> {
    await this.#look().catch((cause: unknown) => {
      throw new EngineError("ModelUnavailable", "Redis does not answer", { cause });
    });
    if (!this.#isServed(this.#defaultTag))
      throw new EngineError(
        "ModelUnavailable",
        `No worker that has the model '${this.#options.model}' is there; start one with: alphacut worker`,
      );
  }

  status(): SegmenterStatus {
    const workers = this.#workers.filter(({ models }) => this.#defaultTag in models);
    const lanes = sum(workers.map((worker) => worker.lanes));
    const looksPerSecond = sum(workers.map((worker) => worker.lanes / worker.secondsPerLook));
    return {
      lanes,
      waiting: this.#waiting,
      secondsPerLook: lanes === 0 ? 1 : lanes / looksPerSecond,
      runs: workers.flatMap(({ run }) => run ?? []),
      restarts: sum(workers.map(({ restarts }) => restarts)),
      answered: { model: this.#answered, memory: 0, shared: 0 },
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#beat);
    const left = [...this.#pending].map(([look, { tag }]) => this.#cancel(look, tag, closed()));
    await Promise.all(left);
    this.#inbox.close();
    await Promise.all([...this.#queues.values()].map((queue) => queue.close().catch(() => {})));
  }

  get #defaultTag(): string {
    return modelTag(this.#options.models.spec(this.#options.model));
  }

  #isServed(tag: string): boolean {
    return this.#workers.some(({ models }) => tag in models);
  }

  #queueOf(tag: string): Queue<LookJob> {
    let queue = this.#queues.get(tag);
    if (!queue) {
      queue = openLookQueue(tag, this.#options.redis);
      this.#queues.set(tag, queue);
    }
    return queue;
  }

  #expect(look: string, tag: string): Promise<Mask> {
    const since = performance.now();
    return new Promise((resolve, reject) => {
      this.#pending.set(look, { tag, since, resolve, reject, missed: 0, aloneSince: undefined });
    });
  }

  /** The pixels go first on the same connection, so they are there when a worker gets the job. */
  async #submit(
    look: string,
    tag: string,
    { width, height, data }: ModelInput,
    priority: number,
  ): Promise<void> {
    const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const stored = this.#options.redis.set(inputKey(look), pixels, "PX", interestMs(this.#times));
    const job: LookJob = { width, height, inbox: this.#inbox.key };
    const added = this.#queueOf(tag).add("look", job, { jobId: look, priority });
    try {
      await Promise.all([stored, added]);
    } catch (cause) {
      void this.#forget(look, tag);
      throw new EngineBusy(RETRY_SECONDS, "The queue of the models does not answer", { cause });
    }
  }

  #take(header: AnswerHeader, mask: Buffer): void {
    const pending = this.#pending.get(header.look);
    // It was canceled, or answered twice: by a worker that was given up too early as well.
    if (!pending) return;
    this.#pending.delete(header.look);
    if ("error" in header) {
      pending.reject(new EngineError(header.error.code, header.error.message));
      return;
    }
    const { width, height, runMs } = header;
    this.#answered++;
    const seconds = (performance.now() - pending.since) / 1000;
    this.#options.onLook?.({ waitSeconds: Math.max(0, seconds - runMs / 1000), runSeconds: runMs / 1000 });
    pending.resolve({ width, height, data: mask });
  }

  #cancel(look: string, tag: string, why: EngineError): Promise<void> {
    this.#refuse(look, why);
    return this.#forget(look, tag);
  }

  /** A job that is in work is not removed; it ends without its pixels. */
  async #forget(look: string, tag: string): Promise<void> {
    await Promise.allSettled([this.#options.redis.del(inputKey(look)), this.#queueOf(tag).remove(look)]);
  }

  #refuse(look: string, why: EngineError): void {
    this.#pending.get(look)?.reject(why);
    this.#pending.delete(look);
  }

  /** Sees who is there and how much waits, tells that this process waits, and gives up what is lost. */
  async #look(): Promise<void> {
    const { redis } = this.#options;
    const looks = [...this.#pending];
    const interest = redis.pipeline();
    for (const [look] of looks) interest.pexpire(inputKey(look), interestMs(this.#times));
    const [workers, answers, waiting] = await Promise.all([
      readRoster(redis),
      interest.exec(),
      countWaiting(this.#queueOf(this.#defaultTag)),
    ]);
    this.#workers = workers;
    this.#waiting = waiting;
    this.#heardOfRedis = performance.now();
    looks.forEach(([look, pending], i) => {
      pending.missed = answers?.[i]?.[1] === 0 ? pending.missed + 1 : 0;
      if (pending.missed >= MOST_MISSED) this.#refuse(look, busy("The queue of the models was interrupted"));
      else this.#giveUpWhenAlone(look, pending);
    });
  }

  #giveUpWhenAlone(look: string, pending: Pending): void {
    const now = performance.now();
    pending.aloneSince = this.#isServed(pending.tag) ? undefined : (pending.aloneSince ?? now);
    if (pending.aloneSince !== undefined && now - pending.aloneSince > this.#times.patienceMs)
      void this.#cancel(look, pending.tag, busy("The workers are gone"));
  }

  #giveUpOnRedis(): void {
    if (performance.now() - this.#heardOfRedis < this.#times.patienceMs) return;
    this.#workers = [];
    for (const look of [...this.#pending.keys()])
      this.#refuse(look, busy("The queue of the models does not answer"));
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

function busy(message: string): EngineBusy {
  return new EngineBusy(RETRY_SECONDS, message);
}

function canceled(signal: AbortSignal | undefined): EngineError {
  return new EngineError("Aborted", "The caller canceled this image", { cause: signal?.reason });
}

function closed(): EngineError {
  return new EngineError("Aborted", "The engine is closed");
}
