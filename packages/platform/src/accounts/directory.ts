import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { PlatformError } from "../errors.ts";
import { parseInput } from "../input.ts";
import { type Language, languages } from "../mail/language.ts";
import type { PlanCatalog } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { identities, roles, sessions, users } from "../storage/schema/accounts.ts";
import { isUniqueViolation } from "../storage/violations.ts";
import { text } from "../text.ts";
import { type Account, type Role, toAccount } from "./account.ts";
import { type AccountPage, type AccountSearch, listAccounts } from "./list-accounts.ts";

export type NewAccount = {
  email: string;
  /** Without one the account can be entered after a password reset. 8 to 128 characters. */
  password?: string | undefined;
  name?: string | undefined;
  emailVerified?: boolean | undefined;
  /** Label of a plan; the catalog's default one if left out. */
  plan?: string | undefined;
  /** `user` if left out. */
  role?: Role | undefined;
  language?: Language | undefined;
};

export type AccountChange = {
  plan?: string | undefined;
  role?: Role | undefined;
  emailVerified?: boolean | undefined;
  suspended?: boolean | undefined;
  /** Credits left at which it wants a mail, 0…1,000,000,000; 0: never, null: as its plan suggests. */
  lowCreditThreshold?: number | null | undefined;
};

/** The accounts as an administrator and the rest of the platform see them. */
export type Directory = {
  /** @throws PlatformError `EmailTaken`, `InvalidInput` */
  create(
    account: NewAccount,
    /** What else is kept with it, or neither. */
    alongside?: (transaction: Database, made: Account) => Promise<void>,
  ): Promise<Account>;
  find(uid: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /** One page of the accounts that fit, newest first. @throws PlatformError `InvalidInput` (cursor) */
  list(search: AccountSearch): Promise<AccountPage>;
  /**
   * Changes what is given, at once and for all of the account's keys and sessions. Suspending signs it out everywhere.
   * @throws PlatformError `NotFound`, `InvalidInput` (no such plan)
   */
  change(uid: string, change: AccountChange): Promise<Account>;
};

const newAccount = z.object({
  email: z.email().max(254).toLowerCase(),
  password: text(128).min(8).optional(),
  name: text(200).default(""),
  emailVerified: z.boolean().default(false),
  plan: text(100).optional(),
  role: z.enum(roles).default("user"),
  language: z.enum(languages).default("en"),
});

const threshold = z.int().min(0).max(1_000_000_000).nullish();

export function createDirectory(db: Database, catalog: PlanCatalog): Directory {
  async function findWhere(condition: ReturnType<typeof eq>): Promise<Account | undefined> {
    const [row] = await db.select().from(users).where(condition);
    return row && toAccount(row);
  }

  return {
    async create(input, alongside) {
      const {
        password,
        plan = catalog.defaultPlan.label,
        ...profile
      } = parseInput(newAccount, input, "The account");
      requirePlan(catalog, plan);
      const id = randomUUID();
      const hash = password === undefined ? undefined : await hashPassword(password);
      try {
        return await db.transaction(async (transaction) => {
          const [row] = await transaction
            .insert(users)
            .values({ id, plan, ...profile })
            .returning();
          if (hash !== undefined) {
            await transaction.insert(identities).values({
              id: randomUUID(),
              userId: id,
              accountId: id,
              providerId: "credential",
              password: hash,
            });
          }
          const made = toAccount(row!);
          await alongside?.(transaction, made);
          return made;
        });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        throw new PlatformError("EmailTaken", `${profile.email} already has an account`);
      }
    },

    find: (uid) => findWhere(eq(users.id, uid)),

    findByEmail: (email) => findWhere(eq(users.email, email.trim().toLowerCase())),

    list: (search) => listAccounts(db, search),

    async change(uid, { plan, role, emailVerified, suspended, lowCreditThreshold }) {
      if (plan !== undefined) requirePlan(catalog, plan);
      parseInput(threshold, lowCreditThreshold, "The number of credits");
      return db.transaction(async (transaction) => {
        const [row] = await transaction
          .update(users)
          .set({
            updatedAt: new Date(),
            ...(plan !== undefined && { plan }),
            ...(role !== undefined && { role }),
            ...(emailVerified !== undefined && { emailVerified }),
            lowCreditThreshold,
            ...(suspended !== undefined && { suspendedAt: suspended ? new Date() : null }),
          })
          .where(eq(users.id, uid))
          .returning();
        if (!row) throw new PlatformError("NotFound", "There is no such account");
        if (suspended) await transaction.delete(sessions).where(eq(sessions.userId, uid));
        return toAccount(row);
      });
    },
  };
}

function requirePlan(catalog: PlanCatalog, label: string): void {
  if (catalog.find(label)) return;
  const known = catalog.plans.map((plan) => plan.label).join(", ");
  throw new PlatformError("InvalidInput", `There is no plan "${label}"; the plans are: ${known}`);
}
