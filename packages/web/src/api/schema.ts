/**
 * Types of the server's own API, made from the document at `/api/openapi` by `npm run generate`. Do not edit.
 */

export type Purchase =
  | {
      plan: string;
    }
  | {
      /**
       * The id of a pack
       */
      pack: string;
    };

export interface ApiSchemas {
  AccountMembership: AccountMembership;
  AnonymousAllowance: AnonymousAllowance;
  ApiKey: ApiKey;
  AuditEntry: AuditEntry;
  AuditPage: AuditPage;
  DayUsage: DayUsage;
  EditorRecipe: EditorRecipe;
  KeyUse: KeyUse;
  ListedApiKey: ListedApiKey;
  NewApiKey: NewApiKey;
  NewPreset: NewPreset;
  Offers: Offers;
  Overview: Overview;
  Preset: Preset;
  Prices: Prices;
  Profile: Profile;
  Purchase: Purchase;
  Redirect: Redirect;
  RequestLine: RequestLine;
  ServerStatus: ServerStatus;
  Site: Site;
  TestMail: TestMail;
  User: User;
  UserChange: UserChange;
  NewWebhook: NewWebhook;
  Webhook: Webhook;
  WebhookDelivery: WebhookDelivery;
}
export interface AccountMembership {
  /**
   * The plan
   */
  membership: string;
  /**
   * Credits that the plan includes
   */
  credits: number;
  /**
   * Bought credits that are left; they never expire
   */
  prepaidCredits: number;
  app_usage: number;
  api_usage: number;
  billingCycle?: {
    /**
     * Unix seconds
     */
    periodStartUnix: number;
    /**
     * Unix seconds
     */
    periodEndUnix: number;
    /**
     * Images charged in the web editor
     */
    appUsage: number;
    /**
     * Images charged by API key
     */
    apiUsage: number;
    includedCredits: number;
    prepaidCredits: number;
    usedIncludedCredits: number;
    remainingIncludedCredits: number;
    /**
     * False: the window is the UTC calendar month
     */
    stripeBillingSynced: boolean;
  };
  billingCycles: {
    /**
     * Unix seconds
     */
    periodStartUnix: number;
    /**
     * Unix seconds
     */
    periodEndUnix: number;
    /**
     * Images charged in the web editor
     */
    appUsage: number;
    /**
     * Images charged by API key
     */
    apiUsage: number;
  }[];
}
export interface AnonymousAllowance {
  /**
   * Images a UTC day; null: no limit
   */
  limit: number | null;
  remaining: number | null;
  /**
   * When the day ends, in unix seconds
   */
  resetUnix: number;
}
export interface ApiKey {
  id: string;
  name: string;
  /**
   * How the key begins
   */
  prefix: string;
  /**
   * How the key ends
   */
  lastFour: string;
  /**
   * ISO 8601
   */
  createdAt: string;
  /**
   * ISO 8601
   */
  expiresAt: string | null;
  /**
   * ISO 8601
   */
  revokedAt: string | null;
  /**
   * Within a minute of the truth
   */
  lastUsedAt: string | null;
  /**
   * Credits that it may spend in a UTC calendar month; null: no limit of its own
   */
  monthlyLimit: number | null;
  /**
   * Origins of the pages that may use it, as in `https://shop.example`, and nobody else; null: whoever has it. A program can name any origin
   *
   * @minItems 1
   * @maxItems 50
   */
  allowedOrigins: [string, ...string[]] | null;
  /**
   * Paths that it opens, with all below them; null: all
   *
   * @minItems 1
   */
  allowedEndpoints:
    | [
        (
          | "/rmbg"
          | "/v2/rembg"
          | "/v1.0"
          | "/api/remove"
          | "/api/jobs"
          | "/api/webhooks"
          | "/api/membership-usage"
        ),
        ...(
          | "/rmbg"
          | "/v2/rembg"
          | "/v1.0"
          | "/api/remove"
          | "/api/jobs"
          | "/api/webhooks"
          | "/api/membership-usage"
        )[]
      ]
    | null;
}
export interface AuditEntry {
  id: string;
  /**
   * ISO 8601
   */
  at: string;
  /**
   * Address of an administrator, or `admin token`
   */
  actor: string;
  action:
    | "account.created"
    | "account.changed"
    | "account.exported"
    | "account.deleted"
    | "password.reset"
    | "key.created"
    | "key.revoked";
  uid: string;
  /**
   * Of the account, while there is one
   */
  email?: string;
  /**
   * What was changed, as it was
   */
  before?: {
    [k: string]: unknown;
  };
  /**
   * … and as it was made
   */
  after?: {
    [k: string]: unknown;
  };
  reason?: string;
}
export interface AuditPage {
  entries: AuditEntry[];
  /**
   * For the page after; absent on the last one
   */
  next?: string;
}
export interface DayUsage {
  date: string;
  /**
   * Images charged in the web editor
   */
  app: number;
  /**
   * Images charged by API key
   */
  api: number;
}
export interface EditorRecipe {
  format: "png" | "webp" | "jpeg" | "bmp";
  output?: "cutout" | "mask";
  quality?: "fast" | "standard" | "best";
  /**
   * A rectangle of the upright photo, in pixels
   */
  crop?: {
    left: number;
    top: number;
    width: number;
    height: number;
  };
  resize?: {
    width?: number;
    height?: number;
    exact?: boolean;
  };
  /**
   * Left and right are exchanged, before the rotation
   */
  mirror?: boolean;
  /**
   * Counter-clockwise
   */
  rotation?: {
    degrees: number;
    expand: boolean;
  };
  /**
   * The subject, scaled and placed on a canvas
   */
  canvas?: {
    width?: number;
    height?: number;
    scale?: "fit" | "fill" | "original";
    /**
     * Percent of the canvas, on every side
     */
    padding?: number;
    align?:
      | {
          x?: number;
          y?: number;
        }
      | "original";
    /**
     * By hand, at last: percent of the canvas to the right and down, and a factor
     */
    adjust?: {
      x?: number;
      y?: number;
      scale?: number;
    };
  };
  /**
   * Of JPEG and WebP
   */
  outputQuality?: number;
  /**
   * JPEG and WebP: the quality becomes as low as the file needs to have at most so many bytes
   */
  maxBytes?: number;
  background?:
    | {
        kind: "color";
        color: string;
      }
    | {
        kind: "gradient";
        top: string;
        bottom: string;
        /**
         * Clockwise; 180 from top to bottom
         */
        angle?: number;
      }
    | {
        kind: "blur";
        radius: number;
      }
    | {
        kind: "picture";
      };
  /**
   * The photo's own shadow stays, where it fell on a plain backdrop
   */
  originalShadow?: boolean;
  shadow?: {
    /**
     * As if on a wall behind the subject, or on the ground that it stands on
     */
    kind?: "drop" | "contact";
    color: string;
    offset: {
      x: number;
      y: number;
    };
    blurRadius: number;
  };
}
/**
 * Of the last 30 days
 */
