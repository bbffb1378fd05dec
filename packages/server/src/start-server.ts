import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { createEngine, describePrecision, type Engine, ModelStore } from "@alphacut/engine";
import { createPlatform, type Platform } from "@alphacut/platform";
import type { Logger } from "pino";
import type { SiteSettings } from "./account-api/public-routes.ts";
import { type App, createApp, DEFAULT_APP_OPTIONS } from "./app.ts";
import { cannotListen } from "./cannot-listen.ts";
import { type Config, ConfigError } from "./config.ts";
import { decodeJob } from "./job-recipes.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import { createLog } from "./operations/log.ts";
import { createRecentErrors, type RecentErrors } from "./operations/recent-errors.ts";
import type { Dependency } from "./operations/routes.ts";
import { accessOf, type PlatformRouteServices, servePlatform } from "./platform-routes.ts";
import { type Branding, readLogo } from "./site/branding.ts";

export interface RunningServer {
  /** Where it listens, without a last slash. */
  address: string;
  /** What it runs on, for people. */
  runsOn: Readonly<Record<"storage" | "model" | "threads", string>>;
  log: Logger;
  /**
   * Takes no new work, lets running images finish for at most `limitMs`, frees everything. Safe to call twice.
   */
  stop(limitMs?: number): Promise<void>;
}

const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
/** The longest time that running work is waited for. */
export const STOP_LIMIT_MS = 30_000;

/**
 * The composition root: builds everything that `config` asks for and listens. When something fails, nothing stays open.
 *
 * @throws ConfigError, PlatformError, EngineError, CannotListen
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const recentErrors = createRecentErrors();
  const log = createLog(config.logLevel, { onFailure: recentErrors.record });
  const branding = await brandingOf(config);
  const models = await allowedModels(config);
  const platform = await createPlatform({ ...config, log });
  const engine = createEngine({
    modelsDir: config.modelsDir,
    model: config.model,
    precision: config.precision,
    memory: config.memory,
    queueLimit: config.queueLimit,
    maskCacheBytes: config.maskCacheBytes,
    ...(config.threads === undefined ? {} : { threads: config.threads }),
  });
  const decodeRecipe = decodeJob(models);
  const jobs = { decodeRecipe, wake: () => running?.wake() };
  const app = composeApp(config, { platform, engine, models, jobs, branding, recentErrors, log });
  const { metrics } = app.cutouts;
  const { fetchAllow } = config;
  const running =
    platform.jobs && startJobs({ services: platform.jobs, metrics, engine, decodeRecipe, fetchAllow, log });
  const stop = async (limitMs: number) => {
    await Promise.all([app.stop(limitMs), running?.stop(limitMs)]);
    await engine.close();
    await platform.close();
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
  const { model, threads } = engine.status();
  return {
    address: urlOf(app.http.server.address() as AddressInfo),
    runsOn: { storage: storageOf(config), model, threads: String(threads) },
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
  log: Logger;
}

function composeApp(config: Config, parts: Parts): App {
  const { platform, engine, models, jobs, branding, recentErrors, log } = parts;
  const dependencies = dependenciesOf(platform, config);
  const app = createApp(
    { engine, access: accessOf(platform), models, dependencies, fetchAllow: config.fetchAllow, log },
    {
      ...DEFAULT_APP_OPTIONS,
      trustProxy: config.trustProxy,
      corsOrigins: config.corsOrigins,
      publicUrl: config.publicUrl,
      metricsToken: config.metricsToken,
      branding,
      substituteModel: config.substituteModel,
      overTls: config.publicUrl.startsWith("https:"),
    },
  );
  const status = { version, engine, dependencies, recentErrors };
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

/** The default model and those that the operator has put or pulled into the models folder. */
async function allowedModels({ modelsDir, model, precision }: Config): Promise<string[]> {
  const store = new ModelStore(modelsDir, { precision });
  const names = store.specs.map(({ name }) => name);
  if (!names.includes(model)) {
    throw new ConfigError([`ALPHACUT_MODEL: got ${JSON.stringify(model)}, takes ${names.join(", ")}`]);
  }
  const found = await Promise.all(store.specs.map((spec) => store.find(spec)));
  return names.filter((name, index) => name === model || found[index]);
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

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
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
