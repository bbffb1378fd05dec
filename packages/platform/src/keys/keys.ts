import { randomUUID } from "node:crypto";
import { and, count, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { monthOf } from "../credits/calendar.ts";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { creditKeyMonths } from "../storage/schema/credits.ts";
import { apiKeys } from "../storage/schema/keys.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { type KeySecret, makeKey } from "./secret.ts";

/** Keys of one account that work at the same time. */
const mostActiveKeys = 100;
const longestName = 100;
const highestLimit = 1_000_000_000;
/** Of a list of origins or endpoints. */
const mostEntries = 50;

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
} & KeyLimits;

/** What a key is limited to; null: as far as its account goes. */
export type KeyLimits = {
  /** Credits in a UTC calendar month, 1…1,000,000,000. */
  monthlyLimit: number | null;
  /** Origins of the pages that may use it, as in `https://shop.example`. Then nothing else may: programs name no origin. */
  allowedOrigins: string[] | null;
  /** Paths that it opens, with all below them, as in `/v1.0`. */
  allowedEndpoints: string[] | null;
};

type Optional<Fields> = { [Field in keyof Fields]?: Fields[Field] | undefined };

export type KeyChange = Optional<KeyLimits & { name: string }>;

/** A key and its secret, which is never to be had again. */
export type NewApiKey = ApiKey & { key: string };

export type KeyOptions = KeyChange & { expiresAt?: Date | undefined };

/** A key of a list, with the credits that it has spent this UTC month: those being spent count, too. */
export type UsedApiKey = ApiKey & { usedThisMonth: number };

export type Keys = {
  /** @throws PlatformError `NotFound` (no such account), `InvalidInput` (name, expiry, limits), `TooManyKeys` */
  create(uid: string, options?: KeyOptions): Promise<NewApiKey>;
  /** Every key the account ever had, newest first. */
  list(uid: string): Promise<UsedApiKey[]>;
  /** Changes what is given, from the next request on. @throws PlatformError `NotFound`, `InvalidInput` (name, limits) */
  change(uid: string, id: string, change: KeyChange): Promise<ApiKey>;
  /** Stops the key at once. Revoking it again changes nothing. @throws PlatformError `NotFound` */
  revoke(uid: string, id: string): Promise<void>;
  /**
   * Puts a new key with the same name, expiry and limits in the place of a working one, which stops at once.
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
  monthlyLimit: apiKeys.monthlyLimit,
  allowedOrigins: apiKeys.allowedOrigins,
  allowedEndpoints: apiKeys.allowedEndpoints,
};

/** Not revoked and not expired, by the database's clock. */
export const working = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
);

/** @param now the time by which credits are counted */
export function createKeys(db: Database, now: () => Date = () => new Date()): Keys {
  return withStorageErrors<Keys>({
    async create(uid, options = {}) {
      validate(options);
      return db.transaction(async (transaction) => {
        // Locks the account's row, so that keys made at the same time are counted one after the other.
        const account = transaction.select({ id: users.id }).from(users).where(eq(users.id, uid));
        if ((await account.for("no key update")).length === 0) throw notFound("account");
        const [active] = await transaction
          .select({ keys: count() })
          .from(apiKeys)
          .where(and(eq(apiKeys.userId, uid), working));
        if (active && active.keys >= mostActiveKeys) throw tooMany();
        return insert(transaction, uid, options);
      });
    },

    list(uid) {
      const { used, monthStart, keyId, uid: of } = creditKeyMonths;
      const thisMonth = and(eq(of, uid), eq(keyId, apiKeys.id), eq(monthStart, monthOf(now()).startUnix));
      return db
        .select({ ...shown, usedThisMonth: sql<number>`coalesce(${used}, 0)` })
        .from(apiKeys)
        .leftJoin(creditKeyMonths, thisMonth)
        .where(eq(apiKeys.userId, uid))
        .orderBy(desc(apiKeys.createdAt));
    },

    async change(uid, id, change) {
      validate(change);
      const [changed] = await db
        .update(apiKeys)
        // Sets what is not undefined, and at least one field.
        .set({ id, ...columnsOf(change) })
        .where(and(eq(apiKeys.id, id), eq(apiKeys.userId, uid)))
        .returning(shown);
      if (!changed) throw notFound("key");
      return changed;
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
  { name = "", expiresAt, ...limits }: Optional<KeyLimits & Pick<ApiKey, "name" | "expiresAt">>,
): Promise<NewApiKey> {
  const { key, ...secret }: KeySecret = makeKey();
  const [row] = await db
    .insert(apiKeys)
    .values({ id: randomUUID(), userId: uid, name, expiresAt, ...columnsOf(limits), ...secret })
    .returning(shown);
  return { ...row!, key };
}

/** Without what else an object may hold, such as the fields of the key before. */
function columnsOf({ name, monthlyLimit, allowedOrigins, allowedEndpoints }: KeyChange) {
  return { ...(name !== undefined && { name }), monthlyLimit, allowedOrigins, allowedEndpoints };
}

function validate({ name, expiresAt, monthlyLimit, allowedOrigins, allowedEndpoints }: KeyOptions): void {
  if (name !== undefined && name.length > longestName) {
    throw new PlatformError("InvalidInput", `The name of a key has at most ${longestName} characters`);
  }
  if (expiresAt && !(expiresAt.getTime() > Date.now())) {
    throw new PlatformError("InvalidInput", "A key must expire at a time in the future");
  }
  const limit = monthlyLimit ?? 1;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= highestLimit)) {
    throw new PlatformError("InvalidInput", `A key's monthly limit is 1 to ${highestLimit} credits, or none`);
  }
  for (const entries of [allowedOrigins ?? [""], allowedEndpoints ?? [""]]) {
    if (entries.length > 0 && entries.length <= mostEntries) continue;
    throw new PlatformError(
      "InvalidInput",
      `A list of a key has 1 to ${mostEntries} entries, or there is none`,
    );
  }
  for (const origin of allowedOrigins ?? []) {
    if (isOrigin(origin)) continue;
    throw new PlatformError("InvalidInput", `'${origin}' is no origin such as https://shop.example`);
  }
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function notFound(what: string): PlatformError {
  return new PlatformError("NotFound", `There is no such ${what}`);
}

function tooMany(): PlatformError {
  return new PlatformError("TooManyKeys", `An account has at most ${mostActiveKeys} keys: revoke one first`);
}
