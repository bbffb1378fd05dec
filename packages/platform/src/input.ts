import type { z } from "zod";
import { PlatformError } from "./errors.ts";

/**
 * The value that the schema makes of an input.
 *
 * @param what names the input in the message
 * @throws PlatformError `InvalidInput` that lists every mistake with its place
 */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown, what: string): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalidInput(result.error, what);
}

/** The error for an input, named `what`, that a schema does not accept; no mistake says the value itself. */
export function invalidInput({ issues }: z.ZodError, what: string): PlatformError {
  const mistakes = issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  return new PlatformError("InvalidInput", `${what} is not valid: ${mistakes.join("; ")}`);
}
