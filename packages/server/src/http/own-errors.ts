import type { ErrorShape } from "./error-shape.ts";
import { type Failure, type FailureCode, fill, type OwnProblemCode, type Problem } from "./failure.ts";

interface WireError {
  status: number;
  /** For programs: pages word it in their reader's language. */
  code: string;
  /** For people; `{names}` are filled in. */
  message: string;
}

const badRequest = (message = "{reason}", status = 400): WireError => ({
  status,
  code: "invalid_request",
  message,
});
const badImage = (code: string, message: string): WireError => ({ status: 400, code, message });
const busy: WireError = {
  status: 503,
  code: "busy",
  message: "The server is busy. Please try again in a moment.",
};
const storageGone: WireError = {
  status: 503,
  code: "storage_unavailable",
  message: "The service is temporarily unavailable. Please try again in a moment.",
};
const noPicture = "The file is not a valid JPEG, PNG, WebP or BMP image";

/** Errors of our own APIs: account, administration, editor. */
export const errors = {
  InvalidInput: badRequest(),
  MalformedBody: badRequest("The request body is malformed: {reason}"),
  BothCredentials: badRequest(),
  UnsupportedMediaType: badRequest("The request has a content type that is not taken here", 415),
  BodyTooLarge: badRequest("The request body is too large", 413),
  UploadStalled: badRequest("{reason}", 408),
  MethodNotAllowed: badRequest("{reason}", 405),
  InvalidSignature: { status: 400, code: "invalid_signature", message: "{reason}" },
  InvalidRecipe: { status: 400, code: "invalid_recipe", message: "{reason}" },
  NoImage: badImage("no_image", "No image was sent in the form field 'image'"),
  NoFileName: badImage("no_image", "No image was chosen: the file in 'image' has no name"),
  EmptyFile: badImage("empty_file", "The file is empty"),
  ExtensionNotAllowed: badImage("unsupported_type", "Files of type '.{extension}' are not supported"),
  UnsupportedImage: badImage("invalid_image", noPicture),
  InvalidImage: badImage("invalid_image", noPicture),
  FileTooLarge: badImage("file_too_large", "The file ({megabytes} MB) is too large"),
  ImageTooWide: badImage("image_too_large", "The image is {width} px wide; at most 10000 px are possible"),
  ImageTooTall: badImage("image_too_large", "The image is {height} px tall; at most 10000 px are possible"),
  ImageTooLarge: badImage(
    "image_too_large",
    "The picture would be {width} x {height} px, which is too large",
  ),
  AddressNeedsKey: badImage("address_needs_key", "An image by its address needs an account"),
  InvalidAddress: badImage("invalid_address", "{reason}"),
  AddressNotAllowed: badImage("address_not_allowed", "{reason}"),
  DownloadTooLarge: badImage("file_too_large", "{reason}"),
  DownloadTimedOut: badImage("download_failed", "{reason}"),
  DownloadFailed: badImage("download_failed", "{reason}"),
  InvalidCorrection: badImage("invalid_correction", "The correction is not a PNG of at most 8 MB"),
  InvalidMask: badImage("invalid_mask", "The mask is not a picture of at most 8 MB"),
  InvalidBackground: badImage(
    "invalid_background",
    "The background is missing or not a picture like 'image'",
  ),
  InvalidCredentials: { status: 401, code: "unauthenticated", message: "Please sign in" },
  EmailNotVerified: {
    status: 403,
    code: "email_not_verified",
    message: "Email address not verified – please check your inbox",
  },
  AccountSuspended: {
    status: 403,
    code: "account_suspended",
    message: "This account is suspended. Please contact the operator of this service.",
  },
  KeyNotAllowed: { status: 403, code: "key_not_allowed", message: "{reason}" },
  ForeignOrigin: { status: 403, code: "foreign_origin", message: "{reason}" },
  NotFound: { status: 404, code: "not_found", message: "{reason}" },
  BillingOff: { status: 404, code: "billing_disabled", message: "Billing is not configured on this server" },
  EmailTaken: { status: 409, code: "email_taken", message: "{reason}" },
  OwnAccount: { status: 409, code: "own_account", message: "{reason}" },
  WrongJobState: { status: 409, code: "wrong_job_state", message: "{reason}" },
  IdempotencyConflict: { status: 409, code: "idempotency_conflict", message: "{reason}" },
  TooManyJobs: { status: 409, code: "too_many_jobs", message: "{reason}" },
  TooManyWebhooks: { status: 409, code: "too_many_webhooks", message: "{reason}" },
  TooManyItems: { status: 413, code: "too_many_items", message: "{reason}" },
  StorageFull: { status: 413, code: "storage_full", message: "{reason}" },
  TooManyPresets: { status: 409, code: "too_many_presets", message: "{reason}" },
  TooManyKeys: { status: 409, code: "too_many_keys", message: "{reason}" },
  RateLimited: {
    status: 429,
    code: "too_many_requests",
    message: "Too many requests. Please try again later.",
  },
  DailyLimitReached: { status: 429, code: "daily_limit", message: "The daily limit is used up" },
  KeyLimitReached: { status: 429, code: "key_limit", message: "The API key has spent its monthly limit" },
  InsufficientCredits: { status: 429, code: "no_credits", message: "No credits are left" },
  Internal: { status: 500, code: "internal", message: "Internal server error (request {requestId})" },
  BillingUnavailable: {
    status: 503,
    code: "billing_unavailable",
    message: "The payment service does not answer. Please try again in a moment.",
  },
  StorageUnavailable: storageGone,
  DataFolderInUse: storageGone,
  Stopping: busy,
  EngineBusy: busy,
  UploadsBusy: busy,
  Aborted: busy,
  ModelUnavailable: busy,
} satisfies Record<FailureCode | OwnProblemCode, WireError>;

/** `{ error, code, status }`, and `details` with one entry for each bad field. */
export const errorShape: ErrorShape = { ofProblems, ofFailure };

/** The first problem that has a code of its own names the error. */
function ofProblems(problems: readonly Problem[]) {
  const named = problems.find(({ code }) => code !== undefined)?.code ?? "InvalidInput";
  const { status, code } = errors[named];
  const details = problems.map(({ field, message }) => ({ field, message }));
  const error = problems.map(({ message }) => message).join("; ");
  return { status, body: { error, code, details, status } };
}

function ofFailure(failure: Failure, requestId: string) {
  const { status, code, message } = errors[failure.code];
  return { status, body: { error: fill(message, { ...failure.values, requestId }), code, status } };
}
