import { createPlatform } from "@alphacut/platform";
import { pino } from "pino";
import { createApp, DEFAULT_APP_OPTIONS } from "../../app.ts";
import { parseAllowList } from "../../http/guarded-fetch/allow-list.ts";
import { decodeJob } from "../../job-recipes.ts";
import { createRecentErrors } from "../../operations/recent-errors.ts";
import { accessOf, servePlatform } from "../../platform-routes.ts";
import { NOTHING_SET_UP } from "../../testing/set-up.ts";
import { createStubEngine } from "../../testing/stub-engine.ts";
import { runJobs } from "../job-runner.ts";
import { startJobs } from "../start-jobs.ts";
import { sendWebhooks } from "../webhook-sender.ts";

/**
 * A process that is killed: `crash-server.ts OPTIONS`, as JSON. It tells its parent when it is ready and of everything
 * that it has done.
 */
export interface CrashServerOptions {
  /** `server`: the API and everything that goes on by itself; the others one part of that. */
  role: "server" | "worker" | "sender";
  port: number;
  dataDir: string;
  filesDir: string;
  databaseUrl?: string | undefined;
  redisUrl?: string | undefined;
  adminToken: string;
}

const leaseMs = 2000;

const options = JSON.parse(process.argv[2] ?? "") as CrashServerOptions;
const { role, port, adminToken, filesDir, ...storage } = options;
const publicUrl = `http://127.0.0.1:${port}`;
const log = pino({ level: "silent" });
const platform = await createPlatform({
  ...storage,
  publicUrl,
  authSecret: "the same in every process of this test",
  siteName: "Alphacut",
  mailFrom: "Alphacut <alphacut@localhost>",
  anonymousDaily: 0,
  files: { folder: filesDir },
  jobLeaseMs: leaseMs,
  log,
});
const services = platform.jobs!;
const tell = (what: string) => void process.send?.(what);
const work: typeof services.work = {
  ...services.work,
  async next() {
    const leased = await services.work.next();
    if (leased) tell("picture");
    return leased;
  },
};
const engine = createStubEngine();
const fetchAllow = parseAllowList("127.0.0.1") ?? [];
const decodeRecipe = decodeJob(["stub"]);

if (role === "server") {
  const app = createApp(
    { engine, access: accessOf(platform), models: ["stub"], dependencies: [], fetchAllow, log },
    { ...DEFAULT_APP_OPTIONS, publicUrl, webFolder: "", guidesFolder: "" },
  );
  const { metrics } = app.cutouts;
  const jobs = { ...services, work };
  const running = startJobs({ services: jobs, metrics, engine, decodeRecipe, fetchAllow, log });
  const status = {
    version: "1",
    engine,
    dependencies: [],
    recentErrors: createRecentErrors(),
    setUp: NOTHING_SET_UP,
  };
  servePlatform(
    app.http,
    { platform, cutouts: app.cutouts, status, jobs: { decodeRecipe, wake: () => running.wake() } },
    {
      publicUrl,
      adminToken,
      siteName: "Alphacut",
      logoPath: undefined,
      termsUrl: undefined,
      privacyUrl: undefined,
      imprintUrl: undefined,
      socialProviders: [],
      anonymousDaily: 0,
      onDevice: false,
      supportUrl: undefined,
      supportEmail: undefined,
    },
  );
  await app.http.listen({ host: "127.0.0.1", port });
} else if (role === "worker") {
  runJobs({ work, engine, decodeRecipe, fetchAllow, log, heartbeatMs: leaseMs / 3, onEnd: () => {} });
} else {
  const webhooks = {
    ...services.webhooks,
    async takeDue(limit: number) {
      const due = await services.webhooks.takeDue(limit);
      if (due.length > 0) tell("message");
      return due;
    },
  };
  sendWebhooks({ webhooks, fetchAllow, onAttempt: () => {}, log });
}
tell("ready");
