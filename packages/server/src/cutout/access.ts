/** Who asks, as the dialects find it in a request. */
export interface Credentials {
  apiKey?: string;
  userToken?: string;
  /** The client's address, after believed proxies. */
  address: string;
}

export type Caller =
  | { kind: "account"; uid: string; plan: string; channel: "api" | "app" }
  | { kind: "anonymous"; address: string };

/** A limit after a request was counted. */
export interface RateState {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

export type AccessErrorCode =
  | "BothCredentials"
  | "InvalidCredentials"
  | "EmailNotVerified"
  | "TooManyRequests"
  | "DailyLimitReached"
  | "NoCredits"
  | "StorageUnavailable";

export class AccessError extends Error {
  override readonly name = "AccessError";
  readonly code: AccessErrorCode;
  readonly rate: RateState | undefined;

  constructor(code: AccessErrorCode, message: string, rate?: RateState) {
    super(message);
    this.code = code;
    this.rate = rate;
  }
}

/** What one image cost; `remaining` where the caller has a countable rest. */
export interface Charge {
  charged: number;
  remaining?: number;
}

/** A credit set aside for one image. Both ends are idempotent; what is neither settled nor released expires. */
export interface Reservation {
  settle(): Promise<Charge>;
  release(): Promise<void>;
}

/** What the use case needs to know about callers. */
export interface Access {
  /** @throws AccessError `BothCredentials`, `InvalidCredentials`, `EmailNotVerified`, `StorageUnavailable` */
  identify(credentials: Credentials): Promise<Caller>;
  /**
   * Counts one request against the short-term limit.
   * @throws AccessError `TooManyRequests`, `StorageUnavailable`
   */
  takeRequest(caller: Caller): Promise<RateState | undefined>;
  /** @throws AccessError `NoCredits`, `DailyLimitReached`, `StorageUnavailable` */
  reserve(caller: Caller, id: string): Promise<Reservation>;
}
