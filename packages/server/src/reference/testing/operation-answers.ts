import { describe, expect, it } from "vitest";
import type { Call, Given } from "./asked-server.ts";

export function describeOperationAnswers(given: Given): void {
  const statusOf = (path: string, call?: Call) => given().statusOf(path, call);

  describe("health, metrics, webhook", () => {
    it("answer as documented", async () => {
      for (const path of ["/healthz", "/metrics", "/api/openapi"]) expect(await statusOf(path)).toBe(200);
      await given().server.engine.ready();
      expect(await statusOf("/readyz")).toBe(200);
      const webhook = (body: string) =>
        statusOf("/api/stripe/webhook", {
          method: "POST",
          body,
          headers: { "content-type": "application/json", "stripe-signature": "t=1,v1=00" },
        });
      expect(await webhook("{}")).toBe(404);
      expect(await webhook("x".repeat(1_100_000))).toBe(413);
    });
  });
}
