import { languages, text } from "@alphacut/platform";
import { z } from "zod";

/*
 * What may be sent to `/api/auth/*`. better-auth serves these addresses and judges what it is told, but it takes any type
 * for some fields and passes it on to the database; so it gets nothing that is not of these types.
 */

/** One call of the sign-in API. */
export interface SignInRequest {
  method: "GET" | "POST";
  /** Below `/api/auth/`, with `:params`. */
  path: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
}

/** What better-auth has words of its own for, that pages translate (`invalid_email`), is left to it. */
const email = text(254).meta({
  override: { type: "string", format: "email", maxLength: 254, examples: ["ada@example.com"] },
});
const password = text(1000).meta({
  override: { type: "string", minLength: 8, maxLength: 128, examples: ["correct horse battery"] },
});
const name = text(200).meta({ examples: ["Ada"] });
const language = z.enum(languages).optional().describe("Language of the mails");
const page = text(2000).optional();
const callbackURL = page.describe("A page of this server where the link in the mail ends");
const token = text(4000);

/** Every call, by its name in the API's description. */
export const signInRequests = {
  signUp: {
    method: "POST",
    path: "sign-up/email",
    body: z.object({ name, email, password, language, callbackURL }),
  },
  signIn: {
    method: "POST",
    path: "sign-in/email",
    body: z.object({ email, password, rememberMe: z.boolean().default(true).optional(), callbackURL }),
  },
  signInWith: {
    method: "POST",
    path: "sign-in/social",
    body: z.object({
      provider: z.enum(["google", "github"]),
      callbackURL: page.describe("A page of this server that the browser comes back to"),
      errorCallbackURL: page.describe("The page for when it fails, with `error` in its query"),
    }),
  },
  signedInWith: {
    method: "GET",
    path: "callback/:provider",
    params: z.object({ provider: text(20) }),
    query: z
      .object({ state: token.optional(), code: token.optional(), error: token.optional() })
      .catchall(token),
  },
  signOut: { method: "POST", path: "sign-out" },
  getSession: { method: "GET", path: "get-session" },
  listSessions: { method: "GET", path: "list-sessions" },
  revokeSession: { method: "POST", path: "revoke-session", body: z.object({ token: text(200) }) },
  revokeOtherSessions: { method: "POST", path: "revoke-other-sessions" },
  sendVerificationEmail: {
    method: "POST",
    path: "send-verification-email",
    body: z.object({ email, callbackURL }),
  },
  verifyEmail: { method: "GET", path: "verify-email", query: z.object({ token, callbackURL }) },
  requestPasswordReset: {
    method: "POST",
    path: "request-password-reset",
    body: z.object({ email, redirectTo: page.describe("A page of this server") }),
  },
  openPasswordReset: {
    method: "GET",
    path: "reset-password/:token",
    params: z.object({ token: text(200) }),
    query: z.object({ callbackURL: text(2000).describe("A page of this server, which gets the token") }),
  },
  resetPassword: {
    method: "POST",
    path: "reset-password",
    body: z.object({ newPassword: password, token: text(200) }),
  },
  changePassword: {
    method: "POST",
    path: "change-password",
    body: z.object({
      currentPassword: text(1000),
      newPassword: password,
      revokeOtherSessions: z.boolean().optional(),
    }),
  },
  updateUser: {
    method: "POST",
    path: "update-user",
    body: z.object({ name: name.optional(), language }),
  },
  deleteUser: { method: "POST", path: "delete-user", body: z.object({ password: text(1000) }) },
} as const satisfies Record<string, SignInRequest>;

export type SignInCall = keyof typeof signInRequests;
