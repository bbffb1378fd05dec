/** What the API can do with an image; absent or `undefined` leaves it to the server. */
export interface RemoveBgApiOptions {
  /** `preview` (0.25 megapixels) when absent; `full`, `auto`, `50MP` and the older names. */
  size?: string | undefined;
  type?: string | undefined;
  /** `auto` when absent: PNG where something is transparent, else JPEG. */
  format?: string | undefined;
  /** `10%` to `100%` of the picture, or `original`. */
  scale?: string | undefined;
  /** `original`, `center`, `x%` or `x% y%`. */
  position?: string | undefined;
  /** Region of interest: `x1 y1 x2 y2` in pixels or percent. */
  roi?: string | undefined;
  crop?: boolean | undefined;
  /** `30px` or `10%`; one, two or four values. */
  crop_margin?: string | undefined;
  bg_color?: string | undefined;
  bg_image_url?: string | undefined;
  /** `rgba` when absent, or `alpha`: the mask. */
  channels?: string | undefined;
  add_shadow?: boolean | undefined;
}

export interface RemoveBgOptions extends RemoveBgApiOptions {
  apiKey: string;
  /** Where the result is saved; it replaces what is there. */
  outputFile?: string | undefined;
  /** Address of the server, such as `https://cut.example.com`; `http://127.0.0.1:8080` when absent. */
  baseUrl?: string | undefined;
  /** The most that the call may take; 120,000 when absent. */
  timeoutMs?: number | undefined;
  /** Cancels the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface RemoveBgUrlOptions extends RemoveBgOptions {
  /** Fetched by the server. */
  url: string;
}

export interface RemoveBgFileOptions extends RemoveBgOptions {
  path: string;
}

export interface RemoveBgBase64Options extends RemoveBgOptions {
  base64img: string;
}

export interface RemoveBgResult {
  base64img: string;
  /** Like everything below, `NaN` or empty where the server does not say. */
  creditsCharged: number;
  detectedType: string;
  /** Pixels. */
  resultWidth: number;
  resultHeight: number;
  rateLimit: number;
  rateLimitRemaining: number;
  /** Unix seconds. */
  rateLimitReset: number;
  retryAfter?: number;
}

/** One of the errors that a call rejects with. */
export interface RemoveBgError {
  title: string;
  detail?: string;
  code?: string;
}
