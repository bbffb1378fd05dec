import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Storage } from "../storage/database.ts";
import { apiKeys, sessions, users } from "../storage/schema/index.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { accountsForTest, publicUrl } from "./testing/accounts.ts";

let number = 0;
const newEmail = () => `person${++number}@example.com`;

describeOnEveryDatabase("accounts", (open) => {
  let storage: Storage;
  let test: ReturnType<typeof accountsForTest>;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage.close());
  beforeEach(() => {
    test = accountsForTest(storage);
  });

  it("go from sign-up over the confirmation mail to a session by bearer token and by cookie", async () => {
    const email = newEmail();
    expect((await test.signUp(email, { "accept-language": "ko-KR" })).status).toBe(200);
    expect(await test.signIn(email)).toMatchObject({
      status: 403,
      body: expect.stringContaining("EMAIL_NOT_VERIFIED"),
    });
    expect(test.mailOf("verifyEmail")).toMatchObject({ to: email, language: "ko" });
    expect((await test.call(test.mailOf("verifyEmail")!.link)).status).toBe(302);
    expect(test.mailOf("welcome")).toMatchObject({
      to: email,
      language: "ko",
      link: `${publicUrl}/dashboard`,
    });

    const { status, headers } = await test.signIn(email);
    expect(status).toBe(200);
    const authorization = `Bearer ${headers.get("set-auth-token")}`;
    const cookie = headers.get("set-cookie")!.split(";")[0]!;
    const account = { email, plan: "Basic", emailVerified: true, suspended: false, language: "ko" };
    expect(await test.accounts.sessionOf(new Headers({ authorization }))).toMatchObject(account);
    expect(await test.accounts.sessionOf(new Headers({ cookie }))).toMatchObject(account);
    expect((await test.call("/get-session", undefined, { authorization })).body).toContain(email);
  });

  it("get no role by sign-up or by a change of their profile", async () => {
    const email = newEmail();
    const body = { name: "A", email, password: "password 1", role: "admin" };
    expect((await test.call("/sign-up/email", body)).status).toBe(200);
    expect(await test.accounts.findByEmail(email)).toMatchObject({ role: "user" });
    const { uid, authorization } = await test.signedIn(newEmail());
    await test.call("/update-user", { name: "B", role: "admin" }, authorization);
    expect(await test.accounts.find(uid)).toMatchObject({ role: "user" });
  });

  it("are found by no token that is missing, unsigned, forged or signed out", async () => {
    const { token, authorization } = await test.signedIn(newEmail());
    const [raw, signature] = token.split(".") as [string, string];
    for (const bad of [
      raw,
      `${raw}.`,
      `${token}x`,
      `${raw}x.${signature}`,
      `.${signature}`,
      "",
      "%",
      token.slice(0, -2),
    ]) {
      expect(await test.findSession(bad)).toBeUndefined();
    }
    expect(await test.findSession(encodeURIComponent(token))).toBeDefined();
    await test.call("/sign-out", {}, authorization);
    expect(await test.findSession(token)).toBeUndefined();
  });

  it.each(["http://127.0.0.1:8080", "https://cut.example.com"])(
    "are found by the requests of %s that the library itself takes for theirs, and by no others",
    async (origin) => {
      const { accounts, signedIn, call } = accountsForTest(storage, {}, origin);
      const { token, cookie } = await signedIn(newEmail());
      const [name, value] = cookie.split("=") as [string, string];
      const other = name.startsWith("__Secure-") ? name.slice("__Secure-".length) : `__Secure-${name}`;
      const [raw, signature] = token.split(".") as [string, string];
      const requests: Record<string, string>[] = [
        { cookie },
        { cookie: `a=1; ${cookie}; b=2` },
        { cookie: `a=1;${cookie}` },
        { cookie: `${name}=${decodeURIComponent(value)}` },
        { cookie: `${name}="${value}"` },
        { cookie: `${name}=${raw}` },
        { cookie: `${name}=${raw}.${signature}x` },
        { cookie: `${name}=${raw}x.${signature}` },
        { cookie: `${name}=` },
        { cookie: `${name}=%` },
        { cookie: `${name}=forged.signature; ${cookie}` },
        { cookie: `${cookie}; ${name}=forged.signature` },
        { cookie: `${other}=${value}` },
        { cookie: `session_token=${value}` },
        { authorization: `Bearer ${token}` },
        { authorization: `bearer ${token}` },
        { authorization: `Bearer ${encodeURIComponent(token)}` },
        { authorization: `Bearer ${raw}` },
        { authorization: `Basic ${token}` },
        { authorization: "Bearer nonsense", cookie },
        { authorization: `Bearer ${token}`, cookie: `${name}=forged.signature` },
      ];
      const ours = async (headers: Record<string, string>) =>
        (await accounts.sessionOf(new Headers(headers)))?.uid;
      const theirs = async (headers: Record<string, string>) =>
        JSON.parse((await call("/get-session", undefined, headers)).body)?.user.id;
      for (const headers of requests)
        expect([headers, await ours(headers)]).toEqual([headers, await theirs(headers)]);
      expect(await ours({ cookie })).toBeDefined();
    },
  );

  it("are found by no token that has expired, and expired sessions are swept away", async () => {
    const { uid, token } = await test.signedIn(newEmail());
    await storage.db
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.userId, uid));
    expect(await test.findSession(token)).toBeUndefined();
    await test.accounts.sweep();
    expect(await storage.db.select().from(sessions).where(eq(sessions.userId, uid))).toEqual([]);
  });

  it("are not given away by sign-up: a known address gets the same answer and its owner a mail", async () => {
    const email = newEmail();
    const [fresh, known] = [await test.signUp(email), await test.signUp(email.toUpperCase())];
    expect(shape(known)).toEqual(shape(fresh));
    expect(test.mails.map(({ kind }) => kind)).toEqual(["verifyEmail", "accountExists"]);
    const tooLong = { email, name: "x".repeat(201), password: "password 1" };
    const unknown = { ...tooLong, email: newEmail() };
    expect((await test.call("/sign-up/email", tooLong)).status).toBe(400);
    expect((await test.call("/sign-up/email", unknown)).status).toBe(400);
  });

  it("are not given away by sign-up at the same moment: both get the same answer, one account is made", async () => {
    const email = newEmail();
    const [one, other] = await Promise.all([test.signUp(email), test.signUp(email)]);
    expect(shape(other)).toEqual(shape(one));
    expect(await storage.db.select().from(users).where(eq(users.email, email))).toHaveLength(1);
  });

  it("are not given away by sign-in: a wrong password and an unknown address get the same answer", async () => {
    const email = newEmail();
    await test.accounts.create({ email, password: "password 1", emailVerified: true });
    const wrong = await test.signIn(email, "password 2");
    const unknown = await test.signIn(newEmail(), "password 2");
    expect(wrong.status).toBe(401);
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
  });

  it.each(["/request-password-reset", "/send-verification-email"])(
    "are not given away by %s",
    async (path) => {
      const email = newEmail();
      await test.accounts.create({ email });
      const known = await test.call(path, { email });
      const unknown = await test.call(path, { email: newEmail() });
      expect(known.status).toBe(200);
      expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
      expect(test.mails).toHaveLength(1);
    },
  );

  it("get a new password by mail, once, which signs out everywhere and proves the address", async () => {
    const email = newEmail();
    await test.signUp(email);
    await test.call("/request-password-reset", { email });
    const { status, headers } = await test.call(test.mailOf("resetPassword")!.link);
    expect(status).toBe(302);
    const page = new URL(headers.get("location")!);
    expect(page.origin + page.pathname).toBe(`${publicUrl}/reset-password`);
    const reset = { token: page.searchParams.get("token"), newPassword: "password 2" };
    expect((await test.call("/reset-password", reset)).status).toBe(200);
    expect((await test.call("/reset-password", { ...reset, newPassword: "password 3" })).status).toBe(400);
    expect(test.mailOf("passwordChanged")).toMatchObject({ to: email });
    expect((await test.signIn(email)).status).toBe(401);
    const token = (await test.signIn(email, "password 2")).headers.get("set-auth-token")!;
    expect(await test.findSession(token)).toMatchObject({ emailVerified: true });

    await test.call("/request-password-reset", { email });
    const again = new URL((await test.call(test.mailOf("resetPassword")!.link)).headers.get("location")!);
    await test.call("/reset-password", { token: again.searchParams.get("token"), newPassword: "password 4" });
    expect(await test.findSession(token)).toBeUndefined();
  });

  it("are deleted with their keys and sessions, after the rest of the platform was told", async () => {
    const email = newEmail();
    const { uid, token, authorization } = await test.signedIn(email);
    await storage.db
      .insert(apiKeys)
      .values({ id: uid, userId: uid, name: "", hash: uid, prefix: "", last4: "" });
    expect((await test.call("/delete-user", { password: "wrong" }, authorization)).status).toBe(400);
    expect((await test.call("/delete-user", { password: "password 1" }, authorization)).status).toBe(200);
    expect(test.deleted).toEqual([uid]);
    expect(await test.accounts.find(uid)).toBeUndefined();
    expect(await test.findSession(token)).toBeUndefined();
    expect(await storage.db.select().from(apiKeys).where(eq(apiKeys.userId, uid))).toEqual([]);
  });

  it("cannot set their own plan, address or confirmation", async () => {
    const email = newEmail();
    const body = { name: "A", email, password: "password 1" };
    await test.call("/sign-up/email", { ...body, plan: "Mega", emailVerified: true, suspendedAt: null });
    expect(await test.accounts.findByEmail(email)).toBeUndefined();
    const { uid, authorization } = await test.signedIn(newEmail());
    await test.call("/update-user", { plan: "Mega", emailVerified: false }, authorization);
    expect(await test.accounts.find(uid)).toMatchObject({ plan: "Basic", emailVerified: true });
  });

  it("choose the language of their mails", async () => {
    const { uid, authorization } = await test.signedIn(newEmail());
    expect((await test.call("/update-user", { language: "fr" }, authorization)).status).toBe(400);
    expect((await test.call("/update-user", { language: "tr" }, authorization)).status).toBe(200);
    expect(await test.accounts.find(uid)).toMatchObject({ language: "tr" });
  });

  it("are limited in attempts by the client's address, whatever headers the client sends", async () => {
    const forged = { "x-alphacut-client-address": "192.0.2.9", "x-forwarded-for": "192.0.2.9" };
    const body = { email: "a@example.com", password: "password 1" };
    for (const path of [
      "/sign-in/email",
      "/sign-up/email",
      "/request-password-reset",
      "/send-verification-email",
    ]) {
      await expect(test.call(path, { ...body, name: "A" }, forged, "192.0.2.66")).rejects.toMatchObject({
        code: "RateLimited",
        retryAfterSeconds: 60,
      });
    }
    expect(test.attempts).toEqual([
      "192.0.2.66 a@example.com",
      "192.0.2.66 a@example.com sign-up",
      "192.0.2.66 a@example.com reset",
      "192.0.2.66 a@example.com verification",
    ]);
  });

  it("count a password that a session gives again as an attempt, and forgive attempts once it was right", async () => {
    const email = newEmail();
    const { authorization } = await test.signedIn(email);
    const attempt = `192.0.2.1 ${email}`;
    expect([test.attempts, test.forgotten]).toEqual([[attempt], [attempt]]);
    const wrong = {
      password: "wrong password",
      currentPassword: "wrong password",
      newPassword: "password 2",
    };
    for (const path of ["/change-password", "/delete-user"]) {
      expect((await test.call(path, wrong, authorization)).status).toBe(400);
      await expect(test.call(path, wrong, authorization, "192.0.2.66")).rejects.toMatchObject({
        code: "RateLimited",
      });
    }
    expect(test.attempts).toHaveLength(5);
    expect(test.forgotten).toHaveLength(1);
    const right = { currentPassword: "password 1", newPassword: "password 2" };
    expect((await test.call("/change-password", right, authorization)).status).toBe(200);
    expect(test.forgotten).toHaveLength(2);
  });

  it("lose every other link for a new password once one of them was used, or the password was changed", async () => {
    const email = newEmail();
    const { authorization } = await test.signedIn(email);
    const link = async () => {
      await test.call("/request-password-reset", { email });
      return new URL(test.mailOf("resetPassword")!.link).pathname.split("/").at(-1)!;
    };
    const use = async (token: string) =>
      (await test.call("/reset-password", { token, newPassword: "password 2" })).status;
    const [first, second, others] = [await link(), await link(), await link()];
    const change = { currentPassword: "password 1", newPassword: "password 3" };
    expect((await test.call("/change-password", change, authorization)).status).toBe(200);
    expect(await use(first)).toBe(400);
    const [third, fourth] = [await link(), await link()];
    expect(await use(third)).toBe(200);
    for (const ended of [second, others, fourth]) expect(await use(ended)).toBe(400);
    const stranger = newEmail();
    await test.signedIn(stranger);
    expect(await use(await link())).toBe(200);
  });

  it.each(["\0", "a\ud800"])("answer 400 to a text that no database can hold, %j", async (bad) => {
    const [email, unknown] = [newEmail(), newEmail()];
    const { authorization } = await test.signedIn(email);
    const password = "password 1";
    const answers = await Promise.all([
      ...[email, unknown].flatMap((address) => [
        test.call("/sign-up/email", { email: address, name: bad, password }),
        test.call("/sign-in/email", { email: address + bad, password }),
      ]),
      test.call("/update-user", { name: bad }, authorization),
      test.call("/reset-password", { token: bad, newPassword: password }),
      test.call("/verify-email?token=%00"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
  });

  it("are entered with Google or GitHub when the operator has registered there, else not", async () => {
    const body = { provider: "google", callbackURL: "/dashboard" };
    expect((await test.call("/sign-in/social", body)).status).toBe(404);
    const social = { google: { clientId: "id-1", clientSecret: "secret" } };
    const answer = await accountsForTest(storage, social).call("/sign-in/social", body);
    const link = new URL(JSON.parse(answer.body).url);
    expect(link.host).toBe("accounts.google.com");
    expect(link.searchParams.get("redirect_uri")).toBe(`${publicUrl}/api/auth/callback/google`);
  });

  it("take no request that another site's page sends, and lead no link to another site", async () => {
    const { token } = await test.signedIn(newEmail());
    const cookie = `alphacut.session_token=${token}`;
    const foreign = { cookie, origin: "https://evil.example.com" };
    expect((await test.call("/update-user", { name: "B" }, foreign)).status).toBe(403);
    const own = { cookie, origin: "http://localhost:8080" };
    expect((await test.call("/update-user", { name: "B" }, own)).status).toBe(200);
    const email = newEmail();
    const body = { name: "A", email, password: "password 1", callbackURL: "https://evil.example.com" };
    expect((await test.call("/sign-up/email", body)).status).toBe(403);
  });
});

/** What an answer tells apart from the values that differ anyway. */
function shape({ status, body }: { status: number; body: string }) {
  const { user, ...rest } = JSON.parse(body);
  return {
    status,
    rest,
    user: Object.keys(user).sort(),
    types: Object.keys(user).map((key) => typeof user[key]),
  };
}
