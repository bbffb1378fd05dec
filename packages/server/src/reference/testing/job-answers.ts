import { describe, expect, it } from "vitest";
import { formOf } from "../../testing/pictures.ts";
import type { Call, Given } from "./asked-server.ts";

export function describeJobAnswers(given: Given): void {
  const ask = (path: string, call?: Call) => given().ask(path, call);
  const statusOf = (path: string, call?: Call) => given().statusOf(path, call);
  const withKey = (call: Call = {}): Call => ({
    ...call,
    headers: { "x-api-key": given().key, ...call.headers },
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers are held against the document, not trusted
  const json = async (path: string, call?: Call): Promise<any> => (await ask(path, withKey(call))).json();

  describe("jobs and webhooks", () => {
    const calls: [method: string, path: string][] = [
      ["GET", "/api/jobs"],
      ["POST", "/api/jobs"],
      ["GET", "/api/jobs/none"],
      ["DELETE", "/api/jobs/none"],
      ["GET", "/api/jobs/none/items"],
      ["POST", "/api/jobs/none/items"],
      ["POST", "/api/jobs/none/close"],
      ["POST", "/api/jobs/none/cancel"],
      ["POST", "/api/jobs/none/retry"],
      ["GET", "/api/jobs/none/events"],
      ["GET", "/api/jobs/none/results.zip"],
      ["GET", "/api/jobs/none/items/none/result"],
      ["GET", "/api/webhooks"],
      ["POST", "/api/webhooks"],
      ["PATCH", "/api/webhooks/none"],
      ["DELETE", "/api/webhooks/none"],
      ["POST", "/api/webhooks/none/test"],
      ["GET", "/api/webhooks/none/deliveries"],
      ["POST", "/api/webhooks/none/deliveries/none/resend"],
    ];

    it.each(calls)("guard %s %s as documented", async (method, path) => {
      const { key, slowKey, suspendedKey, unverifiedKey, token } = given();
      const as = (headers: Record<string, string>) => statusOf(path, { method, headers });
      expect(await as({})).toBe(401);
      expect(await as({ "x-api-key": suspendedKey })).toBe(403);
      expect(await as({ "x-api-key": unverifiedKey })).toBe(403);
      expect(await as({ "x-api-key": slowKey })).toBe(429);
      expect(await as({ "x-api-key": key, authorization: `Bearer ${token}` })).toBe(400);
      const isList = ["/api/jobs", "/api/webhooks"].includes(path);
      const takesBody = (method === "POST" && path === "/api/jobs/none/items") || method === "PATCH";
      if (!isList && !takesBody) expect(await as({ "x-api-key": key })).toBe(404);
    });

    it("take forms, ZIPs and addresses, and refuse every mistake as documented", async () => {
      const photo = given().photo;
      const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
        statusOf(path, withKey({ method: "POST", body, headers }));
      expect(await post("/api/jobs", formOf(photo, { format: "gif" }))).toBe(400);
      const headers = { "idempotency-key": "documented" };
      const made = await json("/api/jobs", { method: "POST", body: { open: true }, headers });
      expect(await post("/api/jobs", { open: true, recipe: { format: "png" } }, headers)).toBe(409);
      const items = `/api/jobs/${made.id}/items`;
      expect(await post(items, formOf(photo))).toBe(201);
      expect(await post(items, { items: [] })).toBe(400);
      expect(await post("/api/jobs/none/items", formOf(photo))).toBe(404);
      for (const path of ["/api/jobs", items]) {
        expect(await post(path, "x", { "content-type": "text/plain" })).toBe(415);
        const long = JSON.stringify({ recipe: { format: "x".repeat(17_000_000) } });
        expect(await post(path, long, { "content-type": "application/json" })).toBe(413);
      }
      expect(await statusOf(`/api/jobs/${made.id}`, withKey())).toBe(200);
      expect(await statusOf(`/api/jobs/${made.id}/close`, withKey({ method: "POST" }))).toBe(200);
      expect(await statusOf(`/api/jobs/${made.id}/events`, withKey())).toBe(200);
      expect(await post(items, formOf(photo))).toBe(409);
      const {
        items: [item],
      } = await json(items);
      expect(await statusOf(new URL(item.result).pathname, withKey())).toBe(200);
      expect(await statusOf(`/api/jobs/${made.id}/results.zip`, withKey())).toBe(200);
      expect(await statusOf(`/api/jobs/${made.id}/retry`, withKey({ method: "POST" }))).toBe(409);
      const failing = await json("/api/jobs", {
        method: "POST",
        body: { items: [{ url: "http://10.0.0.1/a.jpg" }] },
      });
      await ask(`/api/jobs/${failing.id}/events`, withKey());
      expect(await statusOf(`/api/jobs/${failing.id}/retry`, withKey({ method: "POST" }))).toBe(200);
      const canceled = await json("/api/jobs", { method: "POST", body: {} });
      expect(await statusOf(`/api/jobs/${canceled.id}/cancel`, withKey({ method: "POST" }))).toBe(200);
      expect(await statusOf(`/api/jobs/${canceled.id}/close`, withKey({ method: "POST" }))).toBe(409);
      expect(await statusOf(`/api/jobs/${canceled.id}`, withKey({ method: "DELETE" }))).toBe(204);
      expect(await statusOf("/api/jobs?limit=1", withKey())).toBe(200);
      expect(await statusOf("/api/jobs?cursor=x", withKey())).toBe(400);
    });

    it("keep webhooks, their secrets and their log as documented", async () => {
      const post = (path: string, body?: unknown) => statusOf(path, withKey({ method: "POST", body }));
      const made = await json("/api/webhooks", { method: "POST", body: { url: "https://example.com/hook" } });
      const webhook = `/api/webhooks/${made.id}`;
      expect(await post("/api/webhooks", { url: "http://10.0.0.1" })).toBe(400);
      const change = (path: string, body: unknown, headers = {}) =>
        statusOf(path, withKey({ method: "PATCH", body, headers }));
      expect(await change(webhook, { rotateSecret: true })).toBe(200);
      expect(await change("/api/webhooks/none", { enabled: false })).toBe(404);
      for (const [method, path] of [
        ["PATCH", webhook],
        ["POST", "/api/webhooks"],
      ] as const) {
        const send = (body: string, type: string) =>
          statusOf(path, withKey({ method, body, headers: { "content-type": type } }));
        expect(await send("x", "text/plain")).toBe(415);
        expect(await send(`{"url":"${"x".repeat(17_000_000)}"}`, "application/json")).toBe(413);
      }
      expect(await statusOf("/api/webhooks", withKey())).toBe(200);
      const test = await json(`${webhook}/test`, { method: "POST" });
      expect(await statusOf(`${webhook}/deliveries`, withKey())).toBe(200);
      expect(await post(`${webhook}/deliveries/${test.id}/resend`)).toBe(200);
      for (let more = 0; more < 19; more++) {
        await given().server.platform.jobs?.webhooks.create(given().uid, { url: "https://example.com" });
      }
      expect(await post("/api/webhooks", { url: "https://example.com" })).toBe(409);
      expect(await statusOf(webhook, withKey({ method: "DELETE" }))).toBe(204);
    });
  });
}
