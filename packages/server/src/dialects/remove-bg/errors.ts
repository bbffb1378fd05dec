import type { LimitState } from "@alphacut/platform";
import type { ImageProblem, ImageProblemCode } from "../../cutout/image-problem.ts";
import type { ErrorShape } from "../../http/error-shape.ts";
import { type Failure, type FailureCode, fill, type Problem } from "../../http/failure.ts";

/** The codes of remove.bg's API, and those for what it has no word for. */
export type WireCode = keyof typeof titles;

/** What is wrong with fields, by the original's codes; all with status 400. */
export const titles = {
  missing_source: "No image given",
  multiple_sources:
    "Multiple image sources given: Please provide either the image_url, image_file or image_file_b64 parameter.",
  multiple_bg_sources:
    "Multiple background sources given: Please provide either bg_color, bg_image_url or bg_image_file.",
  invalid_size: "Invalid size parameter given",
  invalid_format: "Invalid format parameter given",
  invalid_channels: "Invalid channels parameter given",
  invalid_roi: "Invalid roi parameter given",
  roi_exceeds_bounds: "The region of interest reaches out of the image",
  roi_region_empty: "The region of interest is empty",
  invalid_crop_margin: "Invalid crop_margin parameter given",
  invalid_scale: "Invalid scale parameter given",
  invalid_position: "Invalid position parameter given",
  invalid_semitransparency: "Invalid semitransparency parameter given",
  invalid_bg_color: "Invalid bg_color parameter given",
  invalid_parameter: "Invalid parameter given",
  unknown_foreground:
    "Could not identify foreground in image. For details and recommendations see the guides.",
} as const;

interface WireError {
  status: number;
  code: string;
  /** `{names}` are filled in. */
  title: string;
}

const bad = (code: string, title: string): WireError => ({ status: 400, code, title });
const unavailable = (title: string): WireError => ({ status: 503, code: "unavailable", title });

const GONE = "The service is temporarily unavailable. Please try again in a moment.";
const BUSY = "The server is busy. Please try again in a moment.";

/** Every error that is not about a text field. */
const errors = {
  NoImage: bad("missing_source", titles.missing_source),
  NoFileName: bad("missing_source", titles.missing_source),
  ExtensionNotAllowed: bad("invalid_file_type", "Files of type '.{extension}' are not supported"),
  EmptyFile: bad("failed_to_read_image", "The image file is empty"),
  FileTooLarge: bad("file_too_large", "The file is too large: {megabytes} MB, at most 22 MB are possible"),
  InvalidImage: bad("failed_to_read_image", "Failed to read image"),
  UnsupportedImage: bad("invalid_file_type", "Invalid file type"),
  ImageTooWide: bad(
    "resolution_too_high",
    "Image resolution too high: {width} px wide, at most 10000 px are possible",
  ),
  ImageTooTall: bad(
    "resolution_too_high",
    "Image resolution too high: {height} px tall, at most 10000 px are possible",
  ),
  ImageTooLarge: bad(
    "resolution_too_high",
    "Image resolution too high: {width} x {height}, at most 50 megapixels are possible",
  ),
  AddressNeedsKey: { status: 403, code: "auth_failed", title: "Missing API Key" },
  InvalidAddress: bad("invalid_image_url", "Invalid image URL given"),
  AddressNotAllowed: bad("invalid_image_url", "Invalid image URL given"),
  DownloadTooLarge: bad("file_too_large", "The file behind the URL is too large"),
  DownloadTimedOut: bad("failed_image_download", "Failed to download image"),
  DownloadFailed: bad("failed_image_download", "Failed to download image"),
  InvalidRecipe: bad("invalid_dimensions", "These parameters do not fit together"),
  BothCredentials: { status: 403, code: "auth_failed", title: "API Key invalid" },
  InvalidCredentials: { status: 403, code: "auth_failed", title: "API Key invalid" },
  AccountSuspended: { status: 403, code: "account_suspended", title: "The account is suspended" },
  EmailNotVerified: {
    status: 403,
    code: "auth_failed",
    title: "The account's email address is not verified",
  },
  KeyNotAllowed: { status: 403, code: "auth_failed", title: "API Key not allowed here" },
  KeyLimitReached: {
    status: 402,
    code: "insufficient_credits",
    title: "The API Key has spent its monthly limit",
  },
  RateLimited: { status: 429, code: "rate_limit_exceeded", title: "Rate limit exceeded" },
  DailyLimitReached: { status: 429, code: "rate_limit_exceeded", title: "Rate limit exceeded" },
  InsufficientCredits: { status: 402, code: "insufficient_credits", title: "Insufficient credits" },
  InvalidInput: bad("invalid_parameter", "Invalid parameter given"),
  InvalidSignature: bad("invalid_parameter", "Invalid parameter given"),
  ForeignOrigin: { status: 403, code: "auth_failed", title: "Requests from this page are not taken" },
  EmailTaken: { status: 409, code: "conflict", title: "Conflict" },
  TooManyKeys: { status: 409, code: "conflict", title: "Conflict" },
  BillingOff: { status: 404, code: "not_found", title: "Billing is not configured on this server" },
  NotFound: { status: 404, code: "not_found", title: "Not found" },
  MethodNotAllowed: { status: 405, code: "method_not_allowed", title: "Method not allowed" },
  UploadStalled: { status: 408, code: "upload_timeout", title: "The upload stopped before it was complete" },
  BodyTooLarge: { status: 413, code: "file_too_large", title: "The request is too large" },
  UnsupportedMediaType: {
    status: 415,
    code: "unsupported_media_type",
    title: "Send multipart/form-data, application/x-www-form-urlencoded or application/json",
  },
  MalformedBody: bad("invalid_parameter", "The body is malformed"),
  EngineBusy: unavailable(BUSY),
  UploadsBusy: unavailable(BUSY),
  Aborted: unavailable("The image took too long. Please try again in a moment."),
  Stopping: unavailable("The server is restarting. Please try again in a moment."),
  ModelUnavailable: unavailable("The model is not available. Please try again in a moment."),
  StorageUnavailable: unavailable(GONE),
  DataFolderInUse: unavailable(GONE),
  BillingUnavailable: unavailable(GONE),
  Internal: {
    status: 500,
    code: "server_error",
    title: "Internal error; nothing was charged (request {requestId})",
  },
} satisfies Record<FailureCode, WireError>;

