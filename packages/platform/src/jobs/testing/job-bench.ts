import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { createDirectory } from "../../accounts/directory.ts";
import { monthOf } from "../../credits/calendar.ts";
import { openSqlLedger } from "../../credits/sql/sql-ledger.ts";
import { openFiles } from "../../files/index.ts";
import { builtInCatalog } from "../../plans/catalog.ts";
import type { Storage } from "../../storage/database.ts";
import { jobItems } from "../../storage/schema/index.ts";
import { createWebhooks } from "../../webhooks/webhooks.ts";
import { createJobs, createJobWork, inputKey, type Leased, newId } from "../index.ts";

export const limits = { items: 1000, bytes: 1024 ** 3, days: 7 };

/** Jobs on a database of one's own, with files in a folder of their own. */
export async function openJobBench(storage: Storage) {
  const { db } = storage;
  const folder = await mkdtemp(join(tmpdir(), "alphacut-jobs-"));
  const files = await openFiles({ folder });
  const clock = { now: new Date() };
  const ledger = await openSqlLedger({ db, reservationMs: 60_000, now: () => clock.now });
  const plans = builtInCatalog();
  const accounts = createDirectory(db, plans);
  const jobs = createJobs(db, files, 10 * 1024 ** 3);
  const work = createJobWork({ db, files, ledger, lowCredits: { note() {} }, plans, leaseMs: 60_000 });
  let accountNumber = 0;

  return {
    db,
    files,
    ledger,
    jobs,
    work,
    webhooks: createWebhooks(db),
    clock,
    async account(plan = "Pro") {
      const email = `jobs-${++accountNumber}-${Math.random()}@example.com`;
      return (await accounts.create({ email, emailVerified: true, plan })).uid;
    },
    /** A job of pictures that are stored, closed. */
    async job(
      uid: string,
      names: readonly string[],
      { open = false, keyId = undefined as string | undefined } = {},
    ) {
      const asked = { channel: "api" as const, recipe: {}, hasBackground: false, metadata: {}, keepDays: 7 };
      const { job } = await jobs.create({ uid, keyId, ...asked });
      const items = names.map((name) => ({ id: newId("item"), name, bytes: 4 }));
      for (const item of items)
        await files.put(inputKey({ jobId: job.id, id: item.id }), Buffer.from("body"));
      await jobs.add({ uid, id: job.id, limits }, items);
      return open ? job : jobs.close(uid, job.id);
    },
    /** Everything that a worker does with a picture. */
    async finish(leased: Leased) {
      await work.reserve(leased);
      await work.store(leased, Buffer.from("result"), { format: "png", width: 1, height: 1 });
      await work.complete(leased);
    },
    /** As if whoever has the item had been silent for too long. */
    async loseLease({ item }: Leased) {
      await db
        .update(jobItems)
        .set({ leaseUntil: sql`now() - interval '1 second'` })
        .where(eq(jobItems.id, item.id));
      await work.takeBack();
    },
    async charged(uid: string) {
      const { month } = await ledger.read(uid, monthOf(clock.now).startUnix);
      return month.app + month.api;
    },
    async fileNames() {
      const keys: string[] = [];
      for await (const { key } of files.list()) keys.push(key);
      return keys.sort();
    },
    async close() {
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type JobBench = Awaited<ReturnType<typeof openJobBench>>;
