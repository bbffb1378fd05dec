import { and, eq } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import { creditEntries } from "../../storage/schema/index.ts";

/** Whether the entries say that the reservation `id` was settled. */
export async function hasSettled(db: Database, id: string): Promise<boolean> {
  const entries = await db
    .select({ id: creditEntries.operationId })
    .from(creditEntries)
    .where(and(eq(creditEntries.operationId, id), eq(creditEntries.kind, "settle")));
  return entries.length > 0;
}
