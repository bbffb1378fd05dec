import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { administerCredits } from "../credits/administration.ts";
import type { CreditLedger } from "../credits/ledger.ts";
import { openSqlLedger } from "../credits/sql/sql-ledger.ts";
import { PlatformError } from "../errors.ts";
import type { Mail } from "../mail/messages.ts";
import { builtInCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { auditEntries } from "../storage/schema/audit.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { type Administration, createAdministration } from "./administration.ts";
import { type AuditTrail, createAuditTrail } from "./audit.ts";

const by = { actor: "boss@example.com", reason: "ticket 7" };
let number = 0;

describeOnEveryDatabase("the audit trail", (open) => {
  let storage: Storage;
  let ledger: CreditLedger;
  let administration: Administration;
  let audit: AuditTrail;
  let uid: string;
  let transport: "smtp" | "outbox" = "smtp";
  let refusesDeletion = false;
  const mails: Mail[] = [];
  const cleared: string[] = [];
  beforeAll(async () => {
    storage = await open();
    const now = () => new Date();
    ledger = await openSqlLedger({ db: storage.db, reservationMs: 60_000, now });
    const credits = administerCredits(storage.db, ledger, now);
    administration = createAdministration({
      db: storage.db,
      catalog: builtInCatalog(),
      credits,
      mailer: {
        send: (mail) => void mails.push(mail),
        status: async () => ({ transport, waiting: 0, sent: 0, failures: 0, problems: [] }),
      },
      requests: { list: async () => ({ requests: [], nextCursor: undefined }) },
      publicUrl: "https://cut.example.com",
      async beforeDelete(uid) {
        if (refusesDeletion) throw new PlatformError("BillingUnavailable", "Stripe does not answer");
        cleared.push(uid);
      },
    });
    audit = createAuditTrail(storage.db);
  });
  afterAll(() => storage.close());
  beforeEach(async () => {
    ({ uid } = await administration.createAccount(
      { email: `p${++number}@example.com`, prepaidCredits: 3 },
      by,
    ));
  });

  const trail = async () => (await audit.list({ uid, limit: 100 })).entries;

  it("says who changed what, when and why, as it was and as it is", async () => {
    const earlier = Date.now() - 60_000;
    await administration.changeAccount(
      uid,
      { plan: "Pro", role: "user", suspended: true, prepaidCredits: 5 },
      by,
    );
    const [entry] = await trail();
    expect(entry).toEqual({
      id: expect.stringMatching(/^\d+$/),
      at: expect.any(Date),
      actor: "boss@example.com",
      action: "account.changed",
      uid,
      email: `p${number}@example.com`,
      before: { plan: "Basic", suspended: false, prepaidCredits: 3 },
      after: { plan: "Pro", suspended: true, prepaidCredits: 5 },
      reason: "ticket 7",
    });
    expect(entry!.at.getTime()).toBeGreaterThan(earlier);
  });

  it("keeps the making of accounts and keys and the end of keys, and never a secret", async () => {
    const { id, key, prefix } = await administration.createKey(uid, { name: "shop" }, by);
    await administration.revokeKey(uid, id, { actor: "admin token" });
    const entries = await trail();
    expect(entries.map(({ actor, action, reason }) => [actor, action, reason])).toEqual([
      ["admin token", "key.revoked", null],
      ["boss@example.com", "key.created", "ticket 7"],
      ["boss@example.com", "account.created", "ticket 7"],
    ]);
    expect(entries[0]!.before).toEqual({ name: "shop", prefix });
    expect(entries[2]!.after).toMatchObject({ plan: "Basic", prepaidCredits: 3 });
    expect(JSON.stringify(entries)).not.toContain(key);
  });

  it("keeps that a link for a new password was mailed, and shows it only where mails go into files", async () => {
    expect(await administration.resetPassword(uid, by)).toEqual({ link: undefined });
    transport = "outbox";
    const { link } = await administration.resetPassword(uid, by);
    transport = "smtp";
    expect(mails).toMatchObject([
      { kind: "resetPassword", to: `p${number}@example.com` },
      { kind: "resetPassword", to: `p${number}@example.com`, link },
    ]);
    expect((await trail()).map(({ action }) => action)).toEqual([
      "password.reset",
      "password.reset",
      "account.created",
    ]);
    expect(JSON.stringify(await trail())).not.toContain("reset-password/");
    await expect(administration.resetPassword("nobody")).rejects.toMatchObject({ code: "NotFound" });
  });

  it("outlives a deleted account, which takes its keys along and leaves no address behind", async () => {
    await administration.createKey(uid, {}, by);
    refusesDeletion = true;
    await expect(administration.deleteAccount(uid, by)).rejects.toMatchObject({ code: "BillingUnavailable" });
    refusesDeletion = false;
    expect(await trail()).toHaveLength(2);
    await administration.deleteAccount(uid, by);
    expect(cleared).toContain(uid);
    expect(await storage.db.select().from(users).where(eq(users.id, uid))).toEqual([]);
    expect(await storage.db.select().from(apiKeys).where(eq(apiKeys.userId, uid))).toEqual([]);
    const [entry] = await trail();
    expect(entry).toMatchObject({
      actor: "boss@example.com",
      action: "account.deleted",
      email: null,
      before: { plan: "Basic", role: "user" },
      reason: "ticket 7",
    });
    expect(JSON.stringify(await trail())).not.toContain(`p${number}@example.com`);
    await expect(administration.deleteAccount(uid)).rejects.toMatchObject({ code: "NotFound" });
  });

  it("keeps that an account was exported: one JSON object of all about it, without a secret", async () => {
    const { id, key } = await administration.createKey(uid, { name: "shop" }, by);
    let text = "";
    for await (const piece of await administration.exportAccount(uid, by)) text += piece;
    const told = JSON.parse(text);
    expect(told).toMatchObject({
      account: [{ id: uid, email: `p${number}@example.com`, plan: "Basic" }],
      keys: [{ id, name: "shop" }],
      credits: [{ prepaid: 3 }],
      balanceChanges: [{ kind: "grant", amount: 3 }],
      jobs: [],
      requests: [],
    });
    expect(told.administration[0]).toMatchObject({ action: "account.exported" });
    const [row] = await storage.db.select().from(apiKeys).where(eq(apiKeys.id, id));
    for (const secret of [key, row!.hash]) expect(text).not.toContain(secret);
    await expect(administration.exportAccount("nobody")).rejects.toMatchObject({ code: "NotFound" });
  });

  it("has no entry for what changed nothing or was refused, and then nothing of it is done", async () => {
    await administration.changeAccount(uid, { plan: "Basic", prepaidCredits: 3 }, by);
    const refused = administration.changeAccount(uid, { prepaidCredits: 9, plan: "None" }, by);
    await expect(refused).rejects.toMatchObject({ code: "InvalidInput" });
    await expect(administration.revokeKey(uid, "none", by)).rejects.toMatchObject({ code: "NotFound" });
    await expect(administration.changeAccount("nobody", { prepaidCredits: 9 }, by)).rejects.toMatchObject({
      code: "NotFound",
    });
    expect(await trail()).toHaveLength(1);
    expect((await ledger.read(uid, 0)).prepaidCredits).toBe(3);
  });

  it("adds up: of changes at the same moment each goes on from the one before", async () => {
    const balances = [10, 20, 30, 40];
    await Promise.all(
      balances.map((prepaidCredits) => administration.changeAccount(uid, { prepaidCredits }, by)),
    );
    const changes = (await trail()).slice(0, 4).reverse();
    const steps = changes.map(({ before, after }) => [before?.prepaidCredits, after?.prepaidCredits]);
    expect(steps.map(([from]) => from)).toEqual([3, ...steps.slice(0, 3).map(([, to]) => to)]);
    expect((await ledger.read(uid, 0)).prepaidCredits).toBe(steps.at(-1)![1]);
  });

  it.each([
    ["changed", sql`UPDATE ${auditEntries} SET reason = 'another'`],
    ["deleted", sql`DELETE FROM ${auditEntries}`],
    ["emptied", sql`TRUNCATE ${auditEntries}`],
  ])("cannot be %s, not even by whoever writes SQL", async (_, statement) => {
    const before = await trail();
    await expect(storage.db.execute(statement)).rejects.toMatchObject({
      cause: { message: "The audit trail cannot be changed" },
    });
    expect(await trail()).toEqual(before);
  });

  it("is newest first, page by page, and a cursor that is none is refused in words", async () => {
    for (const plan of ["Pro", "Ultra", "Mega"]) await administration.changeAccount(uid, { plan }, by);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await audit.list({ uid, limit: 3, cursor });
      seen.push(...page.entries.map(({ after }) => after?.plan));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(["Mega", "Ultra", "Pro", "Basic"]);
    await expect(audit.list({ limit: 1, cursor: "1 OR 1" })).rejects.toMatchObject({ code: "InvalidInput" });
  });
});
