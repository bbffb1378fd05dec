import type { TFunction } from "i18next";
import type { en } from "../i18n/en/index.ts";
import { ApiError } from "./api-error.ts";
import { MINIMUM_PASSWORD_LENGTH } from "./auth.ts";

type KnownError = keyof (typeof en)["errors"];

/** One helpful sentence in the reader's language for anything that a call throws. */
export function errorSentence(t: TFunction, error: unknown): string {
  const { code, status } = error instanceof ApiError ? error : { code: "unknown", status: 0 };
  const values = { minimum: MINIMUM_PASSWORD_LENGTH, status };
  return t(`errors.${code as KnownError}`, { ...values, defaultValue: "" }) || t("errors.unknown", values);
}
