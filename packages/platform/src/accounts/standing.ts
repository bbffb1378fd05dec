import { users } from "../storage/schema/accounts.ts";

/** What decides whether, and as what, an account may use the service. */
export type Standing = {
  uid: string;
  /** Label of its plan. */
  plan: string;
  emailVerified: boolean;
  suspendedAt: Date | null;
  /** Credits left at which the account wants a mail; 0: never, null: as its plan suggests. */
  lowCreditThreshold: number | null;
};

/** The columns of a `Standing`, for queries that join `users`. */
export const standingColumns = {
  uid: users.id,
  plan: users.plan,
  emailVerified: users.emailVerified,
  suspendedAt: users.suspendedAt,
  lowCreditThreshold: users.lowCreditThreshold,
};
