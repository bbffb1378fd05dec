import type { DocumentedError } from "@alphacut/server";
import type { Translated } from "../languages.ts";
import { accountErrors } from "./account-errors.ts";
import { dialectErrors } from "./dialect-errors.ts";
import { formErrors } from "./form-errors.ts";

/** Every error, explained. */
export const errors: Readonly<Record<DocumentedError, Translated>> = {
  ...formErrors,
  ...accountErrors,
  ...dialectErrors,
};
