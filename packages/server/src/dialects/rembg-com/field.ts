import { fill } from "../../http/failure.ts";
import { parseBoolean, quotable } from "../../http/field-parsers.ts";
import { textField } from "../../http/text-field.ts";
import { fieldErrors } from "./errors.ts";

export type Complaint = { error: keyof typeof fieldErrors; [value: string]: string | number };

/** A form field; an empty one counts as absent. `parse` answers the value, or what to complain about. */
export function field<T>(
  name: string,
  parse: (text: string) => { value: T } | Complaint,
  documented: object,
) {
  return textField<T | undefined>((text, sent) => {
    if (text === "") return { value: undefined };
    const parsed = parse(sent);
    if (!("error" in parsed)) return parsed;
    return { complaint: fill(fieldErrors[parsed.error], { field: name, got: quotable(sent), ...parsed }) };
  }, documented);
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
