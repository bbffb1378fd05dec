import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { log } from "./accounts/testing/accounts.ts";
import { createPlatform, type Platform, type PlatformOptions } from "./platform.ts";
import { openTestServerDatabase } from "./testing/database.ts";
import { describeWith } from "./testing/services.ts";

const address = "192.0.2.1";
const sender = { address, origin: undefined, endpoint: "/rmbg" };

describe("platform", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "alphacut-platform-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const options = (more: Partial<PlatformOptions> = {}): PlatformOptions => ({
    dataDir,
    publicUrl: "http://127.0.0.1:8080",
    mailFrom: "Alphacut <no-reply@example.com>",
    siteName: "Alphacut",
    anonymousDaily: 25,
    log,
    ...more,
  });

  it("takes a person from sign-up over the mail in the outbox and a key to a paid image, across a restart", async () => {
    let platform = await createPlatform(options());
    await post(platform, "/sign-up/email", { name: "A", email: "a@example.com", password: "password 1" });
    await platform.close();
    platform = await createPlatform(options());
    const [mail = ""] = await readdir(join(dataDir, "outbox"));
    const link =
      /^X-Alphacut-Link: (\S+)/m.exec(await readFile(join(dataDir, "outbox", mail), "utf8"))?.[1] ?? "";
    expect((await platform.accounts.handler(new Request(link), address)).status).toBe(302);
    const signIn = await post(platform, "/sign-in/email", { email: "a@example.com", password: "password 1" });
    const userToken = signIn.headers.get("set-auth-token") ?? "";

    const person = await platform.callers.identify({ userToken, ...sender });
    const { uid } = (await platform.accounts.findByEmail("a@example.com"))!;
    expect(person).toMatchObject({ kind: "account", uid, channel: "app" });
    const { key } = await platform.keys.create(uid, { name: "first" });
    const caller = await platform.callers.identify({ apiKey: key, ...sender });
    await platform.admission.takeRequest(caller);
    const image = await platform.admission.reserve(caller);
    expect(image.remaining).toBe(99);
    await image.settle();
    const usage = await platform.usage.membership({ uid, plan: platform.plans.defaultPlan }, {});
    expect(usage).toMatchObject({ membership: "Basic", app_usage: 0, api_usage: 1 });
    expect(await platform.unavailable()).toEqual([]);
    await platform.close();
    await platform.close();
  });

  it("keeps its secret in a private file, so that sessions outlive a restart", async () => {
    const first = await createPlatform(options());
    await first.close();
    const path = join(dataDir, "auth-secret");
    const secret = await readFile(path, "utf8");
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await createPlatform(options());
    await again.close();
    expect(await readFile(path, "utf8")).toBe(secret);
    const other = await createPlatform(options({ authSecret: "x".repeat(32) }));
    await other.close();
    const keys = [again.signingKey("one"), again.signingKey("other"), other.signingKey("one")];
    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(3);
    expect(first.signingKey("one")).toEqual(keys[0]);
  });

  it("warns of a secret of its own where other processes may share the storage", async () => {
    const warnings: string[] = [];
    const noting = { ...log, warn: (_data: unknown, message: string) => void warnings.push(message) };
    const shared = options({ redisUrl: "redis://127.0.0.1:1", log: noting });
    await expect(createPlatform(shared)).rejects.toMatchObject({ code: "StorageUnavailable" });
    expect(warnings).toEqual([expect.stringContaining("ALPHACUT_AUTH_SECRET is not set")]);
    await expect(createPlatform({ ...shared, authSecret: "x".repeat(32) })).rejects.toThrow();
    expect(warnings).toHaveLength(1);
  });

  it("lets an administrator give plans, prepaid credits and periods, which count at once", async () => {
    const platform = await createPlatform(options());
    const { administration, admission, callers, keys } = platform;
    const account = { email: "b@example.com", emailVerified: true, plan: "Per Usage", prepaidCredits: 2 };
    const { uid } = await administration.createAccount(account);
    const { key } = await keys.create(uid);
    const reserve = async () => admission.reserve(await callers.identify({ apiKey: key, ...sender }));
    expect((await reserve()).remaining).toBe(1);
    await administration.changeAccount(uid, { prepaidCredits: 1 });
    expect((await reserve()).remaining).toBe(0);
    await expect(reserve()).rejects.toMatchObject({ code: "InsufficientCredits" });
    await administration.changeAccount(uid, {
      plan: "Pro",
      billingPeriod: { startUnix: 1_000, endUnix: 4_000_000_000 },
    });
    expect((await reserve()).remaining).toBe(999);
    await administration.changeAccount(uid, { suspended: true });
    await expect(reserve()).rejects.toMatchObject({ code: "AccountSuspended" });
    for (const bad of [
      { prepaidCredits: -1 },
      { prepaidCredits: 0.5 },
      { billingPeriod: { startUnix: 2, endUnix: 1 } },
    ]) {
      await expect(administration.changeAccount(uid, { ...bad, plan: "Mega" })).rejects.toMatchObject({
        code: "InvalidInput",
      });
    }
    expect(await platform.accounts.find(uid)).toMatchObject({ plan: "Pro" });
    await platform.close();
  });

  it("lets nobody try passwords without end", async () => {
    const platform = await createPlatform(options());
    const attempt = () =>
      post(platform, "/sign-in/email", { email: "e@example.com", password: "wrong password" });
    for (let count = 0; count < 10; count++) expect((await attempt()).status).toBe(401);
    await expect(attempt()).rejects.toMatchObject({
      code: "RateLimited",
      retryAfterSeconds: expect.any(Number),
    });
    await platform.close();
  });

  it("reports plans that accounts are on and a new catalog lacks", async () => {
    const before = await createPlatform(options());
    await before.administration.createAccount({ email: "d@example.com", plan: "Ultra" });
    await before.close();
    const plansFile = join(dataDir, "plans.json");
    await writeFile(plansFile, '{"plans":[{"label":"Free","includedCredits":1,"requestsPerMinute":1}]}');
    const warnings: unknown[] = [];
    const noting = { ...log, warn: (data: unknown) => void warnings.push(data) };
    await (await createPlatform(options({ plansFile, log: noting }))).close();
    expect(warnings).toEqual([{ plan: "Ultra" }]);
  });

  it("does not start on a short secret, a missing or a bad plan file, and leaves nothing open", async () => {
    const plansFile = join(dataDir, "plans.json");
    await expect(createPlatform(options({ plansFile }))).rejects.toThrow(
      `${plansFile} cannot be read (ENOENT)`,
    );
    await writeFile(plansFile, "{}");
    await expect(createPlatform(options({ plansFile }))).rejects.toThrow(/plans\.json is not valid: plans/);
    await expect(createPlatform(options({ authSecret: "short" }))).rejects.toMatchObject({
      code: "InvalidInput",
    });
    await expect(createPlatform(options({ redisUrl: "redis://127.0.0.1:1" }))).rejects.toMatchObject({
      code: "StorageUnavailable",
    });
    await (await createPlatform(options())).close();
  });
});

