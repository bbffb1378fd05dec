import { setTimeout } from "node:timers/promises";
import { lt, sql } from "drizzle-orm";
import type { PlanCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { sessions, verifications } from "../storage/schema/accounts.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import type { Account } from "./account.ts";
import { openToStrangers } from "./attempts.ts";
import { type AuthOptions, cookiePrefix, createAuth } from "./auth.ts";
import { addressHeader } from "./auth-hooks.ts";
import { basePath } from "./base-path.ts";
import { createDirectory, type Directory } from "./directory.ts";
import type { FindSession } from "./find-session.ts";

/** Longer than the work behind an attempt, whose time would tell whether the address has an account. */
const soonestAnswerMs = 300;

export type Accounts = Directory & {
  /**
   * Answers a request under `/api/auth/`: sign-up, sign-in, confirmation, reset, sessions, profile, deletion.
   *
   * @param address the client's network address
   * @throws PlatformError `RateLimited`, `StorageUnavailable`
   */
  handler(request: Request, address: string): Promise<Response>;
  /** The account that is signed in by the bearer token or else the session cookie in these headers. */
  sessionOf(headers: Headers): Promise<Account | undefined>;
  /** Deletes sessions and one-time links that have expired. Called now and then. */
  sweep(): Promise<void>;
};

export type AccountsOptions = Omit<AuthOptions, "db" | "defaultPlan" | "signedInAs"> & {
  storage: Storage;
  plans: PlanCatalog;
  findSession: FindSession;
};

export function createAccounts({ storage, plans, findSession, ...options }: AccountsOptions): Accounts {
  const { db, ping } = storage;
  const directory = createDirectory(db, plans);
  const auth = createAuth({
    ...options,
    db,
    defaultPlan: plans.defaultPlan.label,
    signedInAs: async (headers) => (await sessionOf(headers))?.email,
  });

  async function sessionOf(headers: Headers): Promise<Account | undefined> {
    // A token that is none leaves the cookie in force, as the library has it: its attempts count for the same account.
    for (const token of [bearerToken(headers), sessionCookie(headers, options.publicUrl)]) {
      const standing = token ? await findSession(token) : undefined;
      if (standing) return standing.suspendedAt ? undefined : directory.find(standing.uid);
    }
    return undefined;
  }

  return withStorageErrors<Accounts>({
    ...directory,

    async handler(request, address) {
      const headers = new Headers(request.headers);
      headers.set(addressHeader, address);
      const path = new URL(request.url).pathname.replace(basePath, "");
      const [response] = await Promise.all([
        auth.handler(new Request(request, { headers })),
        openToStrangers.has(path) && setTimeout(soonestAnswerMs),
      ]);
      // The library answers some failures of the database as if the request were at fault, or nobody signed in.
      if (!response.ok) await ping();
      return response;
    },

    sessionOf,

    async sweep() {
      await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
      await db.delete(verifications).where(lt(verifications.expiresAt, sql`now()`));
    },
  });
}

/** As the library names and reads it: behind https only the cookie that https alone can set, and of two the first. */
function sessionCookie(headers: Headers, publicUrl: string): string | undefined {
  const name = `${publicUrl.startsWith("https:") ? "__Secure-" : ""}${cookiePrefix}.session_token`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value?.replace(/^"(.*)"$/, "$1");
}

function bearerToken(headers: Headers): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}
