import { z } from "zod";

/** Half of a surrogate pair is no character at all. */
const BROKEN = /\p{Cs}/u;
/** What can be stored and holds no other control character either, as terminals obey them. */
const ENTERABLE: RegExp = new RegExp(`^[^\\p{Cc}${BROKEN.source}]*$`, "u");

/**
 * Text that people enter, on one line: names, passwords, addresses, search words. What is no text at all, holds control
 * characters or broken Unicode is refused, so that nothing behind it needs to know of such values.
 *
 * @param longest in UTF-16 code units
 */
export function text(longest: number): z.ZodString {
  return z.string().max(longest).regex(ENTERABLE, "must not hold control characters or broken Unicode");
}

/** The regular expression behind `text`, as a JSON schema has it. */
export const textPattern: string = ENTERABLE.source;

/**
 * Whether every text in a value out of JSON or a query, names included, can be stored and comes back as it was: PostgreSQL
 * takes no NUL character. Weaker than `text`, for what programs send: lines and tabs may be in it.
 */
export function isStorable(value: unknown): boolean {
  // No recursion: a body may nest deeper than the stack.
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string" && (next.includes("\0") || BROKEN.test(next))) return false;
    if (typeof next === "object" && next !== null) {
      for (const [name, inner] of Object.entries(next)) open.push(name, inner);
    }
  }
  return true;
}
