import { afterAll, beforeAll, expect, it } from "vitest";
import type { Storage } from "../storage/database.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { accountsForTest } from "./testing/accounts.ts";

describeOnEveryDatabase("directory", (open) => {
  let storage: Storage;
  let test: ReturnType<typeof accountsForTest>;
  beforeAll(async () => {
    storage = await open();
    test = accountsForTest(storage);
  });
  afterAll(() => storage.close());

  it("makes accounts that are on the default plan, unconfirmed and English unless told otherwise", async () => {
    const made = await test.accounts.create({ email: "Plain@Example.com" });
    const plain = {
      email: "plain@example.com",
      plan: "Basic",
      role: "user",
      emailVerified: false,
      suspended: false,
      language: "en",
      name: "",
      lastSeenAt: null,
      lowCreditThreshold: null,
    };
    expect(made).toEqual({ ...plain, uid: made.uid, createdAt: expect.any(Date) });
    const full = {
      email: "full@example.com",
      plan: "Mega",
      role: "admin",
      emailVerified: true,
      language: "th",
      name: "F",
    } as const;
    expect(await test.accounts.create(full)).toMatchObject(full);
  });

  it("finds accounts by id and by address, however it is written", async () => {
    const made = await test.accounts.create({ email: "find@example.com" });
    expect(await test.accounts.find(made.uid)).toEqual(made);
    expect(await test.accounts.findByEmail(" FIND@example.com")).toEqual(made);
    expect(await test.accounts.find("nobody")).toBeUndefined();
    expect(await test.accounts.findByEmail("nobody@example.com")).toBeUndefined();
  });

  it("makes one account for an address, of any number made at the same moment", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => test.accounts.create({ email: "twice@example.com" })),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === "rejected") expect(attempt.reason).toMatchObject({ code: "EmailTaken" });
    }
  });

  it.each([
    [{ email: "nobody" }, /email/],
    [{ email: "a@example.com", password: "short" }, /password/],
    [{ email: "a@example.com", plan: "Gold" }, /"Gold".*Basic, Pro/],
    [{ email: `${"a".repeat(250)}@example.com` }, /email/],
  ])("refuses %j and says what is wrong", async (account, message) => {
    await expect(test.accounts.create(account)).rejects.toMatchObject({
      code: "InvalidInput",
      message: expect.stringMatching(message),
    });
  });

  it("changes what is given and nothing else", async () => {
    const { uid } = await test.accounts.create({ email: "change@example.com" });
    expect(await test.accounts.change(uid, { plan: "Ultra" })).toMatchObject({
      plan: "Ultra",
      emailVerified: false,
    });
    expect(await test.accounts.change(uid, { emailVerified: true })).toMatchObject({
      plan: "Ultra",
      role: "user",
      emailVerified: true,
    });
    expect(await test.accounts.change(uid, { role: "admin" })).toMatchObject({
      plan: "Ultra",
      role: "admin",
    });
    expect(await test.accounts.change(uid, { role: "user" })).toMatchObject({ plan: "Ultra", role: "user" });
    expect(await test.accounts.change(uid, {})).toMatchObject({
      plan: "Ultra",
      emailVerified: true,
      suspended: false,
    });
    await expect(test.accounts.change(uid, { plan: "Gold" })).rejects.toMatchObject({ code: "InvalidInput" });
    await expect(test.accounts.change("nobody", {})).rejects.toMatchObject({ code: "NotFound" });
  });

  it("suspends an account: signed out at once, no sign-in until the suspension ends", async () => {
    const { uid, token, authorization } = await test.signedIn("bad@example.com");
    expect(await test.accounts.change(uid, { suspended: true })).toMatchObject({ suspended: true });
    expect(await test.findSession(token)).toBeUndefined();
    expect(await test.accounts.sessionOf(new Headers(authorization))).toBeUndefined();
    const refused = await test.signIn("bad@example.com");
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining("ACCOUNT_SUSPENDED") });
    expect(refused.headers.get("set-auth-token")).toBeNull();
    expect((await test.signIn("bad@example.com", "password 2")).status).toBe(401);
    await test.accounts.change(uid, { suspended: false });
    expect((await test.signIn("bad@example.com")).status).toBe(200);
  });
});
