import { expect, it } from "vitest";
import { openDatabase } from "../storage/database.ts";
import { cuttableWire } from "../testing/cuttable-wire.ts";
import { openTestServerDatabase } from "../testing/database.ts";
import { describeWith } from "../testing/services.ts";
import { accountsForTest } from "./testing/accounts.ts";

describeWith("PostgreSQL", "accounts while the database is gone", (serverUrl) => {
  it("answer nothing false: every request fails as unavailable, and works when the database is back", async () => {
    const database = await openTestServerDatabase(serverUrl);
    const wire = await cuttableWire(database.url);
    const storage = await openDatabase({ url: wire.url, dataDir: "" });
    const test = accountsForTest(storage);
    const email = "outage@example.com";
    const { uid, token, authorization } = await test.signedIn(email);
    await wire.cut();
    const unavailable = { code: "StorageUnavailable" };
    await expect(test.signIn(email)).rejects.toMatchObject(unavailable);
    await expect(test.signUp("new@example.com")).rejects.toMatchObject(unavailable);
    await expect(test.call("/request-password-reset", { email })).rejects.toMatchObject(unavailable);
    await expect(
      test.call("/reset-password", { token: "t", newPassword: "password 2" }),
    ).rejects.toMatchObject(unavailable);
    await expect(test.call("/get-session", undefined, authorization)).rejects.toMatchObject(unavailable);
    await expect(test.call("/update-user", { name: "B" }, authorization)).rejects.toMatchObject(unavailable);
    await expect(test.accounts.sessionOf(new Headers(authorization))).rejects.toMatchObject(unavailable);
    await expect(test.accounts.change(uid, { plan: "Pro" })).rejects.toMatchObject(unavailable);
    await wire.mend();
    expect((await test.signIn(email)).status).toBe(200);
    expect(await test.findSession(token)).toMatchObject({ uid, plan: "Basic" });
    await storage.close();
    await wire.cut();
    await database.close();
  });
});
