import { z } from "zod";

/** No control character (a database cannot hold NUL, a terminal obeys others) and no half of a surrogate pair. */
const ENTERABLE = /^[^\p{Cc}\p{Cs}]*$/u;

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
