/** The command cannot mean anything as it was written: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Who asked has gone away on purpose; nothing failed. */
export function isAbort(error: unknown): boolean {
  const { name, code } = Object(error) as { name?: string; code?: string };
  return name === "AbortError" || code === "Aborted";
}

/** One line for people about what went wrong. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The server's own sentence says more than its status and body.
  const { reason } = error as { reason?: unknown };
  const sentence = typeof reason === "string" ? reason : error.message.replace(/^❌ /, "");
  return sentence.replaceAll("\n", " ");
}
