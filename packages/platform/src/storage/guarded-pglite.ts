import type { PGlite } from "@electric-sql/pglite";
import { PlatformError } from "../errors.ts";

/** What starts a statement. */
const GUARDED: readonly (string | symbol)[] = ["query", "exec", "transaction"] satisfies (keyof PGlite)[];

/**
 * The same database, which takes no statement while `guard` throws, nor after its write-ahead log could not grow: what is
 * left of it then never answers.
 */
export function guardPglite(pglite: PGlite, guard: () => void): PGlite {
  let broken: PlatformError | undefined;
  return new Proxy(pglite, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (!GUARDED.includes(name)) return value.bind(target);
      return async (...args: unknown[]) => {
        if (broken) throw broken;
        guard();
        try {
          return await Reflect.apply(value, target, args);
        } catch (error) {
          if (isLogFull(error)) {
            broken = new PlatformError(
              "StorageUnavailable",
              "The embedded database stopped because its disk is full. Free some space and start again.",
              { cause: error },
            );
          }
          throw broken ?? error;
        }
      };
    },
  });
}

function isLogFull(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return code === "53100" && String(message).includes("pg_wal");
}
