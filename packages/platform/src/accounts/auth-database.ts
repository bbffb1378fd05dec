import { APIError, type BetterAuthOptions, type DBAdapter } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Database } from "../storage/database.ts";
import { identities, sessions, users, verifications } from "../storage/schema/accounts.ts";
import { isUniqueViolation } from "../storage/violations.ts";

/** Our tables under the names that better-auth gives them. */
export function authDatabase(db: Database) {
  const connect = drizzleAdapter(db, {
    provider: "pg",
    schema: { user: users, session: sessions, account: identities, verification: verifications },
  });
  return (options: BetterAuthOptions): DBAdapter => {
    const adapter = connect(options);
    const create = (data: Parameters<DBAdapter["create"]>[0]) =>
      adapter.create(data).catch((error: unknown) => {
        // Of two sign-ups at the same moment the second fails here. It must get the answer that a later one gets, and
        // "forbidden" is what the library takes for that; any other error would tell that the address was free.
        throw isUniqueViolation(error) ? new APIError("FORBIDDEN") : error;
      });
    const ours: DBAdapter = {
      ...adapter,
      create: create as DBAdapter["create"],
      // No transaction: it would hold the embedded database's only connection while the password is hashed. A sign-up
      // that is cut off between its two inserts leaves an account without password, which a password reset mends.
      transaction: (run) => run(ours),
    };
    return ours;
  };
}
