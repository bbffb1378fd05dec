import { hkdfSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Accounts, createAccounts } from "./accounts/accounts.ts";
import type { SocialProvider } from "./accounts/auth.ts";
import { createFindSession } from "./accounts/find-session.ts";
import { authSecret } from "./accounts/secret.ts";
import { type Administration, createAdministration } from "./administration/administration.ts";
import { type AuditTrail, createAuditTrail } from "./administration/audit.ts";
import { exportAccount } from "./administration/export-account.ts";
import { countTotals, type Totals } from "./administration/totals.ts";
import { type Billing, createBilling, type StripeAccess } from "./billing/index.ts";
import { type Callers, createCallers } from "./callers/callers.ts";
import { Closing } from "./closing.ts";
import {
  type Admission,
  type CreditLedger,
  createAdmission,
  createLowCredits,
  type LowCredits,
  openCredits,
  reservationMs,
  sumOldEntries,
} from "./credits/index.ts";
import { PlatformError } from "./errors.ts";
import { type FilePlace, type FileStore, openFiles } from "./files/index.ts";
import { createJobs, createJobWork, type Jobs, type JobWork, takeBackExpired } from "./jobs/index.ts";
import { createFindKey } from "./keys/find-key.ts";
import { createKeys, type Keys } from "./keys/keys.ts";
import { createAttempts, createLimits, createTestImages, type TestImages } from "./limits/index.ts";
import type { Log } from "./log.ts";
import { createMailer, type Mailer } from "./mail/mailer.ts";
import { builtInCatalog, type PlanCatalog, parseCatalog } from "./plans/catalog.ts";
import { reportOrphans } from "./plans/orphans.ts";
import { createPresets, type Presets } from "./presets/presets.ts";
import { createRequestLog, type RequestLog } from "./requests/request-log.ts";
import { makeDataFolder } from "./storage/data-folder.ts";
import { openDatabase, type Storage } from "./storage/database.ts";
import { openRedis } from "./storage/redis.ts";
import { storageError } from "./storage/unavailable.ts";
import { createUsage, type Usage } from "./usage/index.ts";
import { createWebhooks, type Webhooks } from "./webhooks/index.ts";

export type PlatformOptions = {
  /** The embedded database, the outbox and the secret made at first start live here. Created if missing. */
  dataDir: string;
  /** `postgres://…`; embedded in `dataDir` without it. */
  databaseUrl?: string | undefined;
  /** `redis://…`: counters and limits that all processes share; in the database and in this process without it. */
  redisUrl?: string | undefined;
  /** Where people reach the server, as in `https://cut.example.com`. */
  publicUrl: string;
  /** Signs sessions, at least 32 characters, the same in all processes; made and kept in `dataDir` without it. */
  authSecret?: string | undefined;
  google?: SocialProvider | undefined;
  github?: SocialProvider | undefined;
  /** `smtp://…` or `smtps://…`; mails go to `dataDir/outbox` without it. */
  smtpUrl?: string | undefined;
  /** Sender of mails. */
  mailFrom: string;
  /** What mails call the product. */
  siteName: string;
  /** Path of a JSON plan catalog in the place of the built-in one. */
  plansFile?: string | undefined;
  /** Billing is off without it. */
  stripe?: StripeAccess | undefined;
  /** Images a UTC day for an address without an account; 0 = accounts only. */
  anonymousDaily: number | "unlimited";
  /** Where jobs keep their files; undefined: there are no jobs. */
  files?: FilePlace | undefined;
  /** Of all files of all jobs; undefined: no limit but the plans'. */
  filesMaxBytes?: number | undefined;
  /** How long a worker of jobs may be silent before its picture goes to another one; half a minute when absent. */
  jobLeaseMs?: number | undefined;
  /** The time by which credits are counted; the machine's when absent. */
  now?: (() => Date) | undefined;
  log: Log;
};

