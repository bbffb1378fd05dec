import { z } from "zod";
import { fill } from "../../http/failure.ts";
import { parseBoolean, quotable } from "../../http/field-parsers.ts";
import { fieldErrors } from "./errors.ts";

export type Complaint = { error: keyof typeof fieldErrors; [value: string]: string | number };

/**
 * A form field. It is text on the wire; an empty one counts as absent. `parse` answers the value, or what to complain
 * about; `documented` is the field's JSON schema for the reference.
 */
export function field<T>(
  name: string,
  parse: (text: string) => { value: T } | Complaint,
  documented: object,
) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text.trim() === "") return undefined;
      const parsed = parse(text);
      if (!("error" in parsed)) return parsed.value;
      const values = { field: name, got: quotable(text), ...parsed };
      context.addIssue({ code: "custom", message: fill(fieldErrors[parsed.error], values) });
      return z.NEVER;
    })
    .meta({ override: documented });
}

export const flag = (name: string, fallback: boolean, description: string) =>
  field(
    name,
    (text) => {
      const value = parseBoolean(text);
      return value === undefined ? { error: "NotBoolean" } : { value };
    },
    { type: "boolean", default: fallback, description },
  );

/** Names in any case. */
export const choice = <T>(
  name: string,
  values: Record<string, T>,
  error: Complaint["error"],
  documented: object,
) =>
  field(
    name,
    (text) => {
      const word = text.trim().toLowerCase();
      const value = Object.hasOwn(values, word) ? values[word] : undefined;
      return value === undefined ? { error } : { value };
    },
    { type: "string", enum: Object.keys(values), ...documented },
  );

/** What `parse` does not take is answered with what the field does take. */
export const worded = <T>(
  name: string,
  takes: string,
  parse: (text: string) => T | undefined,
  documented: object,
) =>
  field(
    name,
    (text) => {
      const value = parse(text);
      return value === undefined ? { error: "NotTaken", takes } : { value };
    },
    documented,
  );
