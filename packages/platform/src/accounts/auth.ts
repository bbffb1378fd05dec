import { betterAuth } from "better-auth/minimal";
import { bearer } from "better-auth/plugins";
import { z } from "zod";
import type { Log } from "../log.ts";
import { languages } from "../mail/language.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Database } from "../storage/database.ts";
import type { GuardOptions } from "./attempts.ts";
import { authDatabase } from "./auth-database.ts";
import { addressHeader, recordHooks, requestHooks } from "./auth-hooks.ts";
import { authMails } from "./auth-mails.ts";
import { basePath } from "./base-path.ts";

const day = 86_400;

export const cookiePrefix = "alphacut";

export type SocialProvider = { clientId: string; clientSecret: string };

export type AuthOptions = GuardOptions & {
  db: Database;
  /** Where people reach the server, as in `https://cut.example.com`. */
  publicUrl: string;
  /** Signs sessions and links; at least 32 characters, the same in every process. */
  secret: string;
  social: { google?: SocialProvider | undefined; github?: SocialProvider | undefined };
  /** Label of the plan that new accounts get. */
  defaultPlan: string;
  mailer: Pick<Mailer, "send">;
  log: Log;
  /** Called before an account is deleted; when it throws, the account stays. */
  beforeDelete(uid: string): Promise<void>;
};

/** better-auth as this product uses it: password or Google or GitHub, confirmed addresses, cookie or bearer token. */
export function createAuth(options: AuthOptions) {
  const { db, publicUrl, social, log } = options;
  return betterAuth({
    appName: "Alphacut",
    baseURL: publicUrl,
    basePath,
    secret: options.secret,
    trustedOrigins: originsOf(publicUrl),
    telemetry: { enabled: false },
    database: authDatabase(db),
    ...authMails(db, options.mailer, publicUrl),
    socialProviders: {
      ...(social.google && { google: social.google }),
      ...(social.github && { github: social.github }),
    },
    account: { encryptOAuthTokens: true },
    user: {
      // Not returned: the answer to a sign-up must be the same for an address that already has an account.
      additionalFields: {
        language: {
          type: "string",
          required: false,
          returned: false,
          validator: { input: z.enum(languages) },
        },
        plan: { type: "string", required: false, returned: false, input: false },
      },
      deleteUser: { enabled: true, beforeDelete: (user) => options.beforeDelete(user.id) },
    },
    session: { expiresIn: 7 * day, updateAge: day },
    databaseHooks: recordHooks(db, options.defaultPlan),
    hooks: requestHooks(db, options),
    // The library's own limiter counts in each process by itself.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableOriginCheck: false,
    },
    plugins: [bearer({ requireSignature: true })],
    onAPIError: {
      // Where a browser ends whose sign-in with Google or GitHub failed before it was known which page began it.
      errorURL: new URL("/sign-in", publicUrl).href,
      // What is no answer of the library itself goes to the caller, who knows what a dead database is.
      throw: true,
    },
    // Warnings, because the library logs callers' mistakes so; what fails on our side is thrown. And only what happened: what
    // comes with it or after a colon may be an address, a link or a statement with its values.
    logger: {
      level: "error",
      log: (_level, message) => log.warn({}, `Accounts: ${message.split(":", 1)[0]}`),
    },
  });
}

const loopback = ["localhost", "127.0.0.1", "[::1]", "0.0.0.0"];

/** Where the server's own pages come from; on one's own machine people write its address in several ways. */
function originsOf(publicUrl: string): string[] {
  const { hostname, origin } = new URL(publicUrl);
  return loopback.includes(hostname) ? loopback.map((name) => origin.replace(hostname, name)) : [origin];
}
