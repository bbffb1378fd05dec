import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  createEngine,
  describePrecision,
  type Engine,
  type EngineOptions,
  ModelStore,
  resolveDevice,
} from "@alphacut/engine";
import { createPlatform, openRedis, type Platform } from "@alphacut/platform";
import type { Logger } from "pino";
import type { Metric } from "prom-client";
import type { SiteSettings } from "./account-api/public-routes.ts";
import { type App, createApp, DEFAULT_APP_OPTIONS } from "./app.ts";
import { banner } from "./banner.ts";
import { cannotListen } from "./cannot-listen.ts";
import { type Config, ConfigError } from "./config.ts";
import { decodeJob } from "./job-recipes.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import { createLog } from "./operations/log.ts";
import { createLookTimes } from "./operations/look-times.ts";
import { createRecentErrors, type RecentErrors } from "./operations/recent-errors.ts";
import type { Dependency } from "./operations/routes.ts";
import { startTracing } from "./operations/start-tracing.ts";
import type { Tracing } from "./operations/tracing.ts";
import { accessOf, type PlatformRouteServices, servePlatform } from "./platform-routes.ts";
import { createRedisMasks } from "./queue/redis-masks.ts";
import type { Announcement } from "./queue/roster.ts";
import { checkModel, type Running, STOP_LIMIT_MS, urlOf, VERSION } from "./running.ts";
import { setUpOf } from "./set-up.ts";
import { type Branding, readLogo } from "./site/branding.ts";

/**
 * The composition root: builds everything that `config` asks for and listens. When something fails, nothing stays open.
 *
 * @throws ConfigError, PlatformError, EngineError, CannotListen
 */
export async function startServer(config: Config): Promise<Running> {
  const recentErrors = createRecentErrors();
  const log = createLog(config.logLevel, { onFailure: recentErrors.record });
  const branding = await brandingOf(config);
  const store = new ModelStore(config.modelsDir, {
    precision: config.precision,
    device: resolveDevice(config.device),
  });
  checkModel(config, store);
  const platform = await createPlatform({ ...config, log });
  const tracing = await startTracing(config.tracesEndpoint, VERSION);
  const lookTimes = createLookTimes();
  const remote = await connectRemote(config, store, lookTimes.observe).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  const models = await allowedModels(config, store, remote?.workers?.() ?? []);
  const engine = createEngine({
    ...remote?.engineOptions,
    modelsDir: config.modelsDir,
    model: config.model,
    precision: config.precision,
    device: config.device,
    memory: config.memory,
    queueLimit: config.queueLimit,
    maskCacheBytes: config.maskCacheBytes,
    ...(config.threads === undefined ? {} : { threads: config.threads }),
  });
  const decodeRecipe = decodeJob(models);
  const jobs = { decodeRecipe, wake: () => running?.wake() };
  const app = composeApp(config, {
    platform,
    engine,
    models,
    jobs,
    branding,
    recentErrors,
    tracing,
    lookTimes: config.role === "api" ? lookTimes.histograms : [],
    workers: remote?.workers,
    log,
  });
  const { metrics } = app.cutouts;
  const { fetchAllow } = config;
  const running =
    platform.jobs && startJobs({ services: platform.jobs, metrics, engine, decodeRecipe, fetchAllow, log });
  const stop = async (limitMs: number) => {
    await Promise.all([app.stop(limitMs), running?.stop(limitMs)]);
    await engine.close();
    await remote?.close();
    await platform.close();
    await tracing?.close();
  };
  try {
    await app.http.listen({ host: config.host, port: config.port });
  } catch (error) {
    await stop(0);
    throw cannotListen(config, error);
  }
  engine.ready().then(
    () => logModel(engine, log),
    (error: unknown) => log.error({ err: error }, "The model is not available"),
  );

  let stopped: Promise<void> | undefined;
  return {
    banner: banner(urlOf(app.http.server.address() as AddressInfo), {
      storage: storageOf(config),
      model: describeRunner(engine, config),
    }),
    log,
    stop(limitMs = STOP_LIMIT_MS) {
      stopped ??= stop(limitMs);
      return stopped;
    },
  };
}

interface Parts {
  platform: Platform;
  engine: Engine;
  models: readonly string[];
  jobs: PlatformRouteServices["jobs"];
  branding: Branding;
  recentErrors: RecentErrors;
  /** Histograms of an API node. */
  lookTimes: readonly Metric[];
  /** Of an API node. */
  workers: Remote["workers"] | undefined;
  tracing: Tracing | undefined;
  log: Logger;
}

