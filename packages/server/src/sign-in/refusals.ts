/** What better-auth refuses in words of its own: status and message by the code that our API gives it. */
const refusals = {
  invalid_email: [400, "Invalid email"],
  invalid_password: [400, "Invalid password"],
  password_too_short: [400, "Password too short"],
  password_too_long: [400, "Password too long"],
  credential_account_not_found: [400, "Credential account not found"],
  invalid_token: [400, "Invalid token"],
  email_already_verified: [400, "Email is already verified"],
  email_mismatch: [400, "Email mismatch"],
  unauthenticated: [401, "Unauthorized"],
  invalid_email_or_password: [401, "Invalid email or password"],
  token_expired: [401, "Token expired"],
  user_not_found: [401, "User not found"],
  email_not_verified: [403, "Email not verified"],
  account_suspended: [403, "This account is suspended"],
  foreign_origin: [403, "Invalid origin"],
  invalid_callback_url: [403, "Invalid callbackURL"],
  invalid_error_callback_url: [403, "Invalid errorCallbackURL"],
  invalid_redirect_url: [403, "Invalid redirectURL"],
  provider_not_found: [404, "Provider not found"],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type RefusalCode = keyof typeof refusals;

export const refusalCodes = Object.keys(refusals) as RefusalCode[];

/** The body of a refusal, as in every API of our own. */
export interface RefusalBody {
  error: string;
  code: string;
  status: number;
}

/** @param status where one code comes with several */
export function refusalOf(code: RefusalCode, status: number = refusals[code][0]): RefusalBody {
  return { error: refusals[code][1], code, status };
}

/** The account API's words for what better-auth calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = {
  UNAUTHORIZED: "unauthenticated",
  VALIDATION_ERROR: "invalid_request",
  INVALID_ORIGIN: "foreign_origin",
  MISSING_OR_NULL_ORIGIN: "foreign_origin",
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: "foreign_origin",
};

/** Where it gives no code. */
const CODES_OF_STATUS: Readonly<Record<number, string>> = {
  401: "unauthenticated",
  403: "foreign_origin",
  404: "not_found",
};

/**
 * An answer of better-auth as our own APIs answer: its refusals `{ message, code }` become `{ error, code, status }`;
 * everything else stays as it is.
 *
 * @throws Error when the answer is a failure of the server's own
 */
export async function inOurShape(answer: Response): Promise<Response> {
  const { status } = answer;
  if (status < 400) return answer;
  const { message, code } = await bodyOf(answer);
  if (status >= 500) throw new Error(`Sign-in failed with status ${status} (${String(code)})`);
  const headers = new Headers(answer.headers);
  headers.set("content-type", "application/json; charset=utf-8");
  headers.delete("content-length");
  const body: RefusalBody = {
    error: typeof message === "string" && message !== "" ? message : "There is nothing here",
    code:
      typeof code === "string"
        ? (RENAMED[code] ?? code.toLowerCase())
        : (CODES_OF_STATUS[status] ?? "invalid_request"),
    status,
  };
  return new Response(JSON.stringify(body), { status, headers });
}

async function bodyOf(answer: Response): Promise<{ message?: unknown; code?: unknown }> {
  try {
    return Object(JSON.parse(await answer.text()));
  } catch {
    return {};
  }
}
