import { z } from "zod";

/** What the text of a field means, or what to say about it. */
export type Reading<T> = { value: T } | { complaint: string; params?: object };

/**
 * A field of a form or query as a schema: text on the wire, of which blanks at the ends don't count.
 *
 * @param read gets an empty text for a field that is absent; `sent` is the text with its blanks
 * @param documented its JSON schema for the reference
 */
export function textField<T>(read: (text: string, sent: string) => Reading<T>, documented: object) {
  return z
    .string()
    .optional()
    .transform((sent = "", context): T => {
      const reading = read(sent.trim(), sent);
      if ("value" in reading) return reading.value;
      const { complaint: message, params } = reading;
      context.addIssue({ code: "custom", message, ...(params && { params }) });
      return z.NEVER;
    })
    .meta({ override: documented });
}
