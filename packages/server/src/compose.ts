import type { AddressInfo } from "node:net";
import { createEngine } from "@alphacut/engine";
import { type Logger, pino } from "pino";
import { createApp, DEFAULT_APP_OPTIONS } from "./app.ts";
import type { Config } from "./config.ts";
import { createAnonymousAccess } from "./cutout/anonymous-access.ts";

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

const STOP_LIMIT_MS = 30_000;

/** The composition root: builds everything that `config` asks for and listens. */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = pino({ level: config.logLevel });
  const engine = createEngine({
    modelsDir: config.modelsDir,
    model: config.model,
    queueLimit: config.queueLimit,
    maskCacheBytes: config.maskCacheBytes,
    ...(config.threads === undefined ? {} : { threads: config.threads }),
  });
  engine.ready().catch((error: unknown) => log.error({ err: error }, "The model is not available"));
  const access = createAnonymousAccess(config.anonymousDaily);
  const app = createApp(
    { engine, access, dependencies: [], log },
    {
      ...DEFAULT_APP_OPTIONS,
      trustProxy: config.trustProxy,
      overTls: config.publicUrl?.startsWith("https:") ?? false,
    },
  );
  await app.http.listen({ host: config.host, port: config.port });

  let stopped: Promise<void> | undefined;
  return {
    address: urlOf(app.http.server.address() as AddressInfo),
    runsOn: {
      storage: "memory",
      model: engine.status().model,
      threads: String(engine.status().threads),
    },
    log,
    stop(limitMs = STOP_LIMIT_MS) {
      stopped ??= (async () => {
        await app.stop(limitMs);
        await engine.close();
      })();
      return stopped;
    },
  };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
