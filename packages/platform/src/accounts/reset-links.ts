import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, like } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { verifications } from "../storage/schema/accounts.ts";
import { basePath } from "./base-path.ts";

/** How better-auth names the secret of a link by which a new password is chosen. */
const prefix = "reset-password:";

/** Seconds that such a link works. */
export const resetLinkSeconds = 3_600;

/** Makes a link for choosing a new password, as better-auth makes them: it works once. */
export async function createResetLink(
  db: Pick<Database, "insert">,
  uid: string,
  publicUrl: string,
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await db.insert(verifications).values({
    id: randomUUID(),
    identifier: `${prefix}${token}`,
    value: uid,
    expiresAt: new Date(Date.now() + resetLinkSeconds * 1000),
  });
  const link = new URL(`${basePath}/reset-password/${token}`, publicUrl);
  link.searchParams.set("callbackURL", new URL("/reset-password", publicUrl).href);
  return link.href;
}

/** Ends every link that was mailed to the account for choosing a new password. */
export async function endResetLinks(db: Database, uid: string): Promise<void> {
  await db
    .delete(verifications)
    .where(and(eq(verifications.value, uid), like(verifications.identifier, `${prefix}%`)));
}
