/** The server's address cannot be used. The message is for the operator: where, what is wrong, what to check. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken by another program. Stop that one, or choose another PORT",
  EACCES: "is not open to this user. Choose a PORT above 1023, or give the user the right",
  EADDRNOTAVAIL: "is no address of this machine. Check HOST",
  ENOTFOUND: "is to be found under no address. Check HOST",
};

/** The error of a server that could not listen, in words; any other error as it is. */
export function cannotListen({ host, port }: { host: string; port: number }, error: unknown): unknown {
  const { code } = Object(error) as { code?: unknown };
  const reason = typeof code === "string" ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new CannotListen(`${host}:${port} ${reason} (${code}).`, { cause: error });
}
