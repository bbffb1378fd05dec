/** What can be wrong with a request about jobs or webhooks. Only our own API words these. */
export type JobErrorCode =
  /** The job takes no more items, or what was asked for does not go with its state. */
  | "WrongJobState"
  /** More items than the plan allows in a job. */
  | "TooManyItems"
  /** The account's jobs, or all of this installation, have as many bytes of files as they may. */
  | "StorageFull"
  /** The idempotency key came with another request before. */
  | "IdempotencyConflict"
  /** As many unfinished jobs, or as many webhooks, as an account may have. */
  | "TooManyJobs"
  | "TooManyWebhooks";

export class JobError extends Error {
  override readonly name = "JobError";
  readonly code: JobErrorCode;

  constructor(code: JobErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
