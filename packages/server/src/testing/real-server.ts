import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "@alphacut/engine";
import { brightnessModel, freePort } from "@alphacut/engine/testing";
import { createPlatform, type Platform, type PlatformOptions } from "@alphacut/platform";
import { type AppOptions, createApp, DEFAULT_APP_OPTIONS } from "../app.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import type { AllowList } from "../http/guarded-fetch/allow-list.ts";
import { decodeJob } from "../job-recipes.ts";
import { startJobs } from "../jobs/start-jobs.ts";
import { createLog } from "../operations/log.ts";
import { createRecentErrors } from "../operations/recent-errors.ts";
import { accessOf, servePlatform } from "../platform-routes.ts";
import { NOTHING_SET_UP } from "./set-up.ts";

export const ADMIN_TOKEN = "a-token-for-tests-only";

export interface RealServer {
  url: string;
  platform: Platform;
  engine: HeldEngine;
  /** The mails that went out, oldest first. */
  mails(): Promise<string[]>;
  /** Everything that was logged so far, as it would have been printed. */
  logged(): string;
  close(): Promise<void>;
}

/** An engine whose pictures can be made to wait or to fail before it sees them. */
export interface HeldEngine extends CutoutEngine {
  before: (signal: AbortSignal) => Promise<void>;
}

/**
 * The whole server on a free port of the loopback interface: real storage (embedded, in a folder of its own), the real
 * engine with a model of one node whose mask is the picture's brightness. Takes about three seconds: one for a test file.
 */
export async function listenForReal(
  options: Partial<AppOptions> = {},
  platformOptions: Partial<PlatformOptions> = {},
  further: { adminToken?: string | undefined; fetchAllow?: AllowList } = {},
): Promise<RealServer> {
  const { adminToken, fetchAllow } = { adminToken: ADMIN_TOKEN, fetchAllow: [], ...further };
  const folder = await mkdtemp(join(tmpdir(), "alphacut-server-"));
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  let logged = "";
  const recentErrors = createRecentErrors();
  const log = createLog("trace", {
    onFailure: recentErrors.record,
    destination: {
      write(line) {
        logged += line;
      },
    },
  });
  const platform = await createPlatform({
    dataDir: join(folder, "data"),
    publicUrl,
    mailFrom: "Alphacut <alphacut@localhost>",
    siteName: "Alphacut",
    anonymousDaily: 25,
    files: { folder: join(folder, "files") },
    log,
    ...platformOptions,
  });
  const model = await brightnessModel(folder);
  const real = createEngine({ modelsDir: folder, model: model.name, customModels: [model], threads: 1 });
  const engine: HeldEngine = {
    ...real,
    before: async () => {},
    cutout(bytes, recipe, { onPlace, ...options }) {
      const held = async () => {
        await onPlace?.();
        await engine.before(options.signal);
      };
      return real.cutout(bytes, recipe, { ...options, onPlace: held });
    },
  };
  const dependencies = [{ name: "database", check: async () => {} }];
  const decodeRecipe = decodeJob([model.name]);
  const app = createApp(
    { engine, access: accessOf(platform), models: [model.name], dependencies, fetchAllow, log },
    { ...DEFAULT_APP_OPTIONS, publicUrl, repeatWindowMs: 0, ...options },
  );
  const { metrics } = app.cutouts;
  const running =
    platform.jobs && startJobs({ services: platform.jobs, metrics, engine, decodeRecipe, fetchAllow, log });
  servePlatform(
    app.http,
    {
      platform,
      cutouts: app.cutouts,
      status: { version: "1.2.3", engine, dependencies, recentErrors, setUp: NOTHING_SET_UP },
      jobs: { decodeRecipe, wake: () => running?.wake() },
    },
    {
      publicUrl,
      adminToken,
      socialProviders: [],
      anonymousDaily: 25,
      onDevice: true,
      supportUrl: "https://help.example.com",
      supportEmail: undefined,
      siteName: "Alphacut",
      logoPath: undefined,
      termsUrl: undefined,
      privacyUrl: undefined,
      imprintUrl: "https://example.com/imprint",
    },
  );
  await app.http.listen({ host: "127.0.0.1", port });
  return {
    url: publicUrl,
    platform,
    engine,
    mails: () => readOutbox(join(folder, "data", "outbox")),
    logged: () => logged,
    async close() {
      await Promise.all([app.stop(0), running?.stop(0)]);
      await real.close();
      await platform.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function readOutbox(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
}
