import { describe, expect, it } from "vitest";
import { type SignInRequest, signInRequests } from "../../sign-in/requests.ts";
import { type Call, type Given, password } from "./asked-server.ts";

export function describeSignInAnswers(given: Given): void {
  const ask = (path: string, call?: Call) => given().ask(path, call);
  const statusOf = async (answer: Promise<Response>) => (await answer).status;

  describe("signing in", () => {
    const post = (path: string, body?: object, call: Call = {}) =>
      ask(`/api/auth/${path}`, { method: "POST", ...call, ...(body && { body }) });
    const account = { email: "lin@example.com", password, name: "Lin" };

    it("answers from sign-up to deletion as documented", async () => {
      expect(await statusOf(post("sign-up/email", account))).toBe(200);
      expect(await statusOf(post("sign-up/email", { ...account, password: "short" }))).toBe(400);
      expect(await statusOf(post("sign-in/email", account))).toBe(403);
      expect(await statusOf(post("sign-in/email", { ...account, email: "nonsense" }))).toBe(400);
      expect(await statusOf(post("sign-in/email", { ...account, password: "not that one" }))).toBe(401);
      expect(await statusOf(post("send-verification-email", { email: account.email }))).toBe(200);
      expect(await statusOf(ask("/api/auth/verify-email?token=forged"))).toBe(401);
      const verified = await linkIn(account.email, "verify-email");
      expect(await statusOf(ask(`/api/auth/verify-email?token=${verified}`))).toBe(200);
      const signedIn = await post("sign-in/email", account);
      expect(signedIn.status).toBe(200);
      const own = { headers: { authorization: `Bearer ${signedIn.headers.get("set-auth-token")}` } };
      for (const path of ["get-session", "list-sessions"])
        expect(await statusOf(ask(`/api/auth/${path}`, own))).toBe(200);
      expect(await statusOf(ask("/api/auth/list-sessions"))).toBe(401);
      expect(await statusOf(post("revoke-session", { token: "none" }, own))).toBe(200);
      expect(await statusOf(post("revoke-session", { token: "none" }))).toBe(401);
      expect(await statusOf(post("revoke-other-sessions", {}, own))).toBe(200);
      expect(await statusOf(post("revoke-other-sessions", {}))).toBe(401);
      expect(await statusOf(post("update-user", { name: "Lin Wu" }, own))).toBe(200);
      expect(await statusOf(post("update-user", { name: "Lin Wu" }))).toBe(401);
      const change = { currentPassword: password, newPassword: "another long password" };
      expect(await statusOf(post("change-password", change))).toBe(401);
      expect(await statusOf(post("change-password", { ...change, currentPassword: "wrong" }, own))).toBe(400);
      expect(await statusOf(post("change-password", change, own))).toBe(200);
      expect(await statusOf(post("reset-password", { newPassword: password, token: "forged" }))).toBe(400);
      expect(await statusOf(post("delete-user", { password: "wrong password" }, own))).toBe(400);
      expect(await statusOf(post("delete-user", { password }))).toBe(401);
      expect(await statusOf(post("delete-user", { password: change.newPassword }, own))).toBe(200);
      expect(await statusOf(post("sign-out", {}))).toBe(200);
    });

    async function linkIn(address: string, path: string): Promise<string> {
      const find = async () => {
        const mails = (await given().server.mails()).map((mail) =>
          mail.replaceAll("=\r\n", "").replaceAll("=3D", "="),
        );
        const mail = mails.find((text) => text.includes(`To: ${address}`) && text.includes(path));
        return new RegExp(`${path}\\?token=([^&\\s]+)`).exec(mail ?? "")?.[1];
      };
      await expect.poll(find).toBeDefined();
      return (await find()) ?? "";
    }

    it("answers a new password by mail as documented", async () => {
      const email = "slow@example.com";
      expect(await statusOf(post("request-password-reset", { email }))).toBe(200);
      const find = async () => {
        const mails = (await given().server.mails()).map((mail) =>
          mail.replaceAll("=\r\n", "").replaceAll("=3D", "="),
        );
        return /reset-password\/([^?\s]+)\?/.exec(
          mails.find((text) => text.includes(`To: ${email}`)) ?? "",
        )?.[1];
      };
      await expect.poll(find).toBeDefined();
      const reset = { newPassword: "a wholly new password", token: await find() };
      expect(await statusOf(post("reset-password", reset))).toBe(200);
    });

    const requests: [string, SignInRequest][] = Object.entries(signInRequests);
    const changes = requests.filter(([, { method }]) => method === "POST");

    it.each(changes)("refuses in %s what is wrong as documented", async (_name, { path, body }) => {
      const foreign = { cookie: "a=b", origin: "https://elsewhere.example" };
      if (!body) {
        expect(await statusOf(post(path, {}, { headers: foreign }))).toBe(403);
        return;
      }
      const json = { "content-type": "application/json" };
      const wrong = (value: unknown) =>
        Object.fromEntries(Object.keys(body.shape).map((field) => [field, value]));
      for (const value of ["\0", null, {}, 5, "\ud800"])
        expect(await statusOf(post(path, wrong(value))), String(value)).toBe(400);
      expect(await statusOf(post(path, undefined, { body: "{", headers: json }))).toBe(400);
      const plain = { "content-type": "text/plain" };
      expect(await statusOf(post(path, undefined, { body: "x", headers: plain }))).toBe(415);
      const huge = JSON.stringify({ email: "x".repeat(1_100_000) });
      expect(await statusOf(post(path, undefined, { body: huge, headers: json }))).toBe(413);
      const valid = { ...wrong("a long password"), email: "nobody@example.com", language: "en" };
      const asked = { ...valid, provider: "google", rememberMe: true, revokeOtherSessions: true };
      expect(await statusOf(post(path, asked, { headers: foreign }))).toBe(403);
    });

    it("leads browsers on, and not to other sites, as documented", async () => {
      const status = (path: string) => statusOf(ask(`/api/auth/${path}`));
      expect(await status("verify-email?token=forged&callbackURL=/sign-in")).toBe(302);
      expect(await status("verify-email?token=forged&callbackURL=https://elsewhere.example")).toBe(403);
      expect(await status("verify-email")).toBe(400);
      expect(await status("verify-email?token=%ED%A0%80")).toBe(400);
      expect(await status("reset-password/none?callbackURL=/reset-password")).toBe(302);
      expect(await status("reset-password/none?callbackURL=https://elsewhere.example")).toBe(403);
      expect(await status("reset-password/none?callbackURL=%00")).toBe(400);
      expect(await status("reset-password/%00?callbackURL=/")).toBe(400);
      expect(await status("callback/google?state=forged&code=forged")).toBe(302);
      expect(await status("callback/google?state=%00")).toBe(400);
      const social = { callbackURL: "/dashboard" };
      expect(await statusOf(post("sign-in/social", { ...social, provider: "google" }))).toBe(200);
      expect(await statusOf(post("sign-in/social", { ...social, provider: "github" }))).toBe(404);
    });

    it("answers too many attempts as documented", async () => {
      for (const [path, body] of Object.entries({
        "sign-in/email": account,
        "sign-up/email": account,
        "send-verification-email": { email: account.email },
        "request-password-reset": { email: account.email },
      })) {
        let status = 0;
        for (let attempt = 0; attempt < 12 && status !== 429; attempt++)
          status = await statusOf(post(path, body));
        expect(status, path).toBe(429);
      }
      const wrong = { currentPassword: "wrong", newPassword: "wrong again", password: "wrong" };
      const calls: [string, string][] = [
        ["POST", "/api/auth/change-password"],
        ["POST", "/api/auth/delete-user"],
        ["DELETE", "/api/account"],
      ];
      for (const [method, path] of calls) {
        const { currentPassword, newPassword, password } = wrong;
        const body = path.endsWith("password") ? { currentPassword, newPassword } : { password };
        let status = 0;
        for (let attempt = 0; attempt < 12 && status !== 429; attempt++)
          status = await statusOf(ask(path, given().asUser({ method, body })));
        expect(status, path).toBe(429);
      }
    });
  });
}
