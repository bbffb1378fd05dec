import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { monthOf } from "../credits/calendar.ts";
import type { Storage } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { creditAllowances, creditMonths } from "../storage/schema/credits.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { type AccountSearch, type AccountSort, listAccounts } from "./list-accounts.ts";

const people = [
  ["ada", "ada@example.com", "Ada Lovelace"],
  ["bob", "bob_b@example.com", "Bob 100%"],
  ["cem", "cem@beispiel.de", "Cem Ünal"],
  ["dia", "dia@example.com", "Dia \\ Slash"],
  ["eve", "eve@example.org", "Eve"],
] as const;

describeOnEveryDatabase("the list of accounts", (open) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
    for (const [index, [id, email, name]] of people.entries()) {
      // Two accounts of the same moment, and others that differ by less than a millisecond.
      const createdAt = sql`timestamptz '2026-03-15T12:00:00Z' + interval '1 microsecond' * ${Math.min(index, 3)}::int`;
      await storage.db.insert(users).values({ id, email, name, plan: "Basic", language: "en", createdAt });
    }
  });
  afterAll(() => storage.close());

  const found = async (search: object) => {
    const { accounts } = await listAccounts(storage.db, { limit: 100, ...search });
    return accounts.map(({ uid }) => uid);
  };

  it("is newest first and has everybody on one of its pages, once", async () => {
    const everybody = ["eve", "dia", "cem", "bob", "ada"];
    expect(await found({})).toEqual(everybody);
    for (const limit of [1, 2, 4, 5]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listAccounts(storage.db, { limit, cursor });
        expect(page.accounts.length).toBeLessThanOrEqual(limit);
        seen.push(...page.accounts.map(({ uid }) => uid));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen, `${limit} a page`).toEqual(everybody);
    }
  });

  it("goes on after an account that is gone in the meantime", async () => {
    const zoe = { id: "zoe", email: "zoe@example.com", name: "Zoe", plan: "Basic", language: "en" };
    await storage.db.insert(users).values(zoe);
    const { nextCursor } = await listAccounts(storage.db, { limit: 1 });
    await storage.db.delete(users).where(sql`id = 'zoe'`);
    expect(await found({ cursor: nextCursor })).toEqual(["eve", "dia", "cem", "bob", "ada"]);
  });

  it.each([
    [{ query: "LOVE" }, ["ada"]],
    [{ query: " example.com " }, ["dia", "bob", "ada"]],
    [{ query: "ünal" }, ["cem"]],
    [{ query: "%" }, ["bob"]],
    [{ query: "_" }, ["bob"]],
    [{ query: "\\" }, ["dia"]],
    [{ query: "nobody" }, []],
    [{ query: "" }, ["eve", "dia", "cem", "bob", "ada"]],
    [{ email: " ADA@example.com" }, ["ada"]],
    [{ email: "example.com" }, []],
    [{ email: "ada@example.com", query: "eve" }, []],
  ])("finds by %j", async (search, uids) => {
    expect(await found(search)).toEqual(uids);
  });

  describe("sorted and filtered", () => {
    beforeAll(async () => {
      const set = (id: string, change: object) => storage.db.update(users).set(change).where(sql`id = ${id}`);
      await set("ada", { plan: "Pro", role: "admin", emailVerified: true });
      await set("bob", { plan: "Pro", suspendedAt: new Date(), lastSeenAt: new Date(2000) });
      await set("cem", { emailVerified: true, lastSeenAt: new Date(3000) });
      const { startUnix: monthStart } = monthOf(new Date());
      await storage.db.insert(creditMonths).values([
        { uid: "ada", monthStart, app: 2, api: 1 },
        { uid: "dia", monthStart, app: 0, api: 3 },
        { uid: "eve", monthStart, app: 0, api: 0 },
        { uid: "cem", monthStart: 0, app: 9, api: 9 },
        { uid: "bob", monthStart, app: 9, api: 0 },
      ]);
      await storage.db.insert(creditAllowances).values({ uid: "ada", cycleStart: monthStart, used: 3 });
    });

    it.each<[AccountSort, string[]]>([
      ["email", ["ada", "bob", "cem", "dia", "eve"]],
      ["lastSeen", ["cem", "bob", "eve", "dia", "ada"]],
      ["usage", ["bob", "dia", "ada"]],
    ])("by %s, everybody comes once, page by page", async (sort, expected) => {
      for (const limit of [1, 2, 100]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await listAccounts(storage.db, { sort, limit, cursor });
          seen.push(...page.accounts.map(({ uid }) => uid));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(seen, `${limit} a page`).toEqual(expected);
      }
    });

    it.each<[Partial<AccountSearch>, string[]]>([
      [{ plan: "Pro" }, ["bob", "ada"]],
      [{ role: "admin" }, ["ada"]],
      [{ state: "suspended" }, ["bob"]],
      [{ state: "unconfirmed" }, ["eve", "dia", "bob"]],
      [{ state: "active" }, ["cem", "ada"]],
      [{ plan: "Pro", state: "active", sort: "email", query: "ada" }, ["ada"]],
    ])("%j has who fits", async (search, uids) => {
      expect(await found(search)).toEqual(uids);
    });

    it("tells what everybody used, and when they were seen", async () => {
      const { accounts } = await listAccounts(storage.db, { limit: 100, sort: "email" });
      const [ada, bob] = accounts;
      expect(ada).toMatchObject({ usedThisMonth: 3, usedIncluded: 3, lastSeenAt: null });
      expect(bob).toMatchObject({ usedThisMonth: 9, usedIncluded: 0, lastSeenAt: new Date(2000) });
    });
  });

  describe("cursors", () => {
    const encoded = (text: string) => Buffer.from(text).toString("base64url");
    it.each(["", "nonsense", encoded("yesterday ada"), encoded("2026-99-15T12:00:00.000000Z ada")])(
      "%j is refused in words",
      async (cursor) => {
        await expect(listAccounts(storage.db, { limit: 1, cursor })).rejects.toMatchObject({
          code: "InvalidInput",
          message: expect.stringContaining("'cursor'"),
        });
      },
    );
  });
});
