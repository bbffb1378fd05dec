import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import type { FailureCode } from "../http/failure.ts";
import { errorAnswers } from "./error-answers.ts";
import { accountErrors } from "./json-operations.ts";

/*
 * These addresses are served by better-auth, which validates its requests itself; the schemas here only describe them.
 * A test compares them with what it really answers.
 */

const email = z
  .email()
  .max(254)
  .meta({ examples: ["ada@example.com"] });
const password = z
  .string()
  .min(8)
  .max(128)
  .meta({ examples: ["correct horse battery"] });
const callbackURL = z.string().optional().describe("A page of this server where the link in the mail ends");

const user = z
  .object({
    id: z.string(),
    name: z.string(),
    email,
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

const refusal = z
  .object({ message: z.string(), code: z.string().optional() })
  .meta({ id: "SignInError", description: "What was wrong; `code` stays the same in every language" });

const done = z.object({ status: z.literal(true) });

interface Refusal {
  status: 400 | 401 | 403;
  code: string;
  message: string;
}

const invalidEmail: Refusal = { status: 400, code: "INVALID_EMAIL", message: "Invalid email" };
const invalidToken: Refusal = { status: 400, code: "INVALID_TOKEN", message: "Invalid token" };
const invalidPassword: Refusal = { status: 400, code: "INVALID_PASSWORD", message: "Invalid password" };
const tooShort: Refusal = { status: 400, code: "PASSWORD_TOO_SHORT", message: "Password too short" };
const unauthorized: Refusal = { status: 401, code: "UNAUTHORIZED", message: "Unauthorized" };

interface SignInCall {
  operationId: string;
  method: "get" | "post";
  summary: string;
  description?: string;
  body?: z.ZodObject;
  query?: z.ZodObject;
  signedIn?: boolean;
  /** Attempts are counted. */
  limited?: boolean;
  answer: z.ZodType;
  headers?: z.ZodObject;
  refusals: readonly Refusal[];
}

const calls: Readonly<Record<string, SignInCall>> = {
  "sign-up/email": {
    operationId: "signUp",
    method: "post",
    summary: "Create an account",
    description: "Sends a mail with a link. The answer is the same when the address has an account already.",
    body: z.object({
      name: z
        .string()
        .max(200)
        .meta({ examples: ["Ada"] }),
      email,
      password,
      language: z.enum(["en", "th", "tr", "de", "ko"]).optional().describe("Language of the mails"),
      callbackURL,
    }),
    limited: true,
    answer: z.object({ token: z.null(), user }),
    refusals: [invalidEmail, tooShort],
  },
  "sign-in/email": {
    operationId: "signIn",
    method: "post",
    summary: "Sign in",
    description: "Answers the session as a cookie, and as a bearer token in the header `set-auth-token`.",
    body: z.object({ email, password, rememberMe: z.boolean().default(true).optional(), callbackURL }),
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
      invalidEmail,
      { status: 401, code: "INVALID_EMAIL_OR_PASSWORD", message: "Invalid email or password" },
      { status: 403, code: "EMAIL_NOT_VERIFIED", message: "Email not verified" },
      { status: 403, code: "ACCOUNT_SUSPENDED", message: "This account is suspended" },
    ],
  },
  "sign-out": {
    operationId: "signOut",
    method: "post",
    summary: "End the session",
    signedIn: true,
    answer: z.object({ success: z.boolean() }),
    refusals: [],
  },
  "get-session": {
    operationId: "getSession",
    method: "get",
    summary: "The session, or null",
    signedIn: true,
    answer: z.object({ session, user }).nullable(),
    refusals: [],
  },
  "list-sessions": {
    operationId: "listSessions",
    method: "get",
    summary: "Every session of the account",
    signedIn: true,
    answer: z.array(session),
    refusals: [unauthorized],
  },
  "revoke-other-sessions": {
    operationId: "revokeOtherSessions",
    method: "post",
    summary: "End every other session of the account",
    signedIn: true,
    answer: done,
    refusals: [unauthorized],
  },
  "send-verification-email": {
    operationId: "sendVerificationEmail",
    method: "post",
    summary: "Send the confirmation mail again",
    description: "The answer is the same for an address without an account.",
    body: z.object({ email, callbackURL }),
    limited: true,
    answer: done,
    refusals: [],
  },
  "verify-email": {
    operationId: "verifyEmail",
    method: "get",
    summary: "Confirm an address: the link in the mail",
    description:
      "With `callbackURL` the answer is a redirect there, with `error` in its query when the link is bad.",
    query: z.object({ token: z.string(), callbackURL }),
    answer: z.object({ status: z.literal(true), user: user.nullish() }),
    refusals: [{ status: 401, code: "INVALID_TOKEN", message: "Invalid token" }],
  },
  "request-password-reset": {
    operationId: "requestPasswordReset",
    method: "post",
    summary: "Send a mail with a link to choose a new password",
    description: "The answer is the same for an address without an account.",
    body: z.object({ email, redirectTo: z.string().optional().describe("A page of this server") }),
    limited: true,
    answer: done.extend({ message: z.string().optional() }),
    refusals: [],
  },
  "reset-password": {
    operationId: "resetPassword",
    method: "post",
    summary: "Choose a new password with the token of the mail",
    description: "Ends every session of the account.",
    body: z.object({ newPassword: password, token: z.string() }),
    answer: done,
    refusals: [invalidToken, tooShort],
  },
  "change-password": {
    operationId: "changePassword",
    method: "post",
    summary: "Change the password",
    body: z.object({
      currentPassword: z.string(),
      newPassword: password,
      revokeOtherSessions: z.boolean().optional(),
    }),
    signedIn: true,
    limited: true,
    answer: z.object({ token: z.string().nullable(), user }),
    refusals: [invalidPassword, tooShort, unauthorized],
  },
  "update-user": {
    operationId: "updateUser",
    method: "post",
    summary: "Change name or language",
    body: z.object({
      name: z.string().max(200).optional(),
      language: z.enum(["en", "th", "tr", "de", "ko"]).optional(),
    }),
    signedIn: true,
    answer: done,
    refusals: [unauthorized],
  },
  "delete-user": {
    operationId: "deleteUser",
    method: "post",
    summary: "Delete the account",
    description: "Keys stop at once, a running subscription is canceled.",
    body: z.object({ password: z.string() }),
    signedIn: true,
    limited: true,
    answer: z.object({ success: z.boolean(), message: z.string() }),
    refusals: [invalidPassword, unauthorized],
  },
};

/** `/api/auth/*` */
export function signInPaths(): ZodOpenApiPathsObject {
  return Object.fromEntries(
    Object.entries(calls).map(([path, call]) => [`/api/auth/${path}`, { [call.method]: operation(call) }]),
  );
}

function operation(call: SignInCall): ZodOpenApiOperationObject {
  const codes: FailureCode[] = [
    ...(call.limited ? ["RateLimited" as const] : []),
    "StorageUnavailable",
    "Stopping",
  ];
  const { operationId, summary, description, body, query, headers, answer } = call;
  return {
    operationId,
    tags: ["sign-in"],
    summary,
    ...(description && { description }),
    security: call.signedIn ? [{ session: [] }, { userToken: [] }] : [{}],
    ...(query && { requestParams: { query } }),
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      200: {
        description: "OK",
        ...(headers && { headers }),
        content: { "application/json": { schema: answer } },
      },
      ...refusalAnswers(call.refusals),
      ...errorAnswers(accountErrors, { codes }),
    },
  };
}

function refusalAnswers(refusals: readonly Refusal[]): ZodOpenApiOperationObject["responses"] {
  const statuses = [...new Set(refusals.map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const these = refusals.filter((refused) => refused.status === status);
      const examples = these.map(({ code, message }) => [code, { value: { message, code } }]);
      const content = { "application/json": { schema: refusal, examples: Object.fromEntries(examples) } };
      return [status, { description: these.map(({ message }) => message).join("; "), content }];
    }),
  );
}
