import { type SQL, sql } from "drizzle-orm";
import type { SelectedFields } from "drizzle-orm/pg-core";
import type { Database } from "../../storage/database.ts";

/**
 * Prepares one statement out of named parts, each of which may change rows and may use the parts before it. All of it
 * happens or nothing does, in one round trip. Answers `fields` of the part `from`.
 */
export function prepareStatement<Fields extends SelectedFields>(
  db: Database,
  name: string,
  parts: Record<string, SQL>,
  fields: Fields,
  from: string,
) {
  const named = Object.entries(parts).map(([part, text]) => db.$with(part, {}).as(text));
  return db
    .with(...named)
    .select(fields)
    .from(sql`${sql.identifier(from)}`)
    .prepare(name);
}
