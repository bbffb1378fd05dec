import { PlatformError } from "../../errors.ts";
import type { Mail } from "../../mail/messages.ts";
import { builtInCatalog } from "../../plans/catalog.ts";
import type { Storage } from "../../storage/database.ts";
import { type AccountsOptions, createAccounts } from "../accounts.ts";
import { createFindSession } from "../find-session.ts";

export const publicUrl = "http://127.0.0.1:8080";
const secret = "a secret of more than thirty-two characters";
export const catalog = builtInCatalog();
export const log = { info() {}, warn() {}, error() {} };

/** Accounts on a database, whose mails are kept instead of sent. */
export function accountsForTest(
  storage: Storage,
  social: AccountsOptions["social"] = {},
  origin: string = publicUrl,
) {
  const mails: Mail[] = [];
  const deleted: string[] = [];
  const attempts: string[] = [];
  const forgotten: string[] = [];
  const findSession = createFindSession(storage.db, secret);
  const accounts = createAccounts({
    storage,
    plans: catalog,
    findSession,
    publicUrl: origin,
    secret,
    social,
    mailer: { send: (mail) => void mails.push(mail) },
    log,
    attempts: {
      async takePassword(address, account) {
        attempts.push(`${address} ${account}`);
        refuseFlooder(address);
        return 0;
      },
      async forgetPasswords(address, account) {
        forgotten.push(`${address} ${account}`);
      },
      async takeMail(address, account, request) {
        attempts.push(`${address} ${account} ${request}`);
        refuseFlooder(address);
      },
    },
    beforeDelete: async (uid) => void deleted.push(uid),
  });

  /** POST with a body, else GET. The path is that under `/api/auth`, or a whole link out of a mail. */
  async function call(
    path: string,
    body?: object,
    headers: Record<string, string> = {},
    address = "192.0.2.1",
  ) {
    const url = path.startsWith("http") ? path : `${origin}/api/auth${path}`;
    const request = body
      ? {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json", ...headers },
        }
      : { headers };
    const response = await accounts.handler(new Request(url, request), address);
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  const signUp = (email: string, headers = {}) =>
    call("/sign-up/email", { name: "A", email, password: "password 1" }, headers);
  const signIn = (email: string, password = "password 1") => call("/sign-in/email", { email, password });
  const mailOf = (kind: Mail["kind"]) => mails.filter((mail) => mail.kind === kind).at(-1);

  /** A new account with a confirmed address, signed in. */
  async function signedIn(email: string) {
    const { uid } = await accounts.create({ email, password: "password 1", emailVerified: true });
    const { headers } = await signIn(email);
    const token = headers.get("set-auth-token") ?? "";
    const [cookie = ""] = (headers.get("set-cookie") ?? "").split(";");
    return { uid, token, cookie, authorization: { authorization: `Bearer ${token}` } };
  }

  return {
    accounts,
    findSession,
    call,
    signUp,
    signIn,
    signedIn,
    mails,
    mailOf,
    deleted,
    attempts,
    forgotten,
  };
}

function refuseFlooder(address: string): void {
  if (address === "192.0.2.66") throw new PlatformError("RateLimited", "Too many", { retryAfterSeconds: 60 });
}