function composeApp(config: Config, parts: Parts): App {
  const { platform, engine, models, jobs, branding, recentErrors, lookTimes, workers, tracing, log } = parts;
  const dependencies = dependenciesOf(platform, config);
  const app = createApp(
    {
      engine,
      access: accessOf(platform),
      models,
      dependencies,
      fetchAllow: config.fetchAllow,
      metrics: lookTimes,
      tracing,
      log,
    },
    {
      ...DEFAULT_APP_OPTIONS,
      trustProxy: config.trustProxy,
      corsOrigins: config.corsOrigins,
      publicUrl: config.publicUrl,
      metricsToken: config.metricsToken,
      branding,
      onDeviceFolder: config.onDevice ? join(config.modelsDir, "browser") : undefined,
      substituteModel: config.substituteModel,
      overTls: config.publicUrl.startsWith("https:"),
    },
  );
  const status = { version: VERSION, engine, dependencies, recentErrors, setUp: setUpOf(config), workers };
  servePlatform(
    app.http,
    { platform, cutouts: app.cutouts, status, jobs },
    { ...config, ...siteOf(config, branding) },
  );
  return app;
}

async function brandingOf({ siteName: name, siteLogo: file }: Config): Promise<Branding> {
  if (file === undefined) return { name, logo: undefined };
  try {
    return { name, logo: await readLogo(file) };
  } catch (error) {
    throw new ConfigError([
      `ALPHACUT_SITE_LOGO: got ${JSON.stringify(file)} (${(error as Error).message}), takes the path of an SVG, PNG or WebP file, 256 kB at most`,
    ]);
  }
}

/** What an engine gets whose models, or whose memory for masks, are not in this process. */
interface Remote {
  engineOptions: Pick<EngineOptions, "segmenter" | "sharedMasks">;
  /** The workers that are alive; absent where the models run in this process. */
  workers?: () => readonly Announcement[];
  close(): Promise<void>;
}

/** Loaded where it is needed: one process without Redis does without the queue's library. */
async function connectRemote(
  { role, redisUrl: url, model, maskCacheBytes }: Config,
  store: ModelStore,
  onLook: ReturnType<typeof createLookTimes>["observe"],
): Promise<Remote | undefined> {
  if (url === undefined) return undefined;
  const { redis, close } = await openRedis(url);
  const sharedMasks = maskCacheBytes > 0 && createRedisMasks(redis, { maxBytes: maskCacheBytes });
  const memory = sharedMasks ? { sharedMasks } : {};
  if (role !== "api") return { engineOptions: memory, close };
  const { QueuedSegmenter } = await import("./queue/queued-segmenter.ts");
  const opening = QueuedSegmenter.open({ url, redis, models: store, model, onLook });
  const segmenter = await opening.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    engineOptions: { ...memory, segmenter },
    workers: () => segmenter.workers,
    close,
  };
}

/** The default model, those that the operator has put or pulled into the models folder, and those of the workers. */
async function allowedModels(
  { model }: Config,
  store: ModelStore,
  workers: readonly Announcement[],
): Promise<string[]> {
  const remote = workers.flatMap(({ models }) => Object.values(models));
  const found = await Promise.all(store.specs.map((spec) => store.find(spec)));
  return store.specs
    .map(({ name }) => name)
    .filter((name, index) => name === model || found[index] || remote.includes(name));
}

function describeRunner(engine: Engine, { role }: Config): string {
  const { model, threads, looks } = engine.status();
  if (role === "all") return `${model} (${threads} threads)`;
  const { length } = looks.runs;
  return `${model} (${length === 0 ? "no worker yet; start one with: alphacut worker" : `on ${length} worker${length === 1 ? "" : "s"}`})`;
}

function logModel(engine: Engine, log: Logger): void {
  const { model, precision } = engine.status();
  log.info({ model, precision }, `The model is ready${precision ? `: ${describePrecision(precision)}` : ""}`);
}

function siteOf(
  { google, github }: Config,
  { logo }: Branding,
): Pick<SiteSettings, "socialProviders" | "logoPath"> {
  return {
    logoPath: logo?.path,
    socialProviders: [...(google ? ["google" as const] : []), ...(github ? ["github" as const] : [])],
  };
}

function dependenciesOf(platform: Platform, { redisUrl }: Config): Dependency[] {
  const names = ["database", ...(redisUrl === undefined ? [] : ["Redis"])] as const;
  return names.map((name) => ({
    name: name.toLowerCase(),
    async check() {
      const missing: readonly string[] = await platform.unavailable();
      if (missing.includes(name)) throw new Error(`${name} does not answer`);
    },
  }));
}

function storageOf({ databaseUrl, redisUrl, dataDir }: Config): string {
  const database = databaseUrl === undefined ? `embedded database in ${dataDir}` : "PostgreSQL";
  return redisUrl === undefined ? database : `${database}, Redis`;
}
