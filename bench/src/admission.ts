import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPlatform, type Platform } from "@alphacut/platform";
import { median, percentile, printTable } from "./report.ts";

/** A plan without a minute limit that would get in the way of a benchmark. */
const CATALOG = { plans: [{ label: "Bench", includedCredits: 1_000_000, requestsPerMinute: 1_000_000 }] };

const SEQUENTIAL = 500;
const PARALLEL = 4000;
const IN_FLIGHT = 64;

export interface AdmissionOptions {
  /** Addresses of running servers; without them only the embedded storage is measured. */
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
}

/** What admission costs an image: identify by API key, count the request, reserve a credit, settle it. */
export async function benchAdmission({ databaseUrl, redisUrl }: AdmissionOptions): Promise<void> {
  const rows = [await measure("embedded", {})];
  if (databaseUrl) rows.push(await measure("PostgreSQL", { databaseUrl }));
  if (databaseUrl && redisUrl) rows.push(await measure("PostgreSQL + Redis", { databaseUrl, redisUrl }));
  printTable("Admission (identify, limit, reserve, settle)", rows);
}

async function measure(name: string, services: { databaseUrl?: string; redisUrl?: string }) {
  const dataDir = await mkdtemp(join(tmpdir(), "alphacut-bench-"));
  const plansFile = join(dataDir, "plans.json");
  await writeFile(plansFile, JSON.stringify(CATALOG));
  const log = { info() {}, warn() {}, error: console.error };
  const platform = await createPlatform({
    ...services,
    dataDir,
    plansFile,
    publicUrl: "http://127.0.0.1:8080",
    mailFrom: "bench@example.com",
    siteName: "Alphacut",
    anonymousDaily: 0,
    log,
  });
  try {
    const account = { email: `${Date.now()}@example.com`, emailVerified: true };
    const { uid } = await platform.administration.createAccount(account);
    const { key } = await platform.keys.create(uid, { name: "bench" });
    for (let i = 0; i < 50; i++) await admit(platform, key);
    const times: number[] = [];
    for (let i = 0; i < SEQUENTIAL; i++) times.push(await admit(platform, key));
    return {
      storage: name,
      "median ms": median(times),
      "p99 ms": percentile(times, 0.99),
      "a second": await rate(platform, key),
    };
  } finally {
    await platform.close();
    await rm(dataDir, { recursive: true });
  }
}

async function admit({ callers, admission }: Platform, apiKey: string): Promise<number> {
  const start = performance.now();
  const caller = await callers.identify({
    apiKey,
    address: "127.0.0.1",
    origin: undefined,
    endpoint: "/rmbg",
  });
  await admission.takeRequest(caller);
  const reservation = await admission.reserve(caller);
  await reservation.settle();
  return performance.now() - start;
}

async function rate(platform: Platform, key: string): Promise<number> {
  let left = PARALLEL;
  const start = performance.now();
  const lane = async () => {
    while (left-- > 0) await admit(platform, key);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return PARALLEL / ((performance.now() - start) / 1000);
}
