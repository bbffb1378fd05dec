import type { ErrorShape } from "../dialects/error-shape.ts";
import { type Failure, type FailureCode, fill, type Problem } from "../http/failure.ts";

interface WireError {
  status: number;
  /** `{names}` are filled in. */
  message: string;
}

const told = (status: number): WireError => ({ status, message: "{reason}" });
const unavailable: WireError = {
  status: 503,
  message: "The service is temporarily unavailable. Please try again in a moment.",
};
/** What only image requests can run into. */
const notHere: WireError = { status: 500, message: "Internal server error (request {requestId})" };

/** Errors of the account and admin APIs. The code is part of the answer, so that pages can word it in any language. */
export const errors = {
  InvalidInput: told(400),
  MalformedBody: { status: 400, message: "The request body is not valid JSON" },
  BothCredentials: told(400),
  InvalidSignature: told(400),
  InvalidCredentials: { status: 401, message: "Please sign in" },
  EmailNotVerified: { status: 403, message: "Email address not verified – please check your inbox" },
  ForeignOrigin: told(403),
  NotFound: told(404),
  BillingOff: { status: 404, message: "Billing is not configured on this server" },
  MethodNotAllowed: told(405),
  UploadStalled: told(408),
  EmailTaken: told(409),
  TooManyKeys: told(409),
  BodyTooLarge: { status: 413, message: "The request body is too large" },
  UnsupportedMediaType: { status: 415, message: "Send the request body as application/json" },
  RateLimited: { status: 429, message: "Too many requests. Please try again later." },
  InsufficientCredits: told(402),
  DailyLimitReached: told(429),
  StorageUnavailable: unavailable,
  DataFolderInUse: unavailable,
  BillingUnavailable: {
    status: 503,
    message: "The payment service does not answer. Please try again in a moment.",
  },
  Stopping: unavailable,
  EngineBusy: unavailable,
  UploadsBusy: unavailable,
  Aborted: unavailable,
  ModelUnavailable: unavailable,
  NoImage: notHere,
  NoFileName: notHere,
  ExtensionNotAllowed: notHere,
  EmptyFile: notHere,
  FileTooLarge: notHere,
  InvalidImage: notHere,
  UnsupportedImage: notHere,
  ImageTooWide: notHere,
  ImageTooTall: notHere,
  ImageTooLarge: notHere,
  InvalidRecipe: notHere,
  Internal: { status: 500, message: "Internal server error (request {requestId})" },
} satisfies Record<FailureCode, WireError>;

/** `{ error, code, status }`, and `details` with one entry for each bad field. */
export const errorShape: ErrorShape = {
  ofProblems(problems: readonly Problem[]) {
    const error = problems.map(({ message }) => message).join("; ");
    return { status: 400, body: { error, code: "InvalidInput", details: problems, status: 400 } };
  },
  ofFailure(failure: Failure, requestId: string) {
    const { status, message } = errors[failure.code];
    const error = fill(message, { ...failure.values, requestId });
    return { status, body: { error, code: failure.code, status } };
  },
};
