/** Why something could not be fetched by its address. */
export type FetchFailureCode =
  /** It is no http(s) address, or one that says more than where something is. */
  | "InvalidAddress"
  /** It leads to a network that is not public and that the operator has not allowed. */
  | "AddressNotAllowed"
  | "DownloadTooLarge"
  | "DownloadTimedOut"
  /** No such host, no connection, a broken answer, too many redirects. */
  | "DownloadFailed";

export class FetchFailure extends Error {
  override readonly name = "FetchFailure";
  readonly code: FetchFailureCode;

  constructor(code: FetchFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
