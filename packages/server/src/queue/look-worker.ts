import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import {
  EngineError,
  InferenceLost,
  LOOK_PRIORITIES,
  type LookPriority,
  type Segmenter,
} from "@alphacut/engine";
import { type Job, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { countWaiting, openLookQueue } from "./look-queue.ts";
import { openPatientRedis } from "./patient-redis.ts";
import {
  type AnswerHeader,
  encodeAnswer,
  inputKey,
  interestMs,
  type LookJob,
  MAX_ATTEMPTS,
  QUEUE_PREFIX,
  QUEUE_TIMES,
  type QueueTimes,
} from "./protocol.ts";
import { type Announcement, announce, withdraw } from "./roster.ts";

export interface LookWorkerOptions {
  url: string;
  /** Fails at once, rather than wait, while Redis is not there. */
  redis: Redis;
  /** Runs the models here, each look once. */
  segmenter: Segmenter;
  /** The models that it takes looks for: tags, and the names that the segmenter knows. The default one comes first. */
  models: ReadonlyMap<string, string>;
  version: string;
  log: Pick<Logger, "warn">;
  times?: QueueTimes;
}

export interface LookWorker {
  id: string;
  /** Looks of its default model, the first of `models`, that wait for any worker, as of the last beat. */
  waiting(): number;
  /** Takes no more looks and resolves once those in work are answered, or after `limitMs`. */
  stop(limitMs: number): Promise<void>;
}

/** A worker that has just lost a look to its own process leaves it to another one, if there is one. */
const REST_MS = 1000;

/** Takes looks from the queues of its models, one for each lane of the segmenter, and answers whoever asked. */
export function startLookWorker(options: LookWorkerOptions): LookWorker {
  const { url, redis, segmenter, models, version, log, times = QUEUE_TIMES } = options;
  const id = randomUUID();
  const connection = openPatientRedis(url);
  const queue = openLookQueue([...models.keys()][0]!, redis);
  let waiting = 0;
  const workers = [...models].map(([tag, model]) => {
    const worker = new Worker<LookJob>(tag, (job) => run(job, model), {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency: segmenter.status().lanes,
      lockDuration: times.lockMs,
      stalledInterval: Math.ceil(times.lockMs / 3),
      maxStalledCount: MAX_ATTEMPTS - 1,
      maxStartedAttempts: MAX_ATTEMPTS,
      runRetryDelay: 500,
    });
    worker.on("failed", (job, error) => {
      if (job?.finishedOn !== undefined) void answer(job, errorAnswer(job, error));
    });
    worker.on("error", () => {});
    return worker;
  });

  async function run(job: Job<LookJob>, model: string): Promise<void> {
    const { width, height } = job.data;
    const data = await redis.getBuffer(inputKey(job.id!));
    // Nobody waits for it any more.
    if (!data) return;
    const start = performance.now();
    const priority = LOOK_PRIORITIES[job.priority] as LookPriority;
    const mask = await segmenter
      .segment({ width, height, data, fingerprint: "" }, { model, priority })
      .catch((error: unknown) => {
        if (!isLost(error)) throw Object.assign(new UnrecoverableError(), { cause: error });
        rest();
        throw error;
      });
    const runMs = performance.now() - start;
    await answer(job, { look: job.id!, width, height, runMs }, mask.data);
  }

  function rest(): void {
    log.warn({ worker: id }, "The model's process ended on an image; another worker may try it");
    for (const worker of workers) {
      void worker.pause(true);
      setTimeout(() => {
        if (!worker.closing) void worker.resume();
      }, REST_MS).unref();
    }
  }

  /** Into the inbox first: whoever finds no pixels thinks that there is an answer. */
  async function answer(job: Job<LookJob>, header: AnswerHeader, mask?: Uint8Array): Promise<void> {
    const { inbox } = job.data;
    await redis
      .multi()
      .rpush(inbox, encodeAnswer(header, mask))
      .pexpire(inbox, interestMs(times))
      .del(inputKey(job.id!))
      .exec()
      // A job that has ended already is answered by nobody else; its node notices by itself.
      .catch((error: unknown) => {
        if (mask) throw error;
      });
  }

  async function tell(): Promise<void> {
    const { lanes, secondsPerLook, restarts, runs } = segmenter.status();
    const [run] = runs;
    const self: Announcement = {
      id,
      host: hostname(),
      version,
      models: Object.fromEntries(models),
      lanes,
      secondsPerLook,
      restarts,
      run,
    };
    [, waiting] = await Promise.all([announce(redis, self, 3 * times.beatMs), countWaiting(queue)]);
  }
  /** Who cannot tell is no longer counted on, until it can again. */
  const tellIfPossible = () => void tell().catch(() => {});
  const beat = setInterval(tellIfPossible, times.beatMs);
  tellIfPossible();

  return {
    id,
    waiting: () => waiting,
    async stop(limitMs) {
      clearInterval(beat);
      await withdraw(redis, id).catch(() => {});
      const all = (force: boolean) => Promise.all(workers.map((worker) => worker.close(force)));
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limitMs);
      });
      await Promise.race([all(false), tooLate]);
      clearTimeout(timer);
      connection.disconnect();
    },
  };
}

function isLost(error: unknown): boolean {
  return error instanceof EngineError && error.cause instanceof InferenceLost;
}

function errorAnswer(job: Job, error: Error): AnswerHeader {
  const cause = error.cause instanceof EngineError ? error.cause : error;
  const known = cause instanceof EngineError;
  const code = known ? cause.code : "ModelUnavailable";
  const message = known ? cause.message : `No worker could make a mask of this image: ${cause.message}`;
  return { look: job.id!, error: { code, message } };
}
