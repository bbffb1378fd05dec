import { describe, expect, it } from "vitest";
import type { Call, Given } from "./asked-server.ts";

export function describeAdminAnswers(given: Given): void {
  const ask = (path: string, call?: Call) => given().ask(path, call);
  const statusOf = (path: string, call?: Call) => given().statusOf(path, call);
  const asAdmin = (call?: Call) => given().asAdmin(call);

  describe("the admin API", () => {
    const calls: [string, string, object | undefined][] = [
      ["POST", "/api/admin/users", { email: "grace@example.com" }],
      ["GET", "/api/admin/users?email=grace@example.com", undefined],
      ["PATCH", "/api/admin/users/none", { plan: "Pro" }],
      ["DELETE", "/api/admin/users/none", { email: "grace@example.com" }],
      ["POST", "/api/admin/users/none/reset-password", {}],
      ["GET", "/api/admin/users/none/export", undefined],
      ["GET", "/api/admin/overview", undefined],
      ["POST", "/api/admin/mail/test", { to: "grace@example.com" }],
      ["GET", "/api/admin/users/none/keys", undefined],
      ["POST", "/api/admin/users/none/keys", {}],
      ["DELETE", "/api/admin/users/none/keys/none", undefined],
      ["GET", "/api/admin/audit", undefined],
      ["GET", "/api/admin/status", undefined],
      ["POST", "/api/admin/usage/rebuild", undefined],
      ["GET", "/api/admin/backup", undefined],
    ];

    it.each(calls)("guards %s %s as documented", async (method, path, body) => {
      expect(await statusOf(path, { method, body })).toBe(401);
      expect(await statusOf(path, asAdmin({ method, body, at: given().withoutAdmin }))).toBe(404);
      if (method !== "GET") {
        const headers = {
          authorization: `Bearer ${given().admin.token}`,
          origin: "https://elsewhere.example",
        };
        expect(await statusOf(path, { method, body, headers })).toBe(403);
      }
      if (!body) return;
      expect(await statusOf(path, asAdmin({ method, body: { nonsense: 1 } }))).toBe(400);
      expect(
        await statusOf(path, asAdmin({ method, body: "x", headers: { "content-type": "text/plain" } })),
      ).toBe(415);
      const headers = { "content-type": "application/json" };
      const long = JSON.stringify({ name: "x".repeat(2_000_000) });
      expect(await statusOf(path, asAdmin({ method, body: long, headers }))).toBe(413);
    });

    it("looks after accounts and keys as documented", async () => {
      const made = await ask(
        "/api/admin/users",
        asAdmin({ method: "POST", body: { email: "grace@example.com" } }),
      );
      expect(made.status).toBe(201);
      const { uid: grace } = (await made.json()) as { uid: string };
      const again = asAdmin({ method: "POST", body: { email: "grace@example.com" } });
      expect(await statusOf("/api/admin/users", again)).toBe(409);
      expect(await statusOf("/api/admin/users?email=grace@example.com", asAdmin())).toBe(200);
      expect(await statusOf("/api/admin/users?query=a&limit=1", asAdmin())).toBe(200);
      expect(await statusOf("/api/admin/users?limit=0", asAdmin())).toBe(400);
      expect(await statusOf("/api/admin/audit?limit=1", asAdmin())).toBe(200);
      expect(await statusOf("/api/admin/audit?cursor=none", asAdmin())).toBe(400);
      const change = asAdmin({ method: "PATCH", body: { plan: "Pro", reason: "asked for it" } });
      expect(await statusOf(`/api/admin/users/${grace}`, change)).toBe(200);
      const key = await ask(`/api/admin/users/${grace}/keys`, asAdmin({ method: "POST", body: {} }));
      expect(key.status).toBe(201);
      const { id } = (await key.json()) as { id: string };
      expect(await statusOf(`/api/admin/users/${grace}/keys`, asAdmin())).toBe(200);
      const revoke = asAdmin({ method: "DELETE" });
      expect(await statusOf(`/api/admin/users/${grace}/keys/${id}`, revoke)).toBe(204);
      const more = asAdmin({ method: "POST", body: {} });
      expect(await statusOf(`/api/admin/users/${given().uid}/keys`, more)).toBe(409);
      expect(await statusOf(`/api/admin/users/${grace}/reset-password`, more)).toBe(200);
      expect(await statusOf(`/api/admin/users/${grace}/export`, asAdmin())).toBe(200);
      expect(await statusOf("/api/admin/overview", asAdmin())).toBe(200);
      const mail = asAdmin({ method: "POST", body: { to: "grace@example.com" } });
      expect(await statusOf("/api/admin/mail/test", mail)).toBe(200);
      const remove = asAdmin({ method: "DELETE", body: { email: "grace@example.com" } });
      expect(await statusOf(`/api/admin/users/${grace}`, remove)).toBe(204);
      const { admin } = given();
      const headers = { authorization: `Bearer ${admin.token}` };
      const shutOut = { method: "PATCH", headers, body: { suspended: true } };
      expect(await statusOf(`/api/admin/users/${admin.uid}`, shutOut)).toBe(409);
      const own = { method: "DELETE", headers, body: { email: "admin@example.com" } };
      expect(await statusOf(`/api/admin/users/${admin.uid}`, own)).toBe(409);
      expect(await statusOf("/api/admin/status", asAdmin())).toBe(200);
      expect(await statusOf("/api/admin/usage/rebuild", asAdmin({ method: "POST" }))).toBe(200);
      expect(await statusOf("/api/admin/backup", { headers })).toBe(400);
      const backup = await ask("/api/admin/backup", asAdmin());
      expect(backup.status).toBe(200);
      await backup.arrayBuffer();
    });
  });
}