/** The same problems of a background have codes of their own. */
const BACKGROUND_CODES: Partial<Record<ImageProblemCode, string>> = {
  InvalidAddress: "invalid_bg_image_url",
  AddressNotAllowed: "invalid_bg_image_url",
  DownloadTooLarge: "failed_bg_download",
  DownloadTimedOut: "failed_bg_download",
  DownloadFailed: "failed_bg_download",
};

/** What a request without any key is told. */
export const MISSING_KEY = "Missing API Key";

export const errorShape: ErrorShape = { ofProblems, ofFailure, limitHeaders };

function ofProblems(problems: readonly Problem[]) {
  const listed = problems.map(({ field, message, code, wireCode, detail }) => ({
    title: message,
    code: wireCode ?? codeOf(code as ImageProblemCode | undefined, field),
    ...(detail && { detail }),
  }));
  const needsKey = problems.some(({ code }) => code === "AddressNeedsKey");
  return { status: needsKey ? 403 : 400, body: { errors: listed } };
}

function codeOf(code: ImageProblemCode | undefined, field: string): string {
  if (!code) return "invalid_parameter";
  return (field.startsWith("bg_") && BACKGROUND_CODES[code]) || errors[code].code;
}

function ofFailure(failure: Failure, requestId: string) {
  const { status, code, title } = errors[failure.code];
  const { reason } = failure.values;
  const words = reason === MISSING_KEY ? MISSING_KEY : fill(title, { ...failure.values, requestId });
  const detail = status < 500 && reason !== MISSING_KEY && reason ? { detail: String(reason) } : {};
  return { status, body: { errors: [{ title: words, code, ...detail }] } };
}

/** Requests a minute, how many are left, and the Unix second in which the count begins anew. */
export function limitHeaders(limit: LimitState | undefined): Record<string, string> {
  if (!limit) return {};
  return {
    "x-ratelimit-limit": String(limit.limit),
    "x-ratelimit-remaining": String(limit.remaining),
    "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000 + limit.resetSeconds)),
  };
}

export function describeImageProblem({ code, values }: ImageProblem): string {
  return fill(errors[code].title, values);
}
