import { and, eq, like } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { verifications } from "../storage/schema/accounts.ts";

/** How better-auth names the secret of a link by which a new password is chosen. */
const prefix = "reset-password:";

/** Ends every link that was mailed to the account for choosing a new password. */
export async function endResetLinks(db: Database, uid: string): Promise<void> {
  await db
    .delete(verifications)
    .where(and(eq(verifications.value, uid), like(verifications.identifier, `${prefix}%`)));
}
