import { and, eq, sql } from "drizzle-orm";
import type { Log } from "../log.ts";
import type { Language } from "../mail/language.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Plan } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { storageError } from "../storage/unavailable.ts";
import type { Reservation } from "./ledger.ts";

/** Whose credits are spent. */
interface Spender {
  uid: string;
  plan: Pick<Plan, "includedCredits">;
  /** 0: wants no mail, null: as the plan suggests. */
  lowCreditThreshold: number | null;
}

/** Mails an account whose credits run low, once in each billing period. */
export interface LowCredits {
  /** A credit was put aside: takes note and returns at once. */
  note(spender: Spender, reservation: Pick<Reservation, "remaining" | "cycleStart">): void;
}

/** Where a plan includes no credits. */
const WITHOUT_INCLUDED = 10;

/** Credits left at which the account is mailed; 0: never. Unless it chose otherwise, at a tenth of the included ones. */
export function lowCreditMailAt({ plan, lowCreditThreshold }: Omit<Spender, "uid">): number {
  if (lowCreditThreshold !== null) return lowCreditThreshold;
  return plan.includedCredits > 0 ? Math.ceil(plan.includedCredits / 10) : WITHOUT_INCLUDED;
}

export interface LowCreditsOptions {
  db: Database;
  mailer: Pick<Mailer, "send">;
  /** Where people reach the server. */
  publicUrl: string;
  log: Log;
}

export function createLowCredits({ db, mailer, publicUrl, log }: LowCreditsOptions): LowCredits {
  const link = new URL("/dashboard/billing", publicUrl).href;

  /** Of all processes that come here in a period, one finds that the account was not told. */
  async function tell(uid: string, cycle: number, credits: number): Promise<void> {
    // Later cycles begin later: what still comes of an earlier one is old news.
    const untold = sql`coalesce(${users.lowCreditToldCycle}, -1) < ${cycle}`;
    const [account] = await db
      .update(users)
      .set({ lowCreditToldCycle: cycle })
      .where(and(eq(users.id, uid), untold))
      .returning({ email: users.email, language: users.language });
    if (!account) return;
    mailer.send({
      kind: "lowCredits",
      to: account.email,
      language: account.language as Language,
      link,
      credits,
    });
  }

  return {
    note(spender, { remaining, cycleStart }) {
      const at = lowCreditMailAt(spender);
      if (at === 0 || remaining > at) return;
      tell(spender.uid, cycleStart, remaining).catch((error: unknown) =>
        log.warn({ err: storageError(error) }, "Whether credits run low cannot be told for now"),
      );
    },
  };
}