export type Platform = {
  accounts: Accounts;
  keys: Keys;
  plans: PlanCatalog;
  callers: Callers;
  admission: Admission;
  testImages: TestImages;
  usage: Usage;
  requests: RequestLog;
  presets: Presets;
  billing: Billing;
  administration: Administration;
  /** What was done by `administration`. */
  audit: AuditTrail;
  /** Undefined: jobs are turned off. */
  jobs: JobServices | undefined;
  /** Everything that is known about an account, as the text of a JSON object in pieces. */
  exportAccount(uid: string): AsyncIterable<string>;
  /** Sends a mail that only says that mails work. Answers what went wrong, if anything did. */
  testMail: Mailer["test"];
  /** How much there is of everything, for the operator. */
  totals(): Promise<Totals>;
  /** How mailing goes: whether mails wait, and what went wrong. */
  mailStatus: Mailer["status"];
  /** Counts the credits' counters again from the entries. */
  rebuildCredits: CreditLedger["rebuild"];
  /** A backup of the embedded database, taken while it is in use; undefined with PostgreSQL, which has tools of its own. */
  backUp: Storage["backUp"];
  /** 32 bytes made of the secret, for signing one kind of thing: the same in every process that has the secret. */
  signingKey(purpose: string): Buffer;
  /** What does not answer at the moment; empty when all is well. */
  unavailable(): Promise<("database" | "Redis")[]>;
  /** Finishes what runs: counters written, mails sent, connections closed, data folder free. */
  close(): Promise<void>;
};

/** Everything about jobs: what their owners ask, what workers do, where the files are, and who is told. */
export type JobServices = {
  jobs: Jobs;
  work: JobWork;
  files: FileStore;
  webhooks: Webhooks;
  /** How long a worker may be silent before its picture goes to another one. */
  leaseMs: number;
};

const hourMs = 3_600_000;
const defaultJobLeaseMs = 30_000;

/** With PostgreSQL or Redis there may be other processes, whose data folder has another secret. */
const OWN_SECRET =
  "ALPHACUT_AUTH_SECRET is not set: sessions are signed with the secret in this data folder. Where several processes share PostgreSQL or Redis, give all of them the same ALPHACUT_AUTH_SECRET, or people are signed out whenever another one answers";

/**
 * Opens everything that the service knows of people and money.
 *
 * @throws PlatformError `InvalidInput` (catalog file, secret), `DataFolderInUse`, `StorageUnavailable`; then nothing
 *   stays open
 */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const closing = new Closing();
  try {
    return await open(options, closing);
  } catch (error) {
    await closing.run();
    throw isDiskFull(error) ? diskFull(options.dataDir, error) : error;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}

function diskFull(folder: string, cause: unknown): PlatformError {
  const message = `The disk that holds ${folder} is full. Free some space, or choose another ALPHACUT_DATA_DIR.`;
  return new PlatformError("StorageUnavailable", message, { cause });
}

