import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { FailureCode, Problem } from "../http/failure.ts";
import { toProblem } from "../http/json-routes.ts";
import { type RefusalCode, refusalOf } from "../sign-in/refusals.ts";
import { type SignInCall, type SignInRequest, signInRequests } from "../sign-in/requests.ts";
import { errorAnswers } from "./error-answers.ts";
import { accountErrorFormat } from "./json-operations.ts";

/*
 * These addresses are served by better-auth. What may be sent is checked before; what it answers is only described here,
 * and a test compares it with what it really answers.
 */

const user = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.email(),
    emailVerified: z.boolean(),
    image: z.string().nullish(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "SignInUser" });

const session = z
  .object({
    id: z.string(),
    userId: z.string(),
    token: z.string(),
    expiresAt: z.iso.datetime(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    ipAddress: z.string().nullish(),
    userAgent: z.string().nullish(),
  })
  .meta({ id: "Session" });

const done = z.object({ status: z.literal(true) });

interface Description {
  summary: string;
  description?: string;
  signedIn?: boolean;
  /** Attempts are counted. */
  limited?: boolean;
  /** What 200 answers; absent where a browser is always sent on. */
  answer?: z.ZodType;
  headers?: z.ZodObject;
  /** Where a browser is sent on (302). */
  leadsTo?: string;
  refusals?: readonly (RefusalCode | [code: RefusalCode, status: number])[];
}

const descriptions: Record<SignInCall, Description> = {
  signUp: {
    summary: "Create an account",
    description: "Sends a mail with a link. The answer is the same when the address has an account already.",
    limited: true,
    answer: z.object({ token: z.null(), user }),
    refusals: [
      "invalid_email",
      "password_too_short",
      "password_too_long",
      "foreign_origin",
      "invalid_callback_url",
    ],
  },
  signIn: {
    summary: "Sign in",
    description: "Answers the session as a cookie, and as a bearer token in the header `set-auth-token`.",
    limited: true,
    answer: z.object({
      redirect: z.boolean(),
      token: z.string().describe("Not the bearer token: that is in the header"),
      url: z.string().nullish(),
      user,
    }),
    headers: z.object({
      "set-auth-token": z.string().describe("The user token: `Authorization: Bearer TOKEN`"),
      "Set-Cookie": z.string(),
    }),
    refusals: [
      "invalid_email",
      "invalid_email_or_password",
      "email_not_verified",
      "account_suspended",
      "foreign_origin",
      "invalid_callback_url",
    ],
  },
  signInWith: {
    summary: "Sign in with Google or GitHub",
    description: "Answers the address of the provider's page, where the operator has registered with it.",
    answer: z.object({ url: z.url(), redirect: z.boolean() }),
    refusals: ["foreign_origin", "invalid_callback_url", "provider_not_found"],
  },
  signedInWith: {
    summary: "Where the provider's page sends the browser back to",
    leadsTo: "The page that `signInWith` was given",
  },
  signOut: {
    summary: "End the session",
    signedIn: true,
    answer: z.object({ success: z.boolean() }),
    refusals: ["foreign_origin"],
  },
  getSession: {
    summary: "The session, or null",
    signedIn: true,
    answer: z.object({ session, user }).nullable(),
  },
  listSessions: {
    summary: "Every session of the account",
    signedIn: true,
    answer: z.array(session),
    refusals: ["unauthenticated"],
  },
  revokeSession: {
    summary: "End one session of the account",
    description: "Ends nothing, with the same answer, when the token is none of the account's.",
    signedIn: true,
    answer: done,
    refusals: ["unauthenticated", "foreign_origin"],
  },
  revokeOtherSessions: {
    summary: "End every other session of the account",
    signedIn: true,
    answer: done,
    refusals: ["unauthenticated", "foreign_origin"],
  },
  sendVerificationEmail: {
    summary: "Send the confirmation mail again",
    description: "The answer is the same for an address without an account.",
    limited: true,
    answer: done,
    refusals: ["email_already_verified", "email_mismatch", "foreign_origin", "invalid_callback_url"],
  },
  verifyEmail: {
    summary: "Confirm an address: the link in the mail",
    answer: z.object({ status: z.literal(true), user: user.nullish() }),
    leadsTo: "`callbackURL`, with `error` in its query when the link is bad",
    refusals: [["invalid_token", 401], "token_expired", "user_not_found", "invalid_callback_url"],
  },
  requestPasswordReset: {
    summary: "Send a mail with a link to choose a new password",
    description: "The answer is the same for an address without an account.",
    limited: true,
    answer: done.extend({ message: z.string().optional() }),
    refusals: ["foreign_origin", "invalid_redirect_url"],
  },
  openPasswordReset: {
    summary: "The link in the mail for a new password",
    leadsTo: "`callbackURL`, with `token` in its query, or with `error` when the link is bad",
    refusals: ["invalid_callback_url"],
  },
  resetPassword: {
    summary: "Choose a new password with the token of the mail",
    description: "Ends every session of the account.",
    answer: done,
    refusals: ["invalid_token", "password_too_short", "password_too_long", "foreign_origin"],
  },
  changePassword: {
    summary: "Change the password",
    signedIn: true,
    limited: true,
    answer: z.object({ token: z.string().nullable(), user }),
    refusals: [
      "invalid_password",
      "credential_account_not_found",
      "password_too_short",
      "password_too_long",
      "unauthenticated",
      "foreign_origin",
    ],
  },
  updateUser: {
    summary: "Change name or language",
    signedIn: true,
    answer: done,
    refusals: ["unauthenticated", "foreign_origin"],
  },
  deleteUser: {
    summary: "Delete the account",
    description: "Keys stop at once, a running subscription is canceled.",
    signedIn: true,
    limited: true,
    answer: z.object({ success: z.boolean(), message: z.string() }),
    refusals: ["invalid_password", "credential_account_not_found", "unauthenticated", "foreign_origin"],
  },
};

/** `/api/auth/*` */
export function signInPaths(): ZodOpenApiPathsObject {
  const paths: Record<string, ZodOpenApiPathsObject[string]> = {};
  for (const [name, request] of Object.entries(signInRequests)) {
    const path = `/api/auth/${request.path.replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { [request.method.toLowerCase()]: operation(name as SignInCall, request) };
  }
  return paths;
}

function operation(operationId: SignInCall, request: SignInRequest): ZodOpenApiOperationObject {
  const { summary, description, signedIn, limited, answer, headers, leadsTo, refusals } =
    descriptions[operationId];
  const { params, query, body } = request;
  const invalid = mistakesOf(request);
  const codes: FailureCode[] = [
    ...(body ? (["MalformedBody", "BodyTooLarge", "UnsupportedMediaType"] as const) : []),
    ...(limited ? ["RateLimited" as const] : []),
    "StorageUnavailable",
    "Stopping",
    "Internal",
  ];
  return {
    operationId,
    tags: ["sign-in"],
    summary,
    ...(description && { description }),
    security: signedIn ? [{ session: [] }, { userToken: [] }] : [{}],
    requestParams: { ...(params && { path: params }), ...(query && { query }) },
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      ...(answer && {
        200: {
          description: "OK",
          ...(headers && { headers }),
          content: { "application/json": { schema: answer } },
        },
      }),
      ...(leadsTo && {
        302: { description: `Sends the browser on: ${leadsTo}`, headers: z.object({ Location: z.string() }) },
      }),
      ...errorAnswers(accountErrorFormat, {
        codes,
        refusals: (refusals ?? []).map((one) =>
          typeof one === "string" ? refusalOf(one) : refusalOf(...one),
        ),
        invalid: invalid.length > 0 ? { InvalidInput: invalid } : {},
      }),
    },
  };
}

/** What is said of a request in which every part is of a wrong type. */
function mistakesOf({ params, query, body }: SignInRequest): Problem[] {
  return [params, query, body].flatMap((schema) => {
    const wrong = Object.fromEntries(Object.keys(schema?.shape ?? {}).map((name) => [name, "\0"]));
    return (schema?.safeParse(wrong).error?.issues ?? []).map(toProblem);
  });
}
