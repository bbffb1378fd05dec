import { and, asc, count, eq, ne, sql } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { editorPresets } from "../storage/schema/presets.ts";
import { withStorageErrors } from "../storage/unavailable.ts";

/** Presets of one account. */
export const mostPresets = 50;

/** Settings of the editor under a name. */
export type Preset = {
  name: string;
  settings: Record<string, unknown>;
  savedAt: Date;
};

export type Presets = {
  /** By name. */
  list(uid: string): Promise<Preset[]>;
  /**
   * One of the same name gives way.
   * @returns undefined where the account has as many as it may have
   * @throws PlatformError `NotFound` (no such account)
   */
  save(uid: string, preset: Pick<Preset, "name" | "settings">): Promise<Preset | undefined>;
  /** @throws PlatformError `NotFound` */
  remove(uid: string, name: string): Promise<void>;
};

const shown = {
  name: editorPresets.name,
  settings: editorPresets.settings,
  savedAt: editorPresets.savedAt,
};

export function createPresets(db: Database): Presets {
  return withStorageErrors<Presets>({
    list(uid) {
      return db
        .select(shown)
        .from(editorPresets)
        .where(eq(editorPresets.userId, uid))
        .orderBy(asc(editorPresets.name));
    },

    save(uid, { name, settings }) {
      return db.transaction(async (transaction) => {
        // Locks the account's row, so that presets saved at the same time are counted one after the other.
        const account = transaction.select({ id: users.id }).from(users).where(eq(users.id, uid));
        if ((await account.for("no key update")).length === 0) throw notFound("account");
        const [others] = await transaction
          .select({ presets: count() })
          .from(editorPresets)
          .where(and(eq(editorPresets.userId, uid), ne(editorPresets.name, name)));
        if (others && others.presets >= mostPresets) return undefined;
        const [saved] = await transaction
          .insert(editorPresets)
          .values({ userId: uid, name, settings })
          .onConflictDoUpdate({
            target: [editorPresets.userId, editorPresets.name],
            set: { settings, savedAt: sql`now()` },
          })
          .returning(shown);
        return saved;
      });
    },

    async remove(uid, name) {
      const removed = await db
        .delete(editorPresets)
        .where(and(eq(editorPresets.userId, uid), eq(editorPresets.name, name)))
        .returning({ name: editorPresets.name });
      if (removed.length === 0) throw notFound("preset");
    },
  });
}

function notFound(what: string): PlatformError {
  return new PlatformError("NotFound", `There is no such ${what}`);
}
