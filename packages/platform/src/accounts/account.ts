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
};

/** A row of `users` as the rest of the platform sees it. */
export function toAccount({
  id,
  suspendedAt,
  updatedAt: _,
  image: __,
  language,
  ...row
}: typeof users.$inferSelect): Account {
  return { uid: id, ...row, language: language as Language, suspended: suspendedAt !== null };
}
