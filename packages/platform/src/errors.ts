/** What can go wrong in the platform. Callers translate these; the platform knows no HTTP statuses. */
export type PlatformErrorCode =
  /** The database or Redis does not answer. Nothing was changed, or the change is safe to try again. */
  | "StorageUnavailable"
  /** Another process works on the embedded database's folder. */
  | "DataFolderInUse"
  /** A plan catalog file, an address or another value given to the platform is not acceptable. */
  | "InvalidInput"
  /** There is no such account, key or plan (or the caller may not know that there is). */
  | "NotFound"
  /** The e-mail address already has an account. Only told to an administrator, never to a visitor. */
  | "EmailTaken"
  /** The account has as many active API keys as it may have. */
  | "TooManyKeys"
  /** Both an API key and a user token came with one request. */
  | "BothCredentials"
  /** An unknown, revoked or expired key, or a bad or expired token. */
  | "InvalidCredentials"
  /** The key is right, but an administrator has suspended its account. */
  | "AccountSuspended"
  /** The account's address is not confirmed yet. */
  | "EmailNotVerified"
  /** The API key is not for pages of this origin, or not for this endpoint. */
  | "KeyNotAllowed"
  /** The API key has spent as many credits as it may in a month. */
  | "KeyLimitReached"
  /** Too many attempts or requests; `retryAfterSeconds` says when to come back. */
  | "RateLimited"
  /** The account has neither included nor prepaid credits left. */
  | "InsufficientCredits"
  /** The address has had as many images without an account as it may have in a day. */
  | "DailyLimitReached"
  /** Stripe is not configured. */
  | "BillingOff"
  /** Stripe does not answer or refuses; nothing was bought. */
  | "BillingUnavailable"
  /** A webhook that Stripe did not sign, or whose signature is too old. */
  | "InvalidSignature";

export type PlatformErrorOptions = ErrorOptions & { retryAfterSeconds?: number };

export class PlatformError extends Error {
  override readonly name = "PlatformError";
  readonly code: PlatformErrorCode;
  /** Seconds after which trying again is reasonable, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: PlatformErrorCode, message: string, options: PlatformErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
