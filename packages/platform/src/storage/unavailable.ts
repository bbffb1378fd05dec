import { DrizzleQueryError } from "drizzle-orm";
import { PlatformError } from "../errors.ts";

/** Classes and codes of SQLSTATE that mean "no server to talk to", not "a bad statement". */
const sqlStates = /^(08...|57P0[123]|53[1-4]00|25006)$/;

const systemCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** What node-postgres and ioredis, which give these no code, say when a connection is lost or too slow. */
const messages = new RegExp(
  [
    "Connection terminated",
    "timeout exceeded when trying to connect",
    "timeout expired",
    "Query read timeout",
    "Client has encountered a connection error",
    "not queryable",
    "Connection is closed",
    "Stream isn't writeable",
    "Command timed out",
    "Reached the max retries",
    "^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|OOM|MISCONF) ",
  ].join("|"),
);

/** The `StorageUnavailable` error for a failure that comes from a database or Redis that is gone, else undefined. */
export function storageUnavailable(error: unknown): PlatformError | undefined {
  for (let cause = withoutStatement(error); cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PlatformError) return cause.code === "StorageUnavailable" ? cause : undefined;
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    if (systemCodes.has(code) || sqlStates.test(code) || messages.test(cause.message)) {
      return new PlatformError("StorageUnavailable", "The storage does not answer", {
        cause,
        retryAfterSeconds: 5,
      });
    }
  }
  return undefined;
}

/** What PostgreSQL says to what it cannot hold: a text invalid in its encoding or without a counterpart, a huge number. */
const unstorable: Readonly<Record<string, string>> = {
  "22021": "A text contains a character that cannot be stored",
  "22P05": "A text contains a character that cannot be stored",
  "22003": "A number is too large to be stored",
};

/** What drivers add to an error of the values that it came from: addresses and names, which no log may say. */
const values = ["detail", "hint", "where", "internalQuery", "query", "params"];

/** The driver's error itself, without values: Drizzle wraps it into one that says the statement and all of them. */
function withoutStatement(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError && error.cause ? error.cause : error;
  if (cause instanceof Error && !(cause instanceof PlatformError)) {
    for (const name of values) Reflect.deleteProperty(cause, name);
  }
  return cause;
}

/** The error that the rest of the platform throws, or logs, for one of the database or Redis. */
export function storageError(error: unknown): unknown {
  const { code } = (withoutStatement(error) ?? {}) as { code?: unknown };
  const reason = unstorable[String(code)];
  if (reason !== undefined) return new PlatformError("InvalidInput", reason);
  return storageUnavailable(error) ?? withoutStatement(error);
}

/**
 * The same service, whose asynchronous methods throw `StorageUnavailable` when the database or Redis is gone,
 * `InvalidInput` for a text that cannot be stored, and no error that says any value. Put around a service where it is
 * made.
 */
export function withStorageErrors<Service extends object>(service: Service): Service {
  return new Proxy(service, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, args);
        // A Drizzle query is no Promise, but becomes one.
        if (typeof (result as PromiseLike<unknown> | undefined)?.then !== "function") return result;
        return Promise.resolve(result).catch((error: unknown) => {
          throw storageError(error);
        });
      };
    },
  });
}
