import { call } from "./call.ts";

export const MINIMUM_PASSWORD_LENGTH = 8;

/** Where the links in mails lead back to. */
const VERIFIED = "/sign-in?verified=true";
const RESET = "/reset-password";

function post<T = unknown>(path: string, body: object = {}): Promise<T> {
  return call<T>(`/api/auth/${path}`, { method: "POST", body });
}

/** Makes an account. The answer is the same for an address that has one already. */
export function signUp(person: { name: string; email: string; password: string }): Promise<unknown> {
  return post("sign-up/email", { ...person, callbackURL: VERIFIED });
}

export function signIn(person: { email: string; password: string }): Promise<unknown> {
  return post("sign-in/email", person);
}

/** The address of the provider's page. */
export function signInWith(provider: "google" | "github"): Promise<{ url: string }> {
  return post("sign-in/social", { provider, callbackURL: "/dashboard", errorCallbackURL: "/sign-in" });
}

export function signOut(): Promise<unknown> {
  return post("sign-out");
}

export function sendVerification(email: string): Promise<unknown> {
  return post("send-verification-email", { email, callbackURL: VERIFIED });
}

export function requestReset(email: string): Promise<unknown> {
  return post("request-password-reset", { email, redirectTo: RESET });
}

export function resetPassword(reset: { token: string; newPassword: string }): Promise<unknown> {
  return post("reset-password", reset);
}

/** Changes the password of who is signed in and ends every other session. */
export function changePassword(change: { currentPassword: string; newPassword: string }): Promise<unknown> {
  return post("change-password", { ...change, revokeOtherSessions: true });
}