async function open(options: PlatformOptions, closing: Closing): Promise<Platform> {
  const { dataDir, publicUrl, log } = options;
  const now = options.now ?? (() => new Date());
  const plans = await readCatalog(options.plansFile);
  await makeDataFolder(dataDir);
  const storage = await openDatabase({ url: options.databaseUrl, dataDir });
  closing.add(storage.close);
  const secret = await authSecret(options.authSecret, dataDir);
  if (options.authSecret === undefined && (options.databaseUrl ?? options.redisUrl) !== undefined) {
    log.warn({ dataDir }, OWN_SECRET);
  }

  const redis = options.redisUrl === undefined ? undefined : await openRedis(options.redisUrl);
  if (redis) closing.add(redis.close);
  const { db } = storage;
  await reportOrphans(db, plans, log);

  const credits = await openCredits({ db, redis: redis?.redis, now, log });
  closing.add(credits.close);
  const limits = createLimits({ redis: redis?.redis, anonymousDaily: options.anonymousDaily, now });
  const outboxDir = join(dataDir, "outbox");
  const { smtpUrl, mailFrom: from, siteName } = options;
  const mailer = createMailer({ smtpUrl, from, siteName, outboxDir, log });
  closing.add(mailer.close);

  const billing = createBilling({
    db,
    ledger: credits.ledger,
    catalog: plans,
    stripe: options.stripe,
    log,
  });
  const lowCredits = createLowCredits({ db, mailer, publicUrl, log });
  const spending = { ledger: credits.ledger, lowCredits };
  const jobs = options.files && (await openJobs(options, storage, spending, plans, closing));
  const requests = createRequestLog(db, log);
  closing.add(requests.close);
  async function beforeDelete(uid: string): Promise<void> {
    await billing.cancelSubscriptions(uid);
    await requests.forget(uid);
    await jobs?.jobs.deleteAllOf(uid);
    // What cannot be deleted now is when it can.
    await jobs?.jobs.sweep().catch((error: unknown) => log.warn({ err: error }, "Files stay for now"));
  }
  const findSession = createFindSession(db, secret);
  const accounts = createAccounts({
    storage,
    plans,
    findSession,
    publicUrl,
    secret,
    social: { google: options.google, github: options.github },
    mailer,
    log,
    attempts: createAttempts(redis?.redis),
    beforeDelete,
  });
  const sweeping = setInterval(() => {
    Promise.all([accounts.sweep(), requests.sweep(), sumOldEntries(db, now())]).catch((error: unknown) =>
      log.warn(
        { err: storageError(error) },
        "Expired sessions, requests and old credit entries stay for now",
      ),
    );
  }, hourMs).unref();
  closing.add(async () => clearInterval(sweeping));

  return {
    accounts,
    keys: createKeys(db, now),
    plans,
    callers: createCallers(createFindKey(db), findSession, plans),
    testImages: createTestImages({ redis: redis?.redis, now }),
    admission: createAdmission({ ...spending, limits, reservationMs }),
    usage: createUsage(db, credits.ledger, now),
    requests,
    presets: createPresets(db),
    billing,
    jobs,
    administration: createAdministration({
      db,
      catalog: plans,
      credits: credits.administration,
      mailer,
      requests,
      publicUrl,
      beforeDelete,
    }),
    exportAccount: (uid) => exportAccount(db, requests, uid),
    testMail: mailer.test,
    totals: () => countTotals(db),
    audit: createAuditTrail(db),
    mailStatus: mailer.status,
    backUp: storage.backUp,
    rebuildCredits: () => credits.ledger.rebuild(),
    signingKey: (purpose) => Buffer.from(hkdfSync("sha256", secret, "", purpose, 32)),
    async unavailable() {
      const silent = async (name: "database" | "Redis", ping: () => Promise<void>) =>
        ping().then(
          () => [],
          () => [name],
        );
      const answers = [silent("database", storage.ping), ...(redis ? [silent("Redis", redis.ping)] : [])];
      return (await Promise.all(answers)).flat();
    },
    close: () => closing.run(),
  };
}

async function openJobs(
  { files: place, filesMaxBytes, jobLeaseMs = defaultJobLeaseMs, databaseUrl }: PlatformOptions,
  { db }: Storage,
  spending: { ledger: CreditLedger; lowCredits: LowCredits },
  plans: PlanCatalog,
  closing: Closing,
): Promise<JobServices | undefined> {
  if (place === undefined) return undefined;
  const files = await openFiles(place);
  closing.add(files.close);
  // An embedded database has one process, and that one has only just begun.
  if (databaseUrl === undefined) await takeBackExpired(db, "every");
  return {
    jobs: createJobs(db, files, filesMaxBytes),
    work: createJobWork({ db, files, ...spending, plans, leaseMs: jobLeaseMs }),
    files,
    webhooks: createWebhooks(db),
    leaseMs: jobLeaseMs,
  };
}

async function readCatalog(path: string | undefined): Promise<PlanCatalog> {
  if (path === undefined) return builtInCatalog();
  const json = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new PlatformError("InvalidInput", `The plan catalog ${path} cannot be read (${error.code})`);
  });
  return parseCatalog(json, path);
}
