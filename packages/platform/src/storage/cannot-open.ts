import { PlatformError } from "../errors.ts";

/** A server that storage is to be opened on. */
export interface Server {
  name: "PostgreSQL" | "Redis";
  /** The setting that names it. */
  variable: "DATABASE_URL" | "REDIS_URL";
  url: string;
  defaultPort: number;
}

/** What went wrong, by what the driver says, and what to look at. */
const REASONS: readonly [pattern: RegExp, what: string, check: string][] = [
  [/^28|WRONGPASS|NOAUTH/, "does not take the user or the password", "the user and the password"],
  [/^3D000|DB index is out of range/, "has no such database", "the name of the database, or make it"],
  [/^42501|NOPERM/, "does not give the user the rights that are needed", "the rights of the user"],
  [/ENOTFOUND|EAI_AGAIN/, "is not to be found under this name", "the host"],
  [/ECONNREFUSED/, "refuses the connection", "that the server runs, and the host and the port"],
  [
    /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout|timed out/i,
    "does not answer",
    "that the server runs, the firewalls between, and the host and the port",
  ],
  [/^53300|too many clients|max number of clients/i, "has too many connections", "how many others use it"],
  [
    /SSL|TLS|certificate|CERT_/i,
    "and this process do not agree on TLS",
    "whether it takes TLS, and its certificate",
  ],
  [/^(57P0|LOADING)/, "is starting or stopping", "it again in a moment"],
];

/**
 * The error of a start for the operator, on one line: which server, where, what is wrong, what to check. It holds no user
 * name and no password.
 */
export function cannotOpen({ name, variable, url, defaultPort }: Server, error: unknown): PlatformError {
  const said = wordsOf(error);
  const [, what, check] = REASONS.find(([pattern]) => said.some((words) => pattern.test(words))) ?? [
    undefined,
    "cannot be used",
    "that it is a server of this kind",
  ];
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port || defaultPort}${pathname.replace(/^\/$/, "")}`;
  const message = `${name} at ${place} ${what} (${said[0]}). Check ${check} in ${variable}.`;
  return new PlatformError("StorageUnavailable", message.replaceAll(/\s+/g, " "), {
    cause: error,
    retryAfterSeconds: 5,
  });
}

/** Codes and messages of an error, of those that it sums up (several addresses of one host) and of what caused it. */
function wordsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { code?: unknown };
  const parts = error instanceof AggregateError ? error.errors : [error.cause];
  const own = [...(typeof code === "string" ? [code] : []), error.message].filter((words) => words !== "");
  return [...own, ...parts.flatMap(wordsOf)];
}
