import type { Language } from "../mail/language.ts";
import type { roles, users } from "../storage/schema/accounts.ts";

export type Role = (typeof roles)[number];

export type Account = {
  uid: string;
  email: string;
  name: string;
  plan: string;
  role: Role;
  emailVerified: boolean;
  suspended: boolean;
  language: Language;
  createdAt: Date;
  /** Credits left at which it wants a mail; 0: never, null: as its plan suggests. */
  lowCreditThreshold: number | null;
  /** Last use of a key or session, within a minute of the truth. */
  lastSeenAt: Date | null;
};

/** A row of `users` as the rest of the platform sees it. */
export function toAccount({
  id,
  suspendedAt,
  updatedAt: _,
  image: __,
  lowCreditToldCycle: ___,
  language,
  lastSeenAt,
  ...row
}: typeof users.$inferSelect): Account {
  const seen = lastSeenAt.getTime() === 0 ? null : lastSeenAt;
  return {
    uid: id,
    ...row,
    language: language as Language,
    suspended: suspendedAt !== null,
    lastSeenAt: seen,
  };
}
