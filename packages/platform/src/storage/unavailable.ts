import { DrizzleQueryError } from "drizzle-orm";
import { PlatformError } from "../errors.ts";

/** Classes and codes of SQLSTATE that mean "no server to talk to", not "a bad statement". */
const sqlStates = /^(08...|57P0[123]|53300|53400|25006)$/;

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
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
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

/** The driver's error itself: Drizzle wraps it into one that says the statement and all its values, which no log may. */
function withoutStatement(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause ? error.cause : error;
}

/**
 * The same service, whose asynchronous methods throw `StorageUnavailable` when the database or Redis is gone. Put
 * around a service where it is made.
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
          throw storageUnavailable(error) ?? withoutStatement(error);
        });
      };
    },
  });
}
