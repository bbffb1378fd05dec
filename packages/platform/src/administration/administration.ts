import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Account } from "../accounts/account.ts";
import { type AccountChange, createDirectory, type NewAccount } from "../accounts/directory.ts";
import { createResetLink } from "../accounts/reset-links.ts";
import { grantPrepaid } from "../credits/changes.ts";
import type { CreditAdministration, CreditChange, CreditStanding } from "../credits/index.ts";
import { PlatformError } from "../errors.ts";
import { parseInput } from "../input.ts";
import { createKeys, type KeyOptions, type NewApiKey } from "../keys/keys.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { PlanCatalog } from "../plans/catalog.ts";
import type { RequestLog } from "../requests/request-log.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { type Act, type AuditAction, record } from "./audit.ts";
import { exportAccount } from "./export-account.ts";

/** Accounts, their credits and their keys in the hands of an administrator. The audit trail keeps all that is done here. */
export type Administration = {
  /** @throws PlatformError `EmailTaken`, `InvalidInput` */
  createAccount(account: NewAccount & Pick<CreditChange, "prepaidCredits">, act?: Act): Promise<Account>;
  /**
   * Changes what is given, all of it or nothing; it counts from the next request on.
   * @throws PlatformError `NotFound`, `InvalidInput`
   */
  changeAccount(uid: string, change: AccountChange & CreditChange, act?: Act): Promise<Account>;
  /**
   * Mails a link by which the account's owner chooses a new password; it works once, for an hour. Where mails go into files,
   * the link is answered, to be passed on.
   *
   * @throws PlatformError `NotFound`
   */
  resetPassword(uid: string, act?: Act): Promise<{ link: string | undefined }>;
  /**
   * Deletes an account with its sessions, keys, jobs, files and request log, and cancels its subscriptions. The audit trail
   * stays, without its address.
   *
   * @throws PlatformError `NotFound`, `BillingUnavailable`; then the account stays
   */
  deleteAccount(uid: string, act?: Act): Promise<void>;
  /**
   * Everything that is known about an account, as the text of a JSON object in pieces.
   *
   * @throws PlatformError `NotFound`
   */
  exportAccount(uid: string, act?: Act): Promise<AsyncIterable<string>>;
  /** @throws PlatformError `NotFound`, `InvalidInput`, `TooManyKeys` */
  createKey(uid: string, options: KeyOptions, act?: Act): Promise<NewApiKey>;
  /** @throws PlatformError `NotFound` */
  revokeKey(uid: string, id: string, act?: Act): Promise<void>;
};

/** The program that this is part of, when nobody asks it to. */
const PROGRAM: Act = { actor: "program" };

const unixSeconds = z.int().min(0).max(253_402_300_799);

const creditChange = z.object({
  prepaidCredits: z.int().min(0).max(1_000_000_000).optional(),
  billingPeriod: z
    .object({ startUnix: unixSeconds, endUnix: unixSeconds })
    .refine(({ startUnix, endUnix }) => startUnix < endUnix, "must end after it starts")
    .nullish(),
});

export interface AdministrationOptions {
  db: Database;
  catalog: PlanCatalog;
  credits: CreditAdministration;
  mailer: Pick<Mailer, "send" | "status">;
  requests: Pick<RequestLog, "list">;
  /** Where people reach the server. */
  publicUrl: string;
  /** Called before an account is deleted; when it throws, the account stays. */
  beforeDelete(uid: string): Promise<void>;
}

