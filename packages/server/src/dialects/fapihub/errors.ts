import type { ImageProblem } from "../../cutout/image-problem.ts";
import type { ErrorShape } from "../../http/error-shape.ts";
import { type Failure, type FailureCode, fill, type Problem } from "../../http/failure.ts";

/** The codes of the original API, and those it has no word for (404, 405, 415). */
export type WireCode =
  | "invalid_image"
  | "invalid_parameter"
  | "invalid_api_key"
  | "insufficient_credits"
  | "rate_limit_exceeded"
  | "server_error"
  | "not_found"
  | "method_not_allowed"
  | "unsupported_media_type";

interface WireError {
  status: number;
  code: WireCode;
  /** `{names}` are filled in. */
  message: string;
}

const badImage = (message: string): WireError => ({ status: 400, code: "invalid_image", message });
const badParameter = (status: number, message: string): WireError => ({
  status,
  code: "invalid_parameter",
  message,
});
const badKey = (message: string): WireError => ({ status: 401, code: "invalid_api_key", message });
const noCredits = (message: string): WireError => ({ status: 402, code: "insufficient_credits", message });
const unavailable = (message: string): WireError => ({ status: 503, code: "server_error", message });

const NO_IMAGE = "The file is not a valid JPEG, PNG, WebP or BMP image.";
const GONE = "The service is temporarily unavailable. Please try again in a moment.";
const BUSY = "The server is busy. Please try again in a moment.";

/** Every error that is not about a form's text fields. */
export const errors = {
  NoImage: badImage("No image was sent. Put a file into the form field 'image'."),
  NoFileName: badImage("No image was chosen: the file in 'image' has no name."),
  ExtensionNotAllowed: badImage(
    "Files of type '.{extension}' are not supported. Send JPEG, PNG, WebP or BMP.",
  ),
  EmptyFile: badImage("The image file is empty."),
  FileTooLarge: badImage("The image file has {megabytes} MB; at most 20 MB are possible."),
  InvalidImage: badImage(NO_IMAGE),
  UnsupportedImage: badImage(NO_IMAGE),
  ImageTooWide: badImage("The image is {width} px wide; at most 10000 px are possible."),
  ImageTooTall: badImage("The image is {height} px tall; at most 10000 px are possible."),
  ImageTooLarge: badImage(
    "The picture would be {width} x {height} px, which is more than this server makes.",
  ),
  AddressNeedsKey: badImage("{reason}"),
  InvalidAddress: badImage("{reason}"),
  AddressNotAllowed: badImage("{reason}"),
  DownloadTooLarge: badImage("{reason}"),
  DownloadTimedOut: badImage("{reason}"),
  DownloadFailed: badImage("{reason}"),
  InvalidRecipe: badParameter(400, "These parameters do not fit together: {reason}"),
  BothCredentials: badKey("Send either an API key or a user token, not both."),
  InvalidCredentials: badKey("The API key is missing or not valid. Send it in the header 'ApiKey'."),
  EmailNotVerified: badKey("The account's email address is not verified. Please check your inbox."),
  AccountSuspended: {
    status: 403,
    code: "invalid_api_key",
    message: "The account of this API key is suspended. Please contact the operator of this service.",
  },
  KeyNotAllowed: { status: 403, code: "invalid_api_key", message: "{reason}." },
  KeyLimitReached: noCredits("The API key has spent its monthly limit. Its owner can raise it."),
  RateLimited: {
    status: 429,
    code: "rate_limit_exceeded",
    message: "Too many requests in a short time. Please slow down or upgrade.",
  },
  DailyLimitReached: noCredits("The daily limit is used up."),
  InsufficientCredits: noCredits("No credits are left. Please buy more or wait for the next billing period."),
  InvalidInput: badParameter(400, "{reason}"),
  InvalidSignature: badParameter(400, "{reason}"),
  ForeignOrigin: badKey("{reason}"),
  EmailTaken: badParameter(409, "{reason}"),
  TooManyKeys: badParameter(409, "{reason}"),
  BillingOff: { status: 404, code: "not_found", message: "Billing is not configured on this server." },
  NotFound: { status: 404, code: "not_found", message: "{reason}" },
  MethodNotAllowed: { status: 405, code: "method_not_allowed", message: "{reason}" },
  UploadStalled: badParameter(408, "{reason}"),
  BodyTooLarge: badParameter(413, "{reason}"),
  UnsupportedMediaType: {
    status: 415,
    code: "unsupported_media_type",
    message: "Send the image as multipart/form-data.",
  },
  MalformedBody: badParameter(400, "The form data is malformed: {reason}"),
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
    message: "An internal error occurred; nothing was charged (request {requestId}).",
  },
} satisfies Record<FailureCode, WireError>;

/** What can be wrong with a text field; all `invalid_parameter` with status 400. */
export const fieldErrors = {
  Missing: "'{field}' is missing; it takes {takes}.",
  Bad: "'{field}' got '{got}'; it takes {takes}.",
} as const;

export const errorShape: ErrorShape = { ofProblems, ofFailure };

/** One error object for all problems. A bad image names the error, whatever else is wrong. */
function ofProblems(problems: readonly Problem[]) {
  const code: WireCode = problems.some(({ field }) => field === "image")
    ? "invalid_image"
    : "invalid_parameter";
  return {
    status: 400,
    body: { error: { code, message: problems.map(({ message }) => message).join(" ") } },
  };
}

function ofFailure(failure: Failure, requestId: string) {
  const { status, code, message } = errors[failure.code];
  return { status, body: { error: { code, message: fill(message, { ...failure.values, requestId }) } } };
}

export function describeImageProblem({ code, values }: ImageProblem): string {
  return fill(errors[code].message, values);
}