export interface KeyUse {
  keyId: string;
  requests: number;
  credits: number;
}
export interface ListedApiKey {
  id: string;
  name: string;
  /**
   * How the key begins
   */
  prefix: string;
  /**
   * How the key ends
   */
  lastFour: string;
  /**
   * ISO 8601
   */
  createdAt: string;
  /**
   * ISO 8601
   */
  expiresAt: string | null;
  /**
   * ISO 8601
   */
  revokedAt: string | null;
  /**
   * Within a minute of the truth
   */
  lastUsedAt: string | null;
  /**
   * Credits that it may spend in a UTC calendar month; null: no limit of its own
   */
  monthlyLimit: number | null;
  /**
   * Origins of the pages that may use it, as in `https://shop.example`, and nobody else; null: whoever has it. A program can name any origin
   *
   * @minItems 1
   * @maxItems 50
   */
  allowedOrigins: [string, ...string[]] | null;
  /**
   * Paths that it opens, with all below them; null: all
   *
   * @minItems 1
   */
  allowedEndpoints:
    | [
        (
          | "/rmbg"
          | "/v2/rembg"
          | "/v1.0"
          | "/api/remove"
          | "/api/jobs"
          | "/api/webhooks"
          | "/api/membership-usage"
        ),
        ...(
          | "/rmbg"
          | "/v2/rembg"
          | "/v1.0"
          | "/api/remove"
          | "/api/jobs"
          | "/api/webhooks"
          | "/api/membership-usage"
        )[]
      ]
    | null;
  /**
   * Credits of this UTC calendar month, those being spent included
   */
  usedThisMonth: number;
}
export interface NewApiKey {
  id: string;
  name: string;
  /**
   * How the key begins
   */
  prefix: string;
  /**
   * How the key ends
   */
  lastFour: string;
  /**
   * ISO 8601
   */
  createdAt: string;
  /**
   * ISO 8601
   */
  expiresAt: string | null;
  /**
   * ISO 8601
   */
  revokedAt: string | null;
  /**
   * Within a minute of the truth
   */
  lastUsedAt: string | null;
  /**
   * Credits that it may spend in a UTC calendar month; null: no limit of its own
   */
  monthlyLimit: number | null;
  /**
   * Origins of the pages that may use it, as in `https://shop.example`, and nobody else; null: whoever has it. A program can name any origin
   *
   * @minItems 1
   * @maxItems 50
   */
  allowedOrigins: [string, ...string[]] | null;
  /**
   * Paths that it opens, with all below them; null: all
   *
   * @minItems 1
   */
  allowedEndpoints:
    | [
        (
          | "/rmbg"
          | "/v2/rembg"
          | "/v1.0"
          | "/api/remove"
          | "/api/jobs"
          | "/api/webhooks"
          | "/api/membership-usage"
        ),
        ...(
          | "/rmbg"
          | "/v2/rembg"
          | "/v1.0"
          | "/api/remove"
          | "/api/jobs"
          | "/api/webhooks"
          | "/api/membership-usage"
        )[]
      ]
    | null;
  /**
   * The key itself, shown this once
   */
  key: string;
}
export interface NewPreset {
  name: string;
  /**
   * The editor's, as an object of at most 8192 bytes
   */
  settings: {
    [k: string]: unknown;
  };
}
export interface Offers {
  /**
   * False: plans are given by the operator, nothing is sold here
   */
  enabled: boolean;
  plans: {
    label: string;
    includedCredits: number;
    requestsPerMinute: number;
    purchasable: boolean;
    price?: Price;
  }[];
  /**
   * Prepaid credits
   */
  packs: {
    id: string;
    credits: number;
    price?: Price;
  }[];
  /**
   * Something was bought before: the portal opens
   */
  hasCustomer: boolean;
}
/**
 * Absent where nothing is sold, and while Stripe does not tell
 */
