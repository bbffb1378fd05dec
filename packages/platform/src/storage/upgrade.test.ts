import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { migrate as migrateNodePostgres } from "drizzle-orm/node-postgres/migrator";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { log } from "../accounts/testing/accounts.ts";
import { hashKey } from "../keys/secret.ts";
import { createPlatform } from "../platform.ts";
import { openTestServerDatabase } from "../testing/database.ts";
import { describeWith } from "../testing/services.ts";
import { unpackTemplate } from "./template.ts";

const migrations = fileURLToPath(new URL("./migrations/", import.meta.url));
const key = "ac_a_key_that_was_made_with_the_first_release";
/** What the first release had written: an account that has paid for three pictures, one of them prepaid. */
const written = (now: number) => {
  const date = new Date(now);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / 1000;
  const entry = (operation: string, kind: string, source: string) =>
    `insert into credit_entries values ('${operation}', '${kind}', 'u1', '${source}', ${kind === "reserve" ? -1 : 0}, 'api', ${month}, ${month}, ${next}, now())`;
  return [
    `insert into users (id, name, email, email_verified, language, plan) values ('u1', 'Ada', 'ada@example.com', true, 'de', 'Pro')`,
    `insert into api_keys (id, user_id, name, hash, prefix, last4) values ('k1', 'u1', 'shop', '${hashKey(key)}', 'ac_a_ke', 'ease')`,
    `insert into credit_accounts (uid, prepaid, granted) values ('u1', 49, 50)`,
    ...["r1", "r2"].flatMap((id) => [entry(id, "reserve", "included"), entry(id, "settle", "included")]),
    `insert into credit_entries values ('g1', 'grant', 'u1', 'prepaid', 50, null, null, null, null, now())`,
    entry("r3", "reserve", "prepaid"),
    entry("r3", "settle", "prepaid"),
    `insert into credit_months values ('u1', ${month}, 0, 3)`,
    `insert into credit_cycles values ('u1', ${month}, ${next}, 0, 3)`,
    `insert into credit_allowances values ('u1', ${month}, 2)`,
  ];
};

let folder: string;
let firstRelease: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "alphacut-upgrade-"));
  firstRelease = join(folder, "migrations");
  await mkdir(join(firstRelease, "meta"), { recursive: true });
  const journal = JSON.parse(await readFile(join(migrations, "meta/_journal.json"), "utf8"));
  const [first] = journal.entries;
  await cp(join(migrations, `${first.tag}.sql`), join(firstRelease, `${first.tag}.sql`));
  await writeFile(join(firstRelease, "meta/_journal.json"), JSON.stringify({ ...journal, entries: [first] }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function expectEverythingThere(databaseUrl?: string): Promise<void> {
  const platform = await createPlatform({
    dataDir: join(folder, "data"),
    databaseUrl,
    authSecret: "the same secret as with the first release",
    publicUrl: "http://127.0.0.1:8080",
    siteName: "Alphacut",
    mailFrom: "Alphacut <alphacut@localhost>",
    anonymousDaily: 0,
    files: { folder: join(folder, "files") },
    log,
  });
  try {
    const caller = await platform.callers.identify({
      apiKey: key,
      address: "192.0.2.1",
      origin: undefined,
      endpoint: "/rmbg",
    });
    expect(caller).toMatchObject({ kind: "account", uid: "u1", plan: { label: "Pro" } });
    const plan = platform.plans.find("Pro")!;
    const usage = () => platform.usage.membership({ uid: "u1", plan }, {});
    expect(await usage()).toMatchObject({ api_usage: 3, app_usage: 0 });
    // What is new works with what is old: the next picture, counting again, a job.
    const image = await platform.admission.reserve(caller);
    await image.settle();
    expect(await usage()).toMatchObject({ api_usage: 4 });
    await platform.rebuildCredits();
    expect(await usage()).toMatchObject({ api_usage: 4 });
    const asked = { uid: "u1", channel: "api" as const, recipe: {}, hasBackground: false, metadata: {} };
    const { job } = await platform.jobs!.jobs.create({ ...asked, keepDays: 1 });
    expect((await platform.jobs!.jobs.find("u1", job.id)).state).toBe("open");
  } finally {
    await platform.close();
  }
}

describe("a database of the first release", () => {
  it("goes on with this one, embedded, with its accounts, keys and credits", async () => {
    const cluster = join(folder, "data/database");
    await mkdir(join(folder, "data"));
    await unpackTemplate(cluster);
    const pglite = await PGlite.create({ dataDir: cluster });
    await migrate(drizzle(pglite), { migrationsFolder: firstRelease });
    for (const statement of written(Date.now())) await pglite.exec(statement);
    await pglite.close();
    await expectEverythingThere();
  });

  describeWith("PostgreSQL", "on a server", (serverUrl) => {
    it("goes on with this one, with its accounts, keys and credits", async () => {
      const database = await openTestServerDatabase(serverUrl);
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      // As the first release left it, in the place of the newest.
      await client.query("drop schema public cascade; drop schema drizzle cascade; create schema public");
      await migrateNodePostgres(drizzleNodePostgres(client), { migrationsFolder: firstRelease });
      for (const statement of written(Date.now())) await client.query(statement);
      await client.end();
      await expectEverythingThere(database.url);
      await database.close();
    });
  });
});
