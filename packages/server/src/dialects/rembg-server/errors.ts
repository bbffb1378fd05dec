import type { ImageProblem } from "../../cutout/image-problem.ts";
import type { ErrorShape } from "../../http/error-shape.ts";
import { type Failure, type FailureCode, fill, type Problem } from "../../http/failure.ts";

interface WireError {
  status: number;
  /** `{names}` are filled in. */
  detail: string;
}

const bad = (detail: string, status = 400): WireError => ({ status, detail });
const unavailable = (detail: string): WireError => ({ status: 503, detail });

const GONE = "The service is temporarily unavailable. Please try again in a moment.";
const BUSY = "The server is busy. Please try again in a moment.";

/** Every error that is not about a parameter. The original has no words for most of them. */
const errors = {
  NoImage: bad("Field required", 422),
  NoFileName: bad("Field required", 422),
  ExtensionNotAllowed: bad("Files of type '.{extension}' are not supported"),
  EmptyFile: bad("The file is empty"),
  FileTooLarge: bad("The file has {megabytes} MB; at most 50 MB are possible", 413),
  InvalidImage: bad("The file is not an image that can be read: {reason}"),
  UnsupportedImage: bad("The file is not an image that can be read: {reason}"),
  ImageTooWide: bad("The image is {width} px wide; at most 10000 px are possible"),
  ImageTooTall: bad("The image is {height} px tall; at most 10000 px are possible"),
  ImageTooLarge: bad("The picture would be {width} x {height} px, which is more than this server makes"),
  AddressNeedsKey: bad(
    "Fetching a picture by its address needs an API key. Send it in the header 'X-Api-Key'",
    403,
  ),
  InvalidAddress: bad("'url' can't be fetched: {reason}"),
  AddressNotAllowed: bad("'url' can't be fetched: {reason}"),
  DownloadTooLarge: bad("'url' can't be fetched: {reason}"),
  DownloadTimedOut: bad("'url' can't be fetched: {reason}"),
  DownloadFailed: bad("'url' can't be fetched: {reason}"),
  InvalidRecipe: bad("These parameters do not fit together: {reason}"),
  BothCredentials: bad("Send either an API key or a user token, not both", 401),
  InvalidCredentials: bad("The API key or user token is not valid", 401),
  EmailNotVerified: bad("The account's email address is not verified. Please check your inbox", 403),
  AccountSuspended: bad("This account is suspended. Please write to the people who run this server", 403),
  KeyNotAllowed: bad("{reason}", 403),
  KeyLimitReached: bad("The API key has spent its monthly limit. Its owner can raise it", 429),
  RateLimited: bad("Too many requests in a short time. Please slow down or upgrade", 429),
  DailyLimitReached: bad(
    "The daily limit is used up. With an API key there is none: send it in the header 'X-Api-Key'",
    429,
  ),
  InsufficientCredits: bad("No credits are left. Please buy more or wait for the next billing period", 402),
  InvalidInput: bad("{reason}"),
  InvalidSignature: bad("{reason}"),
  ForeignOrigin: bad("{reason}", 403),
  EmailTaken: bad("{reason}", 409),
  TooManyKeys: bad("{reason}", 409),
  BillingOff: bad("Billing is not configured on this server", 404),
  NotFound: bad("Not Found", 404),
  MethodNotAllowed: bad("Method Not Allowed", 405),
  UploadStalled: bad("{reason}", 408),
  BodyTooLarge: bad("{reason}", 413),
  UnsupportedMediaType: bad("Send the image as multipart/form-data, in the field 'file'", 415),
  MalformedBody: bad("The form data is malformed: {reason}"),
  EngineBusy: unavailable(BUSY),
  UploadsBusy: unavailable(BUSY),
  Aborted: unavailable("The image took too long. Please try again in a moment."),
  Stopping: unavailable("The server is restarting. Please try again in a moment."),
  ModelUnavailable: unavailable("The model is not available. Please try again in a moment."),
  StorageUnavailable: unavailable(GONE),
  DataFolderInUse: unavailable(GONE),
  BillingUnavailable: unavailable(GONE),
  Internal: { status: 500, detail: "Internal Server Error; nothing was charged (request {requestId})" },
} satisfies Record<FailureCode, WireError>;

/** A problem's field is where FastAPI would say it lies: `body.file`, `query.url`. */
export const errorShape: ErrorShape = { ofProblems, ofFailure };

/** What is wrong with the picture is a sentence; what is wrong with the form a list, as FastAPI makes it. */
function ofProblems(problems: readonly Problem[]) {
  for (const { code, message } of problems) {
    if (!code || !(code in errors) || errors[code as FailureCode].status === 422) continue;
    return { status: errors[code as FailureCode].status, body: { detail: message } };
  }
  const detail = problems.map(({ field, message, code }) => ({
    type: code ? "missing" : "value_error",
    loc: field.split("."),
    msg: message,
    input: null,
  }));
  return { status: 422, body: { detail } };
}

function ofFailure(failure: Failure, requestId: string) {
  const { status, detail } = errors[failure.code];
  return { status, body: { detail: fill(detail, { ...failure.values, requestId }) } };
}

export function describeImageProblem({ code, values }: ImageProblem): string {
  return fill(errors[code].detail, values);
}
