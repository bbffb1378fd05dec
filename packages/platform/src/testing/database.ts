import { randomBytes } from "node:crypto";
import { blob } from "node:stream/consumers";
import pg from "pg";
import { describe } from "vitest";
import { openDatabase, type Storage } from "../storage/database.ts";
import { openInMemory } from "../storage/embedded.ts";
import { openTemplate } from "../storage/template.ts";
import { describeWith } from "./services.ts";

/** A new, migrated, embedded database in memory. Takes about a second: open one for a test file, not for a test. */
export async function openTestDatabase(): Promise<Storage> {
  return openInMemory(await blob(openTemplate()));
}

/** A new, migrated database on the PostgreSQL server at `serverUrl`, dropped when closed. */
export async function openTestServerDatabase(serverUrl: string): Promise<Storage & { url: string }> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const storage = await openDatabase({ url: url.href, dataDir: "" });
  return {
    ...storage,
    url: url.href,
    async close() {
      await storage.close();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Runs the same tests on the embedded database and, where there is one, on PostgreSQL. */
export function describeOnEveryDatabase(title: string, body: (open: () => Promise<Storage>) => void): void {
  describe(`${title} (embedded)`, () => body(openTestDatabase));
  describeWith("PostgreSQL", title, (url) => body(() => openTestServerDatabase(url)));
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
