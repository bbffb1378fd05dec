/** The command cannot mean anything as it was written: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Who asked has gone away on purpose; nothing failed. */
export function isAbort(error: unknown): boolean {
  const { name, code } = Object(error) as { name?: string; code?: string };
  return name === "AbortError" || code === "Aborted";
}

/** What the operating system refuses, in words. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "it is there already; --overwrite replaces it",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the name is too long",
  EMFILE: "too many files are open",
  EPIPE: "whoever was reading it has gone",
};

/** What the operating system refused, in words; undefined for any other error. */
export function refusalOf(error: unknown): string | undefined {
  const { code: said = "", syscall } = Object(error) as NodeJS.ErrnoException;
  const code = said === "EEXIST" && syscall === "mkdir" ? "ENOTDIR" : said;
  return syscall && Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
}

/**
 * One line for people about what went wrong.
 *
 * @param about the file that is named before it
 */
export function describeError(error: unknown, about?: string): string {
  if (!(error instanceof Error)) return String(error);
  const refusal = refusalOf(error);
  const { path } = error as NodeJS.ErrnoException;
  if (refusal) return path === undefined || path === about ? refusal : `${path}: ${refusal}`;
  // The server's own sentence says more than its status and body.
  const { reason } = error as { reason?: unknown };
  const sentence = typeof reason === "string" ? reason : error.message.replace(/^❌ /, "");
  return sentence.replaceAll("\n", " ");
}
