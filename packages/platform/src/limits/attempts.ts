import type { Redis } from "ioredis";
import { withStorageErrors } from "../storage/unavailable.ts";
import { clientOf } from "./address.ts";
import { createLimiter } from "./limiter.ts";

/** A mail that anybody can have sent to an address. */
export type MailRequest = "sign-up" | "reset" | "verification";

/**
 * Bounds what could be used to guess passwords or to flood a mailbox. Nobody can lock anybody else out: a client is
 * refused for what it did itself; what many clients do to one account only makes the next attempt slower. `account`
 * is an e-mail address, whether it has an account or not. All throw `StorageUnavailable`.
 */
export interface Attempts {
  /**
   * Counts an attempt at an account's password, before the password is checked. Answers for how many milliseconds the
   * check has to wait (0…5000). Throws `LimitExceeded` (`RateLimited`).
   */
  takePassword(address: string, account: string): Promise<number>;
  /** The password was right: what this client had tried on the account counts no longer. */
  forgetPasswords(address: string, account: string): Promise<void>;
  /** Counts a mail that is asked for, each kind apart. Throws `LimitExceeded` (`RateLimited`). */
  takeMail(address: string, account: string, request: MailRequest): Promise<void>;
}

const minute = 60;
const hour = 60 * minute;

/** Attempts on an account in an hour, by all clients, before each further one is slowed down. */
const unhurried = 20;
const delayStepMs = 250;
const longestDelayMs = 5_000;

export function createAttempts(redis?: Redis | undefined): Attempts {
  const byClient = createLimiter({
    name: "attempts",
    limit: 10,
    windowSeconds: minute,
    what: "attempts a minute",
    redis,
  });
  const byClientAndAccount = createLimiter({
    name: "passwords",
    limit: 20,
    windowSeconds: hour,
    what: "wrong passwords for this account an hour; choose a new one by mail, or try again later",
    redis,
  });
  const byAccount = createLimiter({
    name: "passwords-by-account",
    limit: unhurried,
    windowSeconds: hour,
    what: "",
    redis,
  });
  // Their links work for an hour: who is refused has a link that works among the mails of this hour.
  const mails = createLimiter({
    name: "mails",
    limit: 10,
    windowSeconds: hour,
    what: "such mails to this address an hour; please look into the mailbox",
    redis,
  });

  return withStorageErrors<Attempts>({
    async takePassword(address, account) {
      await byClient.take(clientOf(address));
      await byClientAndAccount.take(pairOf(address, account));
      const tooMany = (await byAccount.count(plain(account))) - unhurried;
      return Math.min(longestDelayMs, Math.max(0, tooMany) * delayStepMs);
    },
    forgetPasswords: (address, account) => byClientAndAccount.forget(pairOf(address, account)),
    async takeMail(address, account, request) {
      await byClient.take(`mail:${clientOf(address)}`);
      await mails.take(`${request}:${plain(account)}`);
    },
  });
}

function pairOf(address: string, account: string): string {
  return `${clientOf(address)}:${plain(account)}`;
}

/** However somebody writes it. */
function plain(account: string): string {
  return account.trim().toLowerCase();
}
