import { afterAll, beforeAll, expect, it } from "vitest";
import { accountsForTest, catalog } from "../accounts/testing/accounts.ts";
import { createFindKey } from "../keys/find-key.ts";
import { createKeys, type Keys } from "../keys/keys.ts";
import { parseCatalog } from "../plans/catalog.ts";
import type { Storage } from "../storage/database.ts";
import { describeOnEveryDatabase } from "../testing/database.ts";
import { type Callers, createCallers } from "./callers.ts";

const address = "192.0.2.7";
const sender = { address, origin: undefined, endpoint: "/rmbg" };

describeOnEveryDatabase("callers", (open) => {
  let storage: Storage;
  let test: ReturnType<typeof accountsForTest>;
  let keys: Keys;
  let callers: Callers;
  beforeAll(async () => {
    storage = await open();
    test = accountsForTest(storage);
    keys = createKeys(storage.db);
    callers = createCallers(createFindKey(storage.db), test.findSession, catalog);
  });
  afterAll(() => storage.close());

  const refusal = (credentials: { apiKey?: string; userToken?: string }) =>
    callers.identify({ ...credentials, ...sender }).then(
      () => expect.fail("was identified"),
      (error: { code: string; message: string }) => [error.code, error.message],
    );

  it("with a key are its account, on its plan, through the API", async () => {
    const { uid } = await test.accounts.create({
      email: "key@example.com",
      emailVerified: true,
      plan: "Ultra",
    });
    const { key } = await keys.create(uid);
    const caller = await callers.identify({ apiKey: key, ...sender });
    expect(caller).toEqual({
      kind: "account",
      uid,
      plan: catalog.find("Ultra"),
      lowCreditThreshold: null,
      channel: "api",
      key: { id: expect.any(String), monthlyLimit: null },
    });
  });

  it("with a user token are its account, through the app", async () => {
    const { uid, token } = await test.signedIn("token@example.com");
    const caller = await callers.identify({ userToken: token, ...sender });
    expect(caller).toEqual({
      kind: "account",
      uid,
      plan: catalog.find("Basic"),
      lowCreditThreshold: null,
      channel: "app",
    });
  });

  it("without either are their address", async () => {
    expect(await callers.identify(sender)).toEqual({ kind: "anonymous", address });
  });

  it("with both are refused, whether or not either is valid", async () => {
    expect(await refusal({ apiKey: "", userToken: "" })).toEqual(["BothCredentials", expect.any(String)]);
  });

  it("with a bad credential of any kind get the same refusal", async () => {
    const { uid } = await test.accounts.create({ email: "bad@example.com", emailVerified: true });
    const revoked = await keys.create(uid);
    await keys.revoke(uid, revoked.id);
    const refusals = [
      await refusal({ apiKey: "" }),
      await refusal({ apiKey: "ac_unknown" }),
      await refusal({ apiKey: revoked.key }),
      await refusal({ userToken: "" }),
      await refusal({ userToken: "unknown" }),
    ];
    expect(new Set(refusals.map(String)).size).toBe(1);
    expect(refusals[0]?.[0]).toBe("InvalidCredentials");
  });

  it("whose account is suspended are told so by their key, and their sessions are gone", async () => {
    const { uid, token } = await test.signedIn("suspended@example.com");
    const { key } = await keys.create(uid);
    await test.accounts.change(uid, { suspended: true });
    expect(await refusal({ apiKey: key })).toEqual(["AccountSuspended", expect.any(String)]);
    expect((await refusal({ userToken: token }))[0]).toBe("InvalidCredentials");
    await test.accounts.change(uid, { suspended: false });
    expect(await callers.identify({ apiKey: key, ...sender })).toMatchObject({ uid });
  });

  it("whose address is not confirmed are told so", async () => {
    const { uid } = await test.accounts.create({ email: "new@example.com" });
    const { key } = await keys.create(uid);
    expect(await refusal({ apiKey: key })).toEqual(["EmailNotVerified", expect.any(String)]);
    await test.accounts.change(uid, { emailVerified: true });
    expect(await callers.identify({ apiKey: key, ...sender })).toMatchObject({ uid });
  });

  it("feel a change of plan with the next request, and keep working when their plan leaves the catalog", async () => {
    const { uid } = await test.accounts.create({ email: "plan@example.com", emailVerified: true });
    const { key } = await keys.create(uid);
    await test.accounts.change(uid, { plan: "Mega" });
    expect(await callers.identify({ apiKey: key, ...sender })).toMatchObject({ plan: { label: "Mega" } });
    const fewer = parseCatalog(
      '{"plans":[{"label":"Free","includedCredits":5,"requestsPerMinute":1}]}',
      "plans",
    );
    const later = createCallers(createFindKey(storage.db), test.findSession, fewer);
    expect(await later.identify({ apiKey: key, ...sender })).toMatchObject({ plan: { label: "Free" } });
  });

  it("with a key that is limited get as far as it goes: to its origins' pages and to its endpoints", async () => {
    const { uid } = await test.accounts.create({ email: "limited@example.com", emailVerified: true });
    const shop = "https://shop.example";
    const limited = await keys.create(uid, { allowedOrigins: [shop], allowedEndpoints: ["/rmbg", "/v1.0"] });
    const from = (origin: string | undefined, endpoint: string) =>
      callers.identify({ apiKey: limited.key, address, origin, endpoint }).then(
        () => "welcome",
        ({ code }: { code: string }) => code,
      );
    expect(await from(shop, "/rmbg")).toBe("welcome");
    expect(await from(shop, "/v1.0/account")).toBe("welcome");
    for (const origin of [undefined, "null", "http://shop.example", "https://shop.example.evil.example"]) {
      expect(await from(origin, "/rmbg"), String(origin)).toBe("KeyNotAllowed");
    }
    for (const endpoint of ["/v1.0extra", "/api/jobs", ""]) {
      expect(await from(shop, endpoint), endpoint).toBe("KeyNotAllowed");
    }
    await keys.change(uid, limited.id, { allowedOrigins: null });
    expect(await from(undefined, "/rmbg")).toBe("welcome");
  });
});
