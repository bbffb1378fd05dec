import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Account } from "../accounts/account.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { AccountChange, NewAccount } from "../accounts/directory.ts";
import type { CreditAdministration } from "../credits/index.ts";
import { parseInput } from "../input.ts";

/** What an administrator sets of an account's credits. */
export type CreditChange = {
  /** The whole prepaid balance, an integer ≥ 0. */
  prepaidCredits?: number | undefined;
  /** Unix seconds; null = the included credits run by UTC calendar month. */
  billingPeriod?: { startUnix: number; endUnix: number } | null | undefined;
};

/** Accounts and their credits in the hands of an administrator. */
export type Administration = {
  /** @throws PlatformError `EmailTaken`, `InvalidInput` */
  createAccount(account: NewAccount & Pick<CreditChange, "prepaidCredits">): Promise<Account>;
  /** Changes what is given; it counts from the next request on. @throws PlatformError `NotFound`, `InvalidInput` */
  changeAccount(uid: string, change: AccountChange & CreditChange): Promise<Account>;
};

const unixSeconds = z.int().min(0).max(253_402_300_799);

const creditChange = z.object({
  prepaidCredits: z.int().min(0).max(1_000_000_000).optional(),
  billingPeriod: z
    .object({ startUnix: unixSeconds, endUnix: unixSeconds })
    .refine(({ startUnix, endUnix }) => startUnix < endUnix, "must end after it starts")
    .nullish(),
});

export function createAdministration(accounts: Accounts, credits: CreditAdministration): Administration {
  return {
    async createAccount({ prepaidCredits, ...account }) {
      const { prepaidCredits: granted = 0 } = parseInput(creditChange, { prepaidCredits }, "The account");
      const created = await accounts.create(account);
      if (granted > 0) await credits.grant(randomUUID(), created.uid, granted);
      return created;
    },

    async changeAccount(uid, { prepaidCredits, billingPeriod, ...change }) {
      const checked = parseInput(creditChange, { prepaidCredits, billingPeriod }, "The change");
      const account = await accounts.change(uid, change);
      if (checked.prepaidCredits !== undefined) await credits.setPrepaid(uid, checked.prepaidCredits);
      if (checked.billingPeriod !== undefined) await credits.setPeriod(uid, checked.billingPeriod);
      return account;
    },
  };
}
