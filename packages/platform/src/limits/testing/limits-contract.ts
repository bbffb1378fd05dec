import type { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { createAttempts, createLimits, LimitExceeded, type Limits } from "../index.ts";

const noon = new Date("2026-03-15T12:00:00Z");

/** What limits guarantee, wherever the counts are. */
export function describeLimits(redis: () => Redis | undefined): void {
  let clients = 0;
  const client = (): string => `198.51.100.${++clients}`;
  const open = (anonymousDaily: number | "unlimited" = 3, clock = { now: noon }): Limits =>
    createLimits({ redis: redis(), anonymousDaily, now: () => clock.now });
  const refusal = (attempt: Promise<unknown>): Promise<unknown> =>
    attempt.then(
      () => "accepted",
      (error: unknown) => error,
    );

  describe("requests of an account", () => {
    test("are counted down to the plan's limit, then refused with the time to come back", async () => {
      const limits = open();
      const uid = client();
      expect(await limits.takeAccountRequest(uid, 2)).toMatchObject({ limit: 2, remaining: 1 });
      expect(await limits.takeAccountRequest(uid, 2)).toMatchObject({ limit: 2, remaining: 0 });
      const error = (await refusal(limits.takeAccountRequest(uid, 2))) as LimitExceeded;
      expect(error).toBeInstanceOf(LimitExceeded);
      expect(error).toMatchObject({ code: "RateLimited", limit: { limit: 2, remaining: 0 } });
      expect(error.retryAfterSeconds).toBeGreaterThan(0);
      expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
    });

    test("are not used up by questions about the account, which have a limit of their own", async () => {
      const limits = open();
      const uid = client();
      for (let asked = 1; asked <= 120; asked++) await limits.takeAccountQuestion(uid);
      expect(await refusal(limits.takeAccountQuestion(uid))).toMatchObject({ code: "RateLimited" });
      expect(await limits.takeAccountRequest(uid, 2)).toMatchObject({ remaining: 1 });
    });

    test("of another account are not counted", async () => {
      const limits = open();
      await limits.takeAccountRequest(client(), 1);
      expect(await limits.takeAccountRequest(client(), 1)).toMatchObject({ remaining: 0 });
    });

    test("have the new plan's limit as soon as the plan changes", async () => {
      const limits = open();
      const uid = client();
      await limits.takeAccountRequest(uid, 1);
      expect(await refusal(limits.takeAccountRequest(uid, 1))).toMatchObject({ code: "RateLimited" });
      expect(await limits.takeAccountRequest(uid, 10)).toMatchObject({ limit: 10, remaining: 9 });
    });

    test("200 at once on a limit of 50: exactly 50 are accepted", async () => {
      const limits = open();
      const uid = client();
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => refusal(limits.takeAccountRequest(uid, 50))),
      );
      expect(answers.filter((answer) => answer instanceof LimitExceeded)).toHaveLength(150);
    });
  });

  describe("images without an account", () => {
    test("are limited by address and UTC day", async () => {
      const clock = { now: new Date("2026-03-15T23:59:30Z") };
      const limits = open(1, clock);
      const address = client();
      expect((await limits.takeAnonymousImage(address)).limit).toEqual({
        limit: 1,
        remaining: 0,
        resetSeconds: 30,
      });
      expect(await refusal(limits.takeAnonymousImage(address))).toMatchObject({
        code: "DailyLimitReached",
        retryAfterSeconds: 30,
      });
      expect((await limits.takeAnonymousImage(client())).limit).toMatchObject({ remaining: 0 });
      clock.now = new Date("2026-03-16T00:00:00Z");
      expect((await limits.takeAnonymousImage(address)).limit).toMatchObject({
        remaining: 0,
        resetSeconds: 86_400,
      });
    });

    test("that came to nothing are given back, once", async () => {
      const limits = open(2);
      const address = client();
      const image = await limits.takeAnonymousImage(address);
      await Promise.all([image.giveBack(), image.giveBack()]);
      await limits.takeAnonymousImage(address);
      await limits.takeAnonymousImage(address);
      expect(await refusal(limits.takeAnonymousImage(address))).toMatchObject({ code: "DailyLimitReached" });
    });

    test("that are refused do not count", async () => {
      const limits = open(1);
      const address = client();
      const image = await limits.takeAnonymousImage(address);
      for (let attempt = 0; attempt < 3; attempt++) await refusal(limits.takeAnonymousImage(address));
      await image.giveBack();
      expect((await limits.takeAnonymousImage(address)).limit).toMatchObject({ remaining: 0 });
    });

    test("are told how many are left, which takes none", async () => {
      const limits = open(2);
      const address = client();
      expect(await limits.anonymousImagesLeft(address)).toBe(2);
      expect(await limits.anonymousImagesLeft(address)).toBe(2);
      const image = await limits.takeAnonymousImage(address);
      expect(await limits.anonymousImagesLeft(address)).toBe(1);
      await limits.takeAnonymousImage(address);
      await refusal(limits.takeAnonymousImage(address));
      expect(await limits.anonymousImagesLeft(address)).toBe(0);
      await image.giveBack();
      expect(await limits.anonymousImagesLeft(address)).toBe(1);
      expect(await open(0).anonymousImagesLeft(address)).toBe(0);
      expect(await open("unlimited").anonymousImagesLeft(address)).toBeUndefined();
    });

    test("share one limit within an IPv6 network of 64 bits", async () => {
      const limits = open(1);
      const network = `2001:db8:${++clients}`;
      await limits.takeAnonymousImage(`${network}::1`);
      expect(await refusal(limits.takeAnonymousImage(`${network}::2`))).toMatchObject({
        code: "DailyLimitReached",
      });
    });

    test("have no limit of any kind when it is lifted", async () => {
      const limits = open("unlimited");
      const address = client();
      for (let image = 0; image < 100; image++) {
        expect(await limits.takeAnonymousRequest(address)).toBeUndefined();
        expect((await limits.takeAnonymousImage(address)).limit).toBeUndefined();
      }
    });

    test("are not served at all when the daily limit is 0", async () => {
      expect(await refusal(open(0).takeAnonymousRequest(client()))).toMatchObject({
        code: "InvalidCredentials",
      });
    });

    test("are limited by the minute too, bad requests included", async () => {
      const limits = open();
      const address = client();
      for (let request = 0; request < 60; request++) await limits.takeAnonymousRequest(address);
      expect(await refusal(limits.takeAnonymousRequest(address))).toMatchObject({ code: "RateLimited" });
    });
  });

  describe("attempts at a password", () => {
    const email = () => `${client()}@example.com`;

    test("are limited by client, whatever accounts it tries", async () => {
      const attempts = createAttempts(redis());
      const address = client();
      for (let attempt = 0; attempt < 10; attempt++) await attempts.takePassword(address, email());
      expect(await refusal(attempts.takePassword(address, email()))).toMatchObject({ code: "RateLimited" });
      expect(await attempts.takePassword(client(), email())).toBe(0);
    });

    test("by many clients slow an account's owner down by 5 seconds at most, and never lock the owner out", async () => {
      const attempts = createAttempts(redis());
      const account = email();
      const delays: number[] = [];
      for (let attempt = 0; attempt < 60; attempt++)
        delays.push(await attempts.takePassword(client(), account));
      expect(delays.slice(0, 20)).toEqual(Array(20).fill(0));
      expect(delays.slice(20, 23)).toEqual([250, 500, 750]);
      expect(await attempts.takePassword(client(), ` ${account.toUpperCase()}`)).toBe(5_000);
      expect(await attempts.takePassword(client(), email())).toBe(0);
    });

    test("leave mails alone: a new password can be asked for in the meantime", async () => {
      const attempts = createAttempts(redis());
      const [address, account] = [client(), email()];
      for (let attempt = 0; attempt < 11; attempt++) await refusal(attempts.takePassword(address, account));
      await attempts.takeMail(address, account, "reset");
    });
  });

  describe("mails that anybody can ask for", () => {
    test("are limited by mailbox and kind, whoever asks", async () => {
      const attempts = createAttempts(redis());
      const account = `${client()}@example.com`;
      for (let mail = 0; mail < 10; mail++) await attempts.takeMail(client(), account, "verification");
      expect(await refusal(attempts.takeMail(client(), account, "verification"))).toMatchObject({
        code: "RateLimited",
      });
      await attempts.takeMail(client(), account, "reset");
    });

    test("are limited by client", async () => {
      const attempts = createAttempts(redis());
      const address = client();
      const ask = () => attempts.takeMail(address, `${client()}@example.com`, "sign-up");
      for (let mail = 0; mail < 10; mail++) await ask();
      expect(await refusal(ask())).toMatchObject({ code: "RateLimited" });
    });
  });
}