describeWith("PostgreSQL", "platform on servers", (databaseUrl) => {
  describeWith("Redis", "platform", (redisUrl) => {
    it("shares accounts, keys and credits among processes, whichever takes the request", async () => {
      const database = await openTestServerDatabase(databaseUrl);
      const dataDir = await mkdtemp(join(tmpdir(), "alphacut-platform-"));
      const shared = {
        databaseUrl: database.url,
        redisUrl,
        publicUrl: "http://127.0.0.1:8080",
        mailFrom: "a@b.c",
        siteName: "Alphacut",
        log,
      };
      const [one, other] = await Promise.all(
        ["one", "other"].map((name) =>
          createPlatform({ ...shared, dataDir: join(dataDir, name), anonymousDaily: 25 }),
        ),
      );
      const account = { email: "c@example.com", emailVerified: true };
      const { uid } = await one!.administration.createAccount(account);
      const { id, key } = await one!.keys.create(uid);
      const caller = await other!.callers.identify({ apiKey: key, ...sender });
      await (await other!.admission.reserve(caller)).settle();
      expect((await one!.admission.reserve(caller)).remaining).toBe(98);
      await other!.keys.revoke(uid, id);
      await expect(one!.callers.identify({ apiKey: key, ...sender })).rejects.toMatchObject({
        code: "InvalidCredentials",
      });
      expect(await one!.unavailable()).toEqual([]);
      for (const platform of [one!, other!]) await platform.close();
      await database.close();
      await rm(dataDir, { recursive: true });
    });
  });
});

function post(platform: Platform, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(body) };
  return platform.accounts.handler(new Request(`http://127.0.0.1:8080/api/auth${path}`, request), address);
}
