import { APIError, createAuthMiddleware, isAPIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { preferredLanguage } from "../mail/language.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { isStorable } from "../text.ts";
import { type AuthRequest, type GuardOptions, guardAttempts } from "./attempts.ts";
import { endResetLinks } from "./reset-links.ts";

/** The header that tells better-auth the client's address; `accounts.handler` sets it, whatever a client sends. */
export const addressHeader = "x-alphacut-client-address";

/** Runs around every endpoint: limits attempts, and texts that better-auth leaves open. */
export function requestHooks(db: Database, options: GuardOptions) {
  const guard = guardAttempts(options);
  return {
    before: createAuthMiddleware(async (context) => {
      const { body, query, params } = context;
      if (!isStorable([body, query, params])) {
        throw new APIError("BAD_REQUEST", {
          code: "INVALID_TEXT",
          message: "A text contains a NUL character or half of a surrogate pair",
        });
      }
      const request = requestOf(context);
      if (request.body) checkProfile(request.body);
      await guard.before(request);
    }),
    after: createAuthMiddleware(async (context) => {
      const { returned } = context.context;
      await guard.after(requestOf(context), returned);
      if (context.path === "/change-password" && !isAPIError(returned)) {
        await endResetLinks(db, (returned as { user: { id: string } }).user.id);
      }
    }),
  };
}

type HookContext = { path: string; body?: unknown; headers?: Headers | undefined };

function requestOf({ path, body, headers = new Headers() }: HookContext): AuthRequest {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : undefined;
  return { path, address: headers.get(addressHeader) ?? "", body: fields, headers };
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
type RecordContext = { headers?: Headers | undefined } | null;

/** Gives new accounts their plan and language, and suspended ones no session. */
export function recordHooks(db: Database, defaultPlan: string) {
  return {
    user: {
      create: {
        async before(user: NewUser, context: RecordContext) {
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