export interface Price {
  /**
   * In the currency's smallest unit, as Stripe counts it: cents, or whole yen
   */
  amount: number;
  /**
   * ISO 4217 in small letters
   */
  currency: string;
  /**
   * How often it is paid; absent: once
   */
  interval?: {
    unit: "day" | "week" | "month" | "year";
    count: number;
  };
}
export interface Overview {
  totals: {
    accounts: number;
    /**
     * Made in the last 30 days
     */
    newAccounts: number;
    suspendedAccounts: number;
    /**
     * That work
     */
    keys: number;
    /**
     * Charged, of this UTC month
     */
    imagesThisMonth: {
      app: number;
      api: number;
    };
  };
  /**
   * Requests of accounts in the last 24 hours
   */
  lastDay: {
    requests: number;
    /**
     * Answered with a fault of the server's
     */
    failed: number;
    /**
     * Half of the answers came within; null: there was none
     */
    medianMs: number | null;
    /**
     * 95 of 100 answers came within
     */
    p95Ms: number | null;
  };
  /**
   * Each hour of them in which there was a request, oldest first
   */
  hours: {
    requests: number;
    /**
     * Answered with a fault of the server's
     */
    failed: number;
    /**
     * Half of the answers came within; null: there was none
     */
    medianMs: number | null;
    /**
     * 95 of 100 answers came within
     */
    p95Ms: number | null;
    /**
     * When it began
     */
    hour: string;
  }[];
}
export interface Preset {
  name: string;
  settings: {
    [k: string]: unknown;
  };
  /**
   * ISO 8601
   */
  savedAt: string;
}
export interface Prices {
  /**
   * The plan of a new account
   */
  account: {
    label: string;
    includedCredits: number;
    requestsPerMinute: number;
  };
  /**
   * What can be bought: none where nothing is sold
   */
  plans: {
    label: string;
    includedCredits: number;
    requestsPerMinute: number;
    purchasable: boolean;
    price?: Price;
  }[];
  /**
   * Prepaid credits that can be bought
   */
  packs: {
    id: string;
    credits: number;
    price?: Price;
  }[];
}
export interface Profile {
  uid: string;
  email: string;
  name: string;
  emailVerified: boolean;
  language: "en" | "th" | "tr" | "de" | "ko";
  /**
   * `admin`: may administer this installation
   */
  role: "user" | "admin";
  plan: {
    label: string;
    includedCredits: number;
    requestsPerMinute: number;
  };
  credits: {
    /**
     * Of the plan, in each billing window
     */
    included: number;
    /**
     * Of them, left in this window
     */
    remainingIncluded: number;
    prepaid: number;
  };
  lowCredits: {
    /**
     * Credits left at which a mail is sent, as the account chose; 0: never, null: by the plan
     */
    threshold: number | null;
    /**
     * What that comes to; 0: never
     */
    mailAt: number;
  };
  /**
   * ISO 8601
   */
  createdAt: string;
}
export interface Redirect {
  /**
   * Where to send the browser
   */
  url: string;
}
export interface RequestLine {
  /**
   * ISO 8601
   */
  at: string;
  /**
   * null: signed in, without a key
   */
  keyId: string | null;
  keyName: string | null;
  /**
   * As in `POST /rmbg`
   */
  endpoint: string;
  /**
   * HTTP status
   */
  status: number;
  /**
   * Milliseconds until the answer was sent
   */
  ms: number;
  /**
   * That were charged with this answer; pictures of jobs are charged as they are made
   */
  credits: number;
  /**
   * As in the answer's `X-Request-Id`
   */
  requestId: string;
}
export interface ServerStatus {
  version: string;
  uptimeSeconds: number;
  engine: {
    /**
     * The default model is warm
     */
    ready: boolean;
    model: string;
    /**
     * What the default model computes in, once it is prepared
     */
    precision?: {
      precision: "float32" | "int8";
      /**
       * A trial on this machine, `ALPHACUT_PRECISION`, or the model's only form
       */
      reason: "trial" | "setting" | "only";
      trial?: {
        /**
         * Overlap of the 8-bit and the float mask, 0 to 1
         */
        agreement: number;
        /**
         * Time of a float run over that of an 8-bit run
         */
        speedup: number;
      };
    };
    threads: number;
    /**
     * Images in work
     */
    working: number;
    /**
     * Images waiting for their turn
     */
    waiting: number;
    /**
     * Machines that have the default model ready
     */
    workers: number;
    /**
     * What the model runs on there
     */
    devices: string[];
  };
  /**
   * What runs the models for this API node; absent where it runs them itself
   */
  queue?: {
    /**
     * Model runs that no worker has begun yet, those of other API nodes included
     */
    waiting: number;
    workers: {
      id: string;
      /**
       * The name of its machine
       */
      host: string;
      version: string;
      device?: string;
      precision?: "float32" | "int8";
      /**
       * The default model first
       */
      models: string[];
      /**
       * Model runs that it does at the same time
       */
      lanes: number;
      /**
       * How long a run took lately
       */
      secondsPerLook: number;
      /**
       * How often it has lost and replaced the model's process
       */
      restarts: number;
    }[];
  };
  storage: {
    database: "ok" | "down";
    redis: "ok" | "down" | "off";
  };
  mail: {
    /**
     * `outbox`: mails are written into files
     */
    transport: "smtp" | "outbox";
    /**
     * Mails that the SMTP server did not take yet; they are tried again
     */
    waiting: number;
    /**
     * Attempts of this process that failed
     */
    failures: number;
  };
  setUp: {
    database: "embedded" | "postgresql";
    redis: boolean;
    /**
     * `SMTP_URL`; without it mails are written into files
     */
    mail: boolean;
    /**
     * `STRIPE_SECRET_KEY` and `STRIPE_WEBHOOK_SECRET`
     */
    billing: boolean;
    /**
     * `ALPHACUT_PLANS`: a catalog of the operator's own
     */
    plans: boolean;
    /**
     * Where jobs keep their files
     */
    files: "folder" | "s3" | "off";
    /**
     * Beside e-mail and password
     */
    signIn: ("google" | "github")[];
    adminToken: boolean;
    /**
     * `PUBLIC_URL` is https
     */
    https: boolean;
    /**
     * Terms, privacy and imprint are all linked
     */
    links: boolean;
  };
  /**
   * The newest failures of this process, newest first; of a mail the `requestId` is its file
   */
  recentErrors: {
    at: string;
    requestId: string;
    route: string;
    message: string;
  }[];
}
export interface Site {
  /**
   * What the operator calls the product
   */
  name: string;
  /**
   * The path of the operator's logo
   */
  logo?: string;
  /**
   * Pages of the operator's
   */
  links: {
    terms?: string;
    privacy?: string;
    imprint?: string;
  };
  languages: ("en" | "th" | "tr" | "de" | "ko")[];
  socialProviders: ("google" | "github")[];
  billing: boolean;
  /**
   * Images a day without an account; null: no limit
   */
  anonymousDaily: number | null;
  /**
   * Whether the editor can cut out in the browser itself
   */
  onDevice: boolean;
  support: {
    url?: string;
    email?: string;
  };
  limits: {
    maxBytes: number;
    /**
     * Pixels
     */
    maxSide: number;
  };
}
export interface TestMail {
  sent: boolean;
  /**
   * `outbox`: it was written into a file
   */
  transport: "smtp" | "outbox";
  /**
   * Why it was not sent, in the SMTP server's words
   */
  problem?: string;
}
export interface User {
  uid: string;
  email: string;
  name: string;
  plan: string;
  role: "user" | "admin";
  prepaidCredits: number;
  emailVerified: boolean;
  suspended: boolean;
  language: string;
  /**
   * ISO 8601
   */
  createdAt: string;
  /**
   * Last use of a key or session, within a minute of the truth; null: not yet
   */
  lastSeenAt: string | null;
  /**
   * Images of this UTC calendar month
   */
  usedThisMonth: number;
  /**
   * Included ones of this billing period and prepaid ones
   */
  creditsLeft: number;
}
export interface UserChange {
  /**
   * Label of a plan
   */
  plan?: string;
  role?: "user" | "admin";
  /**
   * The new balance
   */
  prepaidCredits?: number;
  emailVerified?: boolean;
  suspended?: boolean;
  /**
   * null: the UTC calendar month
   */
  billingPeriod?: {
    startUnix: number;
    endUnix: number;
  } | null;
  /**
   * Why, for the audit trail
   */
  reason?: string;
}
export interface NewWebhook {
  id: string;
  url: string;
  /**
   * @minItems 1
   */
  events: [
    "job.completed" | "job.failed" | "item.completed" | "item.failed",
    ...("job.completed" | "job.failed" | "item.completed" | "item.failed")[]
  ];
  /**
   * False: messages wait. A receiver that answers 410 turns itself off
   */
  enabled: boolean;
  /**
   * Until then the secret before this one signs as well
   */
  previousSecretUntil: string | null;
  createdAt: string;
  /**
   * What messages are signed with, shown this once
   */
  secret: string;
}
export interface Webhook {
  id: string;
  url: string;
  /**
   * @minItems 1
   */
  events: [
    "job.completed" | "job.failed" | "item.completed" | "item.failed",
    ...("job.completed" | "job.failed" | "item.completed" | "item.failed")[]
  ];
  /**
   * False: messages wait. A receiver that answers 410 turns itself off
   */
  enabled: boolean;
  /**
   * Until then the secret before this one signs as well
   */
  previousSecretUntil: string | null;
  createdAt: string;
}
export interface WebhookDelivery {
  id: string;
  /**
   * `webhook-id`: the same in every attempt
   */
  eventId: string;
  type: string;
  /**
   * `dead`: given up after a day
   */
  state: "pending" | "delivered" | "dead";
  attempts: number;
  /**
   * HTTP status of the last answer
   */
  status: number | null;
  /**
   * Why there was none
   */
  error: string | null;
  nextAt: string | null;
  createdAt: string;
  deliveredAt: string | null;
  /**
   * What was sent
   */
  body: string;
}
