import { describe, expect, it } from "vitest";
import type { Call, Given } from "./asked-server.ts";

export function describeAccountAnswers(given: Given): void {
  const ask = (path: string, call?: Call) => given().ask(path, call);
  const statusOf = (path: string, call?: Call) => given().statusOf(path, call);
  const asUser = (call?: Call) => given().asUser(call);

  describe("the account API", () => {
    const from = { origin: "https://elsewhere.example" };

    it.each([
      ["GET", "/api/site"],
      ["GET", "/api/site/prices"],
      ["GET", "/api/account/anonymous"],
    ])("answers everybody: %s %s", async (_method, path) => {
      expect(await statusOf(path)).toBe(200);
    });

    it("answers profile, usage and offers as documented", async () => {
      const today = new Date().toISOString().slice(0, 10);
      for (const path of [
        "/api/account",
        "/api/account/export",
        "/api/account/keys",
        `/api/account/usage?from=${today}&to=${today}`,
        "/api/account/membership",
        "/api/account/requests",
        "/api/account/requests/by-key",
        "/api/account/billing",
      ]) {
        expect(await statusOf(path, asUser()), path).toBe(200);
        expect(await statusOf(path), path).toBe(401);
      }
      expect(await statusOf("/api/account/usage?from=x&to=y", asUser())).toBe(400);
      expect(await statusOf("/api/account/requests?cursor=none", asUser())).toBe(400);
      expect(await statusOf("/api/account", asUser({ method: "PATCH", body: { name: "Ada" } }))).toBe(200);
    });

    it("saves, lists and removes presets as documented", async () => {
      const save = (name: string, settings: unknown = {}) =>
        statusOf("/api/account/presets", asUser({ method: "POST", body: { name, settings } }));
      expect(await save("shop")).toBe(201);
      expect(await save("shop", { large: "x".repeat(9000) })).toBe(400);
      expect(await save("", {})).toBe(400);
      for (let i = 1; i < 50; i++) await save(`preset ${i}`);
      expect(await save("one more")).toBe(409);
      expect(await statusOf("/api/account/presets", asUser())).toBe(200);
      expect(await statusOf("/api/account/presets")).toBe(401);
      const remove = (name: string) =>
        statusOf(`/api/account/presets/${encodeURIComponent(name)}`, asUser({ method: "DELETE" }));
      expect(await remove("preset 1")).toBe(204);
      expect(await remove("preset 1")).toBe(404);
    });

    it("makes, renames, rotates and revokes keys as documented", async () => {
      const made = await ask("/api/account/keys", asUser({ method: "POST", body: { name: "shop" } }));
      expect(made.status).toBe(201);
      const { id } = (await made.json()) as { id: string };
      const rename = asUser({ method: "PATCH", body: { name: "store" } });
      expect(await statusOf(`/api/account/keys/${id}`, rename)).toBe(200);
      expect(await statusOf("/api/account/keys/none", rename)).toBe(404);
      const rotated = await ask(`/api/account/keys/${id}/rotate`, asUser({ method: "POST" }));
      expect(rotated.status).toBe(201);
      const { id: next } = (await rotated.json()) as { id: string };
      expect(await statusOf(`/api/account/keys/${next}`, asUser({ method: "DELETE" }))).toBe(204);
      expect(await statusOf("/api/account/keys/none", asUser({ method: "DELETE" }))).toBe(404);
      expect(await statusOf("/api/account/keys/none/rotate", asUser({ method: "POST" }))).toBe(404);
    });

    it("refuses what changes something as documented", async () => {
      const changes: [string, string, object | undefined][] = [
        ["PATCH", "/api/account", { name: "Eve" }],
        ["DELETE", "/api/account", { password: "wrong" }],
        ["POST", "/api/account/keys", { name: "x" }],
        ["POST", "/api/account/presets", { name: "x", settings: {} }],
        ["DELETE", "/api/account/presets/x", undefined],
        ["POST", "/api/account/keys/none/rotate", undefined],
        ["PATCH", "/api/account/keys/none", { name: "x" }],
        ["DELETE", "/api/account/keys/none", undefined],
        ["POST", "/api/account/billing/checkout", { plan: "Pro" }],
        ["POST", "/api/account/billing/portal", undefined],
      ];
      for (const [method, path, body] of changes) {
        expect(await statusOf(path, { method, body }), path).toBe(401);
        expect(await statusOf(path, asUser({ method, body, headers: from })), path).toBe(403);
        if (!body) continue;
        expect(await statusOf(path, asUser({ method, body: { nonsense: 1 } })), path).toBe(400);
        const text = { "content-type": "text/plain" };
        expect(await statusOf(path, asUser({ method, body: "x", headers: text })), path).toBe(415);
        const huge = { "content-type": "application/json" };
        const long = JSON.stringify({ name: "x".repeat(2_000_000) });
        expect(await statusOf(path, asUser({ method, body: long, headers: huge })), path).toBe(413);
      }
      expect(
        await statusOf("/api/account/billing/checkout", asUser({ method: "POST", body: { plan: "Pro" } })),
      ).toBe(404);
      expect(await statusOf("/api/account/billing/portal", asUser({ method: "POST" }))).toBe(404);
      for (let more = 0; more < 110; more++) {
        const answer = await given()
          .server.platform.keys.create(given().uid, {})
          .catch(() => undefined);
        if (!answer) break;
      }
      expect(await statusOf("/api/account/keys", asUser({ method: "POST", body: {} }))).toBe(409);
    });
  });
}
