import { setTimeout } from "node:timers/promises";
import { isAPIError } from "better-auth/api";
import type { Attempts, MailRequest } from "../limits/index.ts";

/** What better-auth tells its hooks of a request. */
export interface AuthRequest {
  readonly path: string;
  readonly address: string;
  readonly body: Record<string, unknown> | undefined;
  readonly headers: Headers;
}

export interface GuardOptions {
  readonly attempts: Attempts;
  /** The address of the account that is signed in by these headers. */
  readonly signedInAs: (headers: Headers) => Promise<string | undefined>;
}

/** Mails that a stranger may have sent. */
const mails: Readonly<Record<string, MailRequest>> = {
  "/sign-up/email": "sign-up",
  "/request-password-reset": "reset",
  "/send-verification-email": "verification",
};

const signIn = "/sign-in/email";

/** Where a signed-in person gives the password again: a stolen session must not find it out by trying. */
const confirmations: ReadonlySet<string> = new Set(["/verify-password", "/change-password", "/delete-user"]);

/** What a stranger may try with an address: how long the answer takes must not tell whether it has an account. */
export const openToStrangers: ReadonlySet<string> = new Set([signIn, ...Object.keys(mails)]);

/** Counts attempts at passwords and mails before they are made. */
export function guardAttempts({ attempts, signedInAs }: GuardOptions) {
  const accountOf = async ({ path, body, headers }: AuthRequest): Promise<string | undefined> => {
    if (path === signIn) return String(body?.email);
    return confirmations.has(path) ? signedInAs(headers) : undefined;
  };
  return {
    /** @throws PlatformError `RateLimited` */
    async before(request: AuthRequest): Promise<void> {
      const { path, address, body } = request;
      const mail = mails[path];
      if (mail) return attempts.takeMail(address, String(body?.email), mail);
      const account = await accountOf(request);
      if (account !== undefined) await setTimeout(await attempts.takePassword(address, account));
    },

    /** @param answer what better-auth is about to answer */
    async after(request: AuthRequest, answer: unknown): Promise<void> {
      if (isAPIError(answer)) return;
      const account = await accountOf(request);
      if (account !== undefined) await attempts.forgetPasswords(request.address, account);
    },
  };
}
