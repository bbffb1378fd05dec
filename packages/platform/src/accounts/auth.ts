import { APIError } from "better-auth";
import { createAuthMiddleware, isAPIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { bearer } from "better-auth/plugins";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Log } from "../log.ts";
import { type Language, languages, preferredLanguage } from "../mail/language.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { MailKind } from "../mail/messages.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { authDatabase } from "./auth-database.ts";

const hour = 3_600;
const day = 24 * hour;

export const cookiePrefix = "alphacut";

/** The header in which `accounts.handler` tells better-auth the client's address; what a client sends there is dropped. */
export const addressHeader = "x-alphacut-client-address";

const attempts = new Set([
  "/sign-in/email",
  "/sign-up/email",
  "/request-password-reset",
  "/send-verification-email",
]);

export type SocialProvider = { clientId: string; clientSecret: string };

export type AuthOptions = {
  db: Database;
  /** Where people reach the server, as in `https://cut.example.com`. */
  publicUrl: string;
  /** Signs sessions and links; at least 32 characters, the same in every process. */
  secret: string;
  social: { google?: SocialProvider | undefined; github?: SocialProvider | undefined };
  /** Label of the plan that new accounts get. */
  defaultPlan: string;
  mailer: Mailer;
  log: Log;
  /** Counts what could be used to try passwords or to flood a mailbox; throws to refuse. */
  takeSignIn(address: string, email: string): Promise<void>;
  /** Called before an account is deleted; when it throws, the account stays. */
  beforeDelete(uid: string): Promise<void>;
};

/** better-auth as this product uses it: password or Google or GitHub, confirmed addresses, cookie or bearer token. */
export function createAuth({
  db,
  publicUrl,
  secret,
  social,
  defaultPlan,
  mailer,
  log,
  takeSignIn,
  beforeDelete,
}: AuthOptions) {
  const page = (path: string) => new URL(path, publicUrl).href;
  // The library's types do not tell the additional fields.
  const mail = (kind: MailKind, user: object, link: string) => {
    const { email, language } = user as { email: string; language: Language };
    mailer.send({ kind, to: email, language, link });
  };

  return betterAuth({
    appName: "Alphacut",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: originsOf(publicUrl),
    telemetry: { enabled: false },
    database: authDatabase(db),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: hour,
      revokeSessionsOnPasswordReset: true,
      async sendResetPassword({ user, url }) {
        const link = new URL(url);
        if (!link.searchParams.get("callbackURL")) {
          link.searchParams.set("callbackURL", page("/dashboard/reset-password"));
        }
        mail("resetPassword", user, link.href);
      },
      async onPasswordReset({ user }) {
        // Whoever had the mail owns the address. Without this, a stranger's sign-up could never become one's own.
        await db.update(users).set({ emailVerified: true }).where(eq(users.id, user.id));
        mail("passwordChanged", user, page("/dashboard"));
      },
      async onExistingUserSignUp({ user }) {
        mail("accountExists", user, page("/dashboard"));
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      expiresIn: day,
      async sendVerificationEmail({ user, url }) {
        mail("verifyEmail", user, url);
      },
      async afterEmailVerification(user) {
        mail("welcome", user, page("/dashboard"));
      },
    },
    socialProviders: {
      ...(social.google && { google: social.google }),
      ...(social.github && { github: social.github }),
    },
    account: { encryptOAuthTokens: true },
    user: {
      additionalFields: {
        // Not returned: the answer to a sign-up must be the same for an address that already has an account.
        language: {
          type: "string",
          required: false,
          returned: false,
          validator: { input: z.enum(languages) },
        },
        plan: { type: "string", required: false, returned: false, input: false },
      },
      deleteUser: {
        enabled: true,
        beforeDelete: (user) => beforeDelete(user.id),
      },
    },
    session: { expiresIn: 7 * day, updateAge: day },
    databaseHooks: {
      user: {
        create: {
          async before(user, context) {
            const language = user.language ?? preferredLanguage(context?.headers?.get("accept-language"));
            return { data: { ...user, language, plan: defaultPlan } };
          },
        },
      },
      session: {
        create: {
          async before({ userId }) {
            const [user] = await db
              .select({ suspendedAt: users.suspendedAt })
              .from(users)
              .where(eq(users.id, userId));
            if (user?.suspendedAt) {
              throw new APIError("FORBIDDEN", {
                code: "ACCOUNT_SUSPENDED",
                message: "This account is suspended",
              });
            }
          },
        },
      },
    },
    hooks: {
      before: createAuthMiddleware(async ({ path, body, headers }) => {
        if (attempts.has(path)) await takeSignIn(headers?.get(addressHeader) ?? "", String(body?.email));
        if (body) checkProfile(body);
      }),
    },
    // The library's own limiter counts in each process by itself.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableOriginCheck: false,
    },
    plugins: [bearer({ requireSignature: true })],
    onAPIError: {
      // What is no answer of the library itself goes to the caller, who knows what a dead database is.
      onError(error) {
        if (!isAPIError(error)) throw error;
      },
    },
    logger: {
      level: "error",
      // Only the first words: what follows may hold an address or a statement with its values.
      log: (_level, message) => log.error({}, `Accounts: ${message}`),
    },
  });
}

const loopback = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"];

/** Where the server's own pages come from; on one's own machine people write its address in several ways. */
function originsOf(publicUrl: string): string[] {
  const { hostname, origin } = new URL(publicUrl);
  return loopback.includes(hostname) ? loopback.map((name) => origin.replace(hostname, name)) : [origin];
}

const longestName = 200;
const longestImage = 2_000;
const longestEmail = 254;

/** What better-auth itself leaves unbounded, checked before it looks whether the account exists. */
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