export function createAdministration(options: AdministrationOptions): Administration {
  const { db, catalog, credits, mailer, publicUrl } = options;

  /** Writes down what is done to an account that is there. */
  async function recordOf(tx: Database, uid: string, act: Act, action: AuditAction): Promise<Account> {
    const account = await createDirectory(tx, catalog).find(uid);
    if (!account) throw new PlatformError("NotFound", "There is no such account");
    const { plan, role, emailVerified, suspended } = account;
    const before = action === "account.deleted" ? { plan, role, emailVerified, suspended } : undefined;
    await record(tx, act, { action, uid, ...(before && { before }) });
    return account;
  }

  /** Changes an account and writes it down. */
  async function change(
    tx: Database,
    uid: string,
    { wanted, credits, act }: { wanted: AccountChange; credits?: CreditChange; act: Act },
    standing?: CreditStanding,
  ): Promise<Account> {
    const directory = createDirectory(tx, catalog);
    await tx.select({ id: users.id }).from(users).where(eq(users.id, uid)).for("update");
    const before = await directory.find(uid);
    const account = await directory.change(uid, wanted);
    const changed = differences({ ...before, ...standing }, { ...account, ...standing, ...credits });
    if (changed) await record(tx, act, { action: "account.changed", uid, ...changed });
    return account;
  }

  return withStorageErrors<Administration>({
    async createAccount({ prepaidCredits, ...input }, act = PROGRAM) {
      const { prepaidCredits: granted = 0 } = parseInput(creditChange, { prepaidCredits }, "The account");
      const account = await createDirectory(db, catalog).create(input, async (tx, made) => {
        if (granted > 0)
          await grantPrepaid(tx, { id: randomUUID(), uid: made.uid, credits: granted, at: new Date() });
        const { uid, plan, role, emailVerified } = made;
        const after = { plan, role, emailVerified, prepaidCredits: granted };
        await record(tx, act, { action: "account.created", uid, after });
      });
      if (granted > 0) await credits.refresh(account.uid);
      return account;
    },

    async changeAccount(uid, { prepaidCredits, billingPeriod, ...wanted }, act = PROGRAM) {
      const creditsWanted = given(parseInput(creditChange, { prepaidCredits, billingPeriod }, "The change"));
      if (Object.keys(creditsWanted).length === 0) {
        return db.transaction((tx) => change(tx, uid, { wanted, act }));
      }
      let account = await createDirectory(db, catalog).find(uid);
      if (!account) throw new PlatformError("NotFound", "There is no such account");
      await credits.set(uid, creditsWanted, async (tx, standing) => {
        account = await change(tx, uid, { wanted, credits: creditsWanted, act }, standing);
      });
      return account;
    },

    async resetPassword(uid, act = PROGRAM) {
      const { link, account } = await db.transaction(async (tx) => {
        const account = await recordOf(tx, uid, act, "password.reset");
        return { account, link: await createResetLink(tx, uid, publicUrl) };
      });
      mailer.send({ kind: "resetPassword", to: account.email, language: account.language, link });
      const { transport } = await mailer.status();
      return { link: transport === "outbox" ? link : undefined };
    },

    async deleteAccount(uid, act = PROGRAM) {
      const account = await createDirectory(db, catalog).find(uid);
      if (!account) throw new PlatformError("NotFound", "There is no such account");
      await options.beforeDelete(uid);
      await db.transaction(async (tx) => {
        await recordOf(tx, uid, act, "account.deleted");
        await tx.delete(users).where(eq(users.id, uid));
      });
    },

    async exportAccount(uid, act = PROGRAM) {
      await db.transaction((tx) => recordOf(tx, uid, act, "account.exported"));
      return exportAccount(db, options.requests, uid);
    },

    createKey: (uid, options, act = PROGRAM) =>
      db.transaction(async (tx) => {
        const made = await createKeys(tx).create(uid, options);
        const { name, prefix, expiresAt } = made;
        const limits = Object.entries(options).filter(([field]) => field in made);
        const after = { ...Object.fromEntries(limits), name, prefix, expiresAt };
        await record(tx, act, { action: "key.created", uid, after });
        return made;
      }),

    revokeKey: (uid, id, act = PROGRAM) =>
      db.transaction(async (tx) => {
        const keys = createKeys(tx);
        await keys.revoke(uid, id);
        const key = (await keys.list(uid)).find((one) => one.id === id);
        await record(tx, act, {
          action: "key.revoked",
          uid,
          before: { name: key?.name, prefix: key?.prefix },
        });
      }),
  });
}

/** What the trail tells of an account when it changes. */
const TOLD = ["plan", "role", "emailVerified", "suspended", "prepaidCredits", "billingPeriod"] as const;

type Told = { [Field in (typeof TOLD)[number]]?: unknown };

/** What differs, before and after; undefined: nothing. */
function differences(before: Told, after: Told): { before: object; after: object } | undefined {
  const fields = TOLD.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (fields.length === 0) return undefined;
  const pick = (from: Told) => Object.fromEntries(fields.map((field) => [field, from[field]]));
  return { before: pick(before), after: pick(after) };
}

/** Without the fields that are undefined. */
function given(change: CreditChange): CreditChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
