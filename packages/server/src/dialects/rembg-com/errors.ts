import type { ImageProblem } from "../../cutout/image-problem.ts";
import type { ErrorShape } from "../../http/error-shape.ts";
import { type Failure, type FailureCode, fill, type Problem } from "../../http/failure.ts";

interface WireError {
  status: number;
  /** `{names}` are filled in. */
  message: string;
}

const UNAVAILABLE: WireError = {
  status: 503,
  message: "The service is temporarily unavailable. Please try again in a moment.",
};

/**
 * Every error that is not about a form's text fields.
 * @public
 */
export const errors = {
  NoImage: {
    status: 400,
    message: "No image file provided. Please include an 'image' field in your form data.",
  },
  NoFileName: { status: 400, message: "No file selected. Please choose an image file to upload." },
  ExtensionNotAllowed: {
    status: 400,
    message: "File type '.{extension}' is not supported. Allowed formats: webp, bmp, png, jpg, jpeg",
  },
  EmptyFile: { status: 400, message: "Uploaded file is empty (0 bytes)." },
  FileTooLarge: {
    status: 400,
    message: "File size ({megabytes} MB) exceeds the maximum allowed size of 50 MB.",
  },
  InvalidImage: {
    status: 400,
    message: "File does not appear to be a valid image (invalid file signature)",
  },
  UnsupportedImage: {
    status: 400,
    message: "File does not appear to be a valid image (invalid file signature)",
  },
  ImageTooWide: {
    status: 400,
    message: "Image width ({width}px) exceeds the maximum allowed width of 10000px.",
  },
  ImageTooTall: {
    status: 400,
    message: "Image height ({height}px) exceeds the maximum allowed height of 10000px.",
  },
  ImageTooLarge: {
    status: 400,
    message: "The image ({width} x {height}px) would be larger than this server makes images.",
  },
  AddressNeedsKey: { status: 400, message: "An image by its address needs an API key or a user token." },
  InvalidAddress: { status: 400, message: "This is no http(s) address of an image: {reason}" },
  AddressNotAllowed: { status: 400, message: "Images cannot be fetched from this address: {reason}" },
  DownloadTooLarge: { status: 400, message: "The image at this address is too large: {reason}" },
  DownloadTimedOut: { status: 400, message: "The image could not be fetched in time: {reason}" },
  DownloadFailed: { status: 400, message: "The image could not be fetched: {reason}" },
  InvalidRecipe: { status: 400, message: "These parameters do not fit together: {reason}" },
  BothCredentials: {
    status: 400,
    message: "This is a mistake: Cannot use both API key and user token",
  },
  InvalidCredentials: { status: 401, message: "invalid api key" },
  EmailNotVerified: { status: 403, message: "Email address not verified – please check your inbox" },
  AccountSuspended: {
    status: 403,
    message: "This account is suspended. Please contact the operator of this service.",
  },
  KeyNotAllowed: { status: 403, message: "{reason}" },
  KeyLimitReached: {
    status: 429,
    message: "This API key has reached its monthly limit. Raise it in the dashboard, or use another key.",
  },
  RateLimited: {
    status: 429,
    message: "You're making requests too quickly, Please Upgrade or slow down.",
  },
  DailyLimitReached: {
    status: 429,
    message: "You've reached your daily limit. Please sign up for more access.",
  },
  InsufficientCredits: {
    status: 429,
    message: "You've reached your monthly limit. Consider purchasing more credits.",
  },
  InvalidInput: { status: 400, message: "{reason}" },
  InvalidSignature: { status: 400, message: "{reason}" },
  ForeignOrigin: { status: 403, message: "{reason}" },
  NotFound: { status: 404, message: "{reason}" },
  BillingOff: { status: 404, message: "Billing is not configured on this server." },
  EmailTaken: { status: 409, message: "{reason}" },
  TooManyKeys: { status: 409, message: "{reason}" },
  MethodNotAllowed: { status: 405, message: "{reason}" },
  UploadStalled: { status: 408, message: "{reason}" },
  BodyTooLarge: { status: 413, message: "{reason}" },
  UnsupportedMediaType: {
    status: 415,
    message: "Unsupported content type. Send the image as multipart/form-data.",
  },
  MalformedBody: { status: 400, message: "Malformed form data: {reason}" },
  EngineBusy: { status: 503, message: "The server is busy. Please try again in a moment." },
  UploadsBusy: { status: 503, message: "The server is busy. Please try again in a moment." },
  Aborted: { status: 503, message: "The image took too long. Please try again in a moment." },
  Stopping: { status: 503, message: "The server is restarting. Please try again in a moment." },
  ModelUnavailable: {
    status: 503,
    message: "The model is not available. Please try again in a moment.",
  },
  StorageUnavailable: UNAVAILABLE,
  DataFolderInUse: UNAVAILABLE,
  BillingUnavailable: UNAVAILABLE,
  Internal: { status: 500, message: "Internal server error (request {requestId})" },
} satisfies Record<FailureCode, WireError>;

/** What can be wrong with a text field; all with status 400. */
export const fieldErrors = {
  NotInteger: "'{field}' must be an integer, got: '{got}'",
  TooSmall: "'{field}' must be at least {minimum}, got: {got}",
  TooLarge: "'{field}' must be at most {maximum}, got: {got}",
  NotNumber: "'{field}' must be a number, got: '{got}'",
  AngleOutOfRange: "'{field}' must be between -360 and 360 degrees, got: {got}",
  NotBoolean: "'{field}' must be true or false, got: '{got}'",
  UnknownFormat: "Invalid format '{got}'. Allowed formats: PNG, JPEG, WEBP, BMP",
  UnknownQuality: "Invalid quality '{got}'. Allowed values: fast, standard, best",
  NotColor: "Invalid color format '{got}'. Use hex format: #RGB, #RGBA, #RRGGBB, or #RRGGBBAA",
  PeriodWithMonth: "'periodStartUnix' cannot be combined with 'year' or 'month'",
  NotTaken: "'{field}' takes {takes}, got: '{got}'",
  NeedsKey: "'{field}' needs an API key or a user token.",
  TwoImages: "Send either the file 'image' or 'image_url', not both.",
  TwoBackgrounds: "Choose one background: '{names}' cannot be combined.",
  MaskWithBackground: "Cannot use 'mask=true' together with 'bg_color'. Choose one or the other.",
} as const;

export const errorShape: ErrorShape = { ofProblems, ofFailure };

/** One problem is the error; several are listed. */
function ofProblems(problems: readonly Problem[]) {
  const [first] = problems;
  const body =
    problems.length === 1 && first
      ? { error: first.message, status: 400 }
      : {
          error: "Multiple validation errors",
          details: problems.map(({ field, message }) => ({ field, message })),
          status: 400,
        };
  return { status: 400, body };
}

function ofFailure(failure: Failure, requestId: string) {
  const { status, message } = errors[failure.code];
  return { status, body: { error: fill(message, { ...failure.values, requestId }), status } };
}

export function describeImageProblem({ code, values }: ImageProblem, field: string): string {
  const message = fill(errors[code].message, values);
  return field === "image" ? message : `'${field}': ${message}`;
}
