import { APIError } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";
import { eq } from "drizzle-orm";
import { preferredLanguage } from "../mail/language.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";

/** The header that tells better-auth the client's address; `accounts.handler` sets it, whatever a client sends. */
export const addressHeader = "x-alphacut-client-address";

/** Counts what could be used to try passwords or to flood a mailbox; throws to refuse. */
export type TakeSignIn = (address: string, email: string) => Promise<void>;

/** What a stranger may try with an address. */
export const attempts: ReadonlySet<string> = new Set([
  "/sign-in/email",
  "/sign-up/email",
  "/request-password-reset",
  "/send-verification-email",
]);

/** Runs before every endpoint: limits attempts, and lengths that better-auth leaves open. */
export function beforeRequest(takeSignIn: TakeSignIn) {
  return createAuthMiddleware(async ({ path, body, headers }) => {
    if (attempts.has(path)) await takeSignIn(headers?.get(addressHeader) ?? "", String(body?.email));
    if (body) checkProfile(body);
  });
}

const longestName = 200;
const longestImage = 2_000;
const longestEmail = 254;

/** Here and not where an account is made: the answer must not depend on whether the address has one. */
function checkProfile({ name, image, email }: Record<string, unknown>): void {
  if (longer(name, longestName) || longer(image, longestImage) || longer(email, longestEmail)) {
    throw new APIError("BAD_REQUEST", {
      code: "PROFILE_TOO_LONG",
      message: `A name has at most ${longestName} characters, an e-mail address ${longestEmail}, an image address ${longestImage}`,
    });
  }
}

function longer(value: unknown, length: number): boolean {
  return typeof value === "string" && value.length > length;
}

type NewUser = { language?: unknown } & Record<string, unknown>;
type HookContext = { headers?: Headers | undefined } | null;

/** Gives new accounts their plan and language, and suspended ones no session. */
export function recordHooks(db: Database, defaultPlan: string) {
  return {
    user: {
      create: {
        async before(user: NewUser, context: HookContext) {
          const language = user.language ?? preferredLanguage(context?.headers?.get("accept-language"));
          return { data: { ...user, language, plan: defaultPlan } };
        },
      },
    },
    session: {
      create: {
        async before({ userId }: { userId: string }) {
          const suspendedAt = { suspendedAt: users.suspendedAt };
          const [user] = await db.select(suspendedAt).from(users).where(eq(users.id, userId));
          if (!user?.suspendedAt) return;
          throw new APIError("FORBIDDEN", {
            code: "ACCOUNT_SUSPENDED",
            message: "This account is suspended",
          });
        },
      },
    },
  };
}
