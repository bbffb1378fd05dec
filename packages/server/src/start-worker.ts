import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { describePrecision, LocalSegmenter, ModelStore, modelTag, resolveDevice } from "@alphacut/engine";
import { openRedis } from "@alphacut/platform/basics";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { cannotListen } from "./cannot-listen.ts";
import type { Config } from "./config.ts";
import { RequestError } from "./http/failure.ts";
import { addStop } from "./http/graceful-stop.ts";
import { createLog } from "./operations/log.ts";
import { serveOperations } from "./operations/routes.ts";
import { createWorkerMetrics } from "./operations/worker-metrics.ts";
import { type LookWorker, startLookWorker } from "./queue/look-worker.ts";
import { checkModel, type Running, STOP_LIMIT_MS, urlOf, VERSION } from "./running.ts";

/** A run, with loading the model the first time. */
const RUN_TIMEOUT_MS = 120_000;
const PAUSE_MS = 5000;

/**
 * A process that runs models for the API nodes and does nothing else. It takes looks once its default model is warm; what
 * keeps the model from that is logged, and tried again.
 *
 * @throws ConfigError, PlatformError, EngineError, CannotListen
 */
export async function startWorker(config: Config & { redisUrl: string }): Promise<Running> {
  const { redisUrl: url, model, modelsDir, precision, memory, threads } = config;
  const log = createLog(config.logLevel);
  const device = resolveDevice(config.device);
  const store = new ModelStore(modelsDir, { precision, device });
  checkModel(config, store);
  const { redis, ping, close: closeRedis } = await openRedis(url);
  const segmenter = new LocalSegmenter({
    store,
    model,
    threads,
    device,
    memory,
    timeoutMs: RUN_TIMEOUT_MS,
    // The second attempt is another worker's.
    attempts: 1,
  });
  let worker: LookWorker | undefined;
  let isStopping = false;

  const http = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const stopping = addStop(http);
  http.setErrorHandler((error, _request, reply) => {
    const isUnknown = error instanceof RequestError && error.code === "NotFound";
    return reply.status(isUnknown ? 404 : 503).send({ error: (error as Error).message });
  });
  serveOperations(http, {
    metricsToken: config.metricsToken,
    metrics: createWorkerMetrics(model, segmenter, () => worker?.waiting() ?? 0),
    dependencies: [
      { name: "model", check: () => segmenter.ready() },
      { name: "redis", check: ping },
    ],
    isStopping: stopping.isStopping,
  });

  async function begin(): Promise<void> {
    while (!isStopping) {
      try {
        await segmenter.ready();
        break;
      } catch (error) {
        log.error({ err: error }, "The model is not available; trying again");
        await pause(PAUSE_MS, undefined, { ref: false });
      }
    }
    if (isStopping) return;
    const models = await modelsHere(store, model);
    worker = startLookWorker({ url, redis, segmenter, models, version: VERSION, log });
    const [run] = segmenter.status().runs;
    log.info(
      { worker: worker.id, models: [...models.values()], run },
      `Taking looks${run ? `: ${model} on ${run.device}, ${describePrecision(run.precision)}` : ""}`,
    );
  }

  async function end(limitMs: number): Promise<void> {
    isStopping = true;
    await Promise.all([stopping.stop(limitMs), worker?.stop(limitMs)]);
    await segmenter.close();
    await closeRedis();
  }

  try {
    await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    await end(0);
    throw cannotListen(config, error);
  }
  const begun = begin().catch((error: unknown) => log.error({ err: error }, "The worker could not begin"));
  let stopped: Promise<void> | undefined;
  const address = urlOf(http.server.address() as AddressInfo);
  return {
    log,
    banner: `\n  Alphacut worker  ${model}, for the API nodes at the same Redis\n  Its state        ${address}/readyz\n\n`,
    stop(limitMs = STOP_LIMIT_MS) {
      stopped ??= end(limitMs).then(() => begun);
      return stopped;
    },
  };
}

/** The default model and those that the operator has put or pulled into the models folder, by their tags. */
async function modelsHere(store: ModelStore, model: string): Promise<Map<string, string>> {
  const found = await Promise.all(store.specs.map((spec) => store.find(spec)));
  const here = store.specs.filter(({ name }, i) => name === model || found[i]);
  return new Map(here.map((spec) => [modelTag(spec), spec.name]));
}
