import type * as fapihub from "../dialects/fapihub/errors.ts";
import type { createForms } from "../dialects/fapihub/wire.ts";
import type * as rembgCom from "../dialects/rembg-com/errors.ts";
import type { FURTHER_FILES } from "../dialects/rembg-com/further-fields.ts";
import type { membershipQuery } from "../dialects/rembg-com/membership-wire.ts";
import type { rmbgFields } from "../dialects/rembg-com/rmbg.ts";
import type * as removeBg from "../dialects/remove-bg/errors.ts";
import type { FailureCode, OwnProblemCode } from "../http/failure.ts";
import type { membershipUsage } from "../schemas/membership-usage.ts";
import type { AccountRefusal } from "./json-examples.ts";
import type { MISTAKES } from "./rembg-server-operations.ts";
import type { cutoutHeaders } from "./wire.ts";

/*
 * Names of everything that the guides explain in every language. There they key the translations, so a new field or error
 * does not compile until it is explained.
 */

type Forms = ReturnType<typeof createForms>;

export type RmbgField = keyof typeof rmbgFields.shape | (typeof FURTHER_FILES)[number];

export type FapihubField = { [Name in keyof Forms]: keyof Forms[Name]["fields"]["shape"] }[keyof Forms];

export type MembershipParameter = keyof typeof membershipQuery.shape;

export type MembershipField =
  | keyof typeof membershipUsage.shape
  | keyof NonNullable<(typeof membershipUsage)["_zod"]["output"]["billingCycle"]>;

export type AnswerHeader = keyof typeof cutoutHeaders.shape;

/** By its code on the wire. */
type RemoveBgError = removeBg.WireCode | "invalid_bg_image_url" | "failed_bg_download";

export type DocumentedError =
  | FailureCode
  | OwnProblemCode
  | keyof typeof rembgCom.fieldErrors
  | keyof typeof fapihub.fieldErrors
  | AccountRefusal
  | RemoveBgError
  | keyof typeof MISTAKES
  | "SeveralMistakes";
