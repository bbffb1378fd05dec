import { randomUUID } from "node:crypto";
import { and, count, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { type KeySecret, makeKey } from "./secret.ts";

/** Keys of one account that work at the same time. */
const mostActiveKeys = 100;
const longestName = 100;

/** What may be shown of a key. */
export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  last4: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Within a minute of the truth. */
  lastUsedAt: Date | null;
};

/** A key and its secret, which is never to be had again. */
export type NewApiKey = ApiKey & { key: string };

export type KeyOptions = { name?: string | undefined; expiresAt?: Date | undefined };

export type Keys = {
  /** @throws PlatformError `NotFound` (no such account), `InvalidInput` (name, expiry), `TooManyKeys` */
  create(uid: string, options?: KeyOptions): Promise<NewApiKey>;
  /** Every key the account ever had, newest first. */
  list(uid: string): Promise<ApiKey[]>;
  /** @throws PlatformError `NotFound`, `InvalidInput` (name) */
  rename(uid: string, id: string, name: string): Promise<ApiKey>;
  /** Stops the key at once. Revoking it again changes nothing. @throws PlatformError `NotFound` */
  revoke(uid: string, id: string): Promise<void>;
  /**
   * Puts a new key with the same name and expiry in the place of a working one, which stops at once.
   * Of two rotations of one key at the same time one succeeds. @throws PlatformError `NotFound` (or not working)
   */
  rotate(uid: string, id: string): Promise<NewApiKey>;
};

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  last4: apiKeys.last4,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  lastUsedAt: apiKeys.lastUsedAt,
};

/** Not revoked and not expired, by the database's clock. */
export const working = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
);

export function createKeys(db: Database): Keys {
  return withStorageErrors<Keys>({
    async create(uid, { name = "", expiresAt } = {}) {
      validate(name, expiresAt);
      return db.transaction(async (transaction) => {
        // Locks the account's row, so that keys made at the same time are counted one after the other.
        const account = transaction.select({ id: users.id }).from(users).where(eq(users.id, uid));
        if ((await account.for("no key update")).length === 0) throw notFound("account");
        const [active] = await transaction
          .select({ keys: count() })
          .from(apiKeys)
          .where(and(eq(apiKeys.userId, uid), working));
        if (active && active.keys >= mostActiveKeys) throw tooMany();
        return insert(transaction, uid, { name, expiresAt: expiresAt ?? null });
      });
    },

    list(uid) {
      return db.select(shown).from(apiKeys).where(eq(apiKeys.userId, uid)).orderBy(desc(apiKeys.createdAt));
    },

    async rename(uid, id, name) {
      validate(name, undefined);
      const [renamed] = await db
        .update(apiKeys)
        .set({ name })
        .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, uid)))
        .returning(shown);
      if (!renamed) throw notFound("key");
      return renamed;
    },

    async revoke(uid, id) {
      const revoked = await db
        .update(apiKeys)
        .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, now())` })
        .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, uid)))
        .returning({ id: apiKeys.id });
      if (revoked.length === 0) throw notFound("key");
    },

    rotate(uid, id) {
      return db.transaction(async (transaction) => {
        const [old] = await transaction
          .update(apiKeys)
          .set({ revokedAt: sql`now()` })
          .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, uid), working))
          .returning(shown);
        if (!old) throw notFound("key");
        return insert(transaction, uid, old);
      });
    },
  });
}

async function insert(
  db: Pick<Database, "insert">,
  uid: string,
  { name, expiresAt }: Pick<ApiKey, "name" | "expiresAt">,
): Promise<NewApiKey> {
  const { key, ...secret }: KeySecret = makeKey();
  const [row] = await db
    .insert(apiKeys)
    .values({ id: randomUUID(), userId: uid, name, expiresAt, ...secret })
    .returning(shown);
  return { ...row!, key };
}

function validate(name: string, expiresAt: Date | undefined): void {
  if (name.length > longestName) {
    throw new PlatformError("InvalidInput", `The name of a key has at most ${longestName} characters`);
  }
  if (expiresAt && !(expiresAt.getTime() > Date.now())) {
    throw new PlatformError("InvalidInput", "A key must expire at a time in the future");
  }
}

function notFound(what: string): PlatformError {
  return new PlatformError("NotFound", `There is no such ${what}`);
}

function tooMany(): PlatformError {
  return new PlatformError("TooManyKeys", `An account has at most ${mostActiveKeys} keys: revoke one first`);
}
