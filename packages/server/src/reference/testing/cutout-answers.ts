import { EngineBusy, EngineError } from "@alphacut/engine";
import { describe, expect, it } from "vitest";
import { formOf, picture, pngClaiming } from "../../testing/pictures.ts";
import type { Call, Given } from "./asked-server.ts";

/** Every form that makes a picture: what it needs beside the photo, and whose key opens it. */
const CUTOUTS: readonly {
  path: string;
  fields: Record<string, string>;
  credential: (key: string) => Record<string, string>;
}[] = [
  { path: "/rmbg", fields: {}, credential: (value) => ({ "x-api-key": value }) },
  ...Object.entries({
    "": {},
    "mask/": {},
    "blur/": { radius: "5" },
    "color/": { bgcolor: "red" },
    "gradient/": { top_color: "red", bottom_color: "blue" },
    "shadow/": { shadow_color: "black", offset: "(2, 2)", blur_radius: "3" },
  } as Record<string, Record<string, string>>).map(([effect, fields]) => ({
    path: `/v2/rembg/${effect}`,
    fields,
    credential: (value: string): Record<string, string> => ({ ApiKey: value }),
  })),
];

export function describeCutoutAnswers(given: Given): void {
  const statusOf = (path: string, call?: Call) => given().statusOf(path, call);

  describe.each(CUTOUTS)("POST $path", ({ path, fields, credential }) => {
    const post = (body: FormData | string, headers = credential(given().key)) =>
      statusOf(path, { method: "POST", body, headers });
    const form = () => formOf(given().photo, fields);

    it("answers pictures and every refusal as documented", async () => {
      expect(await post(form())).toBe(200);
      expect(await post(formOf(Buffer.from("no picture"), fields))).toBe(400);
      expect(await post(formOf(pngClaiming(12_000, 10), fields))).toBe(400);
      expect(await post(formOf(given().photo, { ...fields, format: "tiff" }))).toBe(400);
      expect(await post(form(), credential("ac_unknown"))).toBe(401);
      expect([401, 403]).toContain(await post(form(), credential(given().unverifiedKey)));
      expect(await post(form(), credential(given().suspendedKey))).toBe(403);
      expect([402, 429]).toContain(await post(form(), credential(given().emptyKey)));
      expect(await post(form(), credential(given().slowKey))).toBe(429);
      const tooLong = formOf(given().photo, { ...fields, extra: "x".repeat(5000) });
      expect(await post(tooLong)).toBe(413);
      expect(await post("{}", { ...credential(given().key), "content-type": "application/json" })).toBe(415);
    });

    it("answers a full queue and a failure of its own as documented", async () => {
      given().server.engine.before = async () => {
        throw new EngineBusy(7);
      };
      expect(await post(formOf(await picture("png", 41, 31), fields))).toBe(503);
      given().server.engine.before = async () => {
        throw new EngineError("ModelUnavailable", "No model");
      };
      expect(await post(formOf(await picture("png", 42, 31), fields))).toBe(503);
      given().server.engine.before = async () => {
        throw new TypeError("A mistake of ours");
      };
      expect(await post(formOf(await picture("png", 43, 31), fields))).toBe(500);
      given().server.engine.before = async () => {};
    });

    it("answers an upload that stalls as documented", async () => {
      let stall: ReadableStreamDefaultController | undefined;
      const body = new ReadableStream({
        start(controller) {
          stall = controller;
          controller.enqueue(
            Buffer.from('--b\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\n'),
          );
        },
      });
      const answer = await fetch(given().server.url + path, {
        method: "POST",
        headers: { ...credential(given().key), "content-type": "multipart/form-data; boundary=b" },
        body,
        duplex: "half",
      } as RequestInit);
      await given().hold("POST", path, answer);
      expect(answer.status).toBe(408);
      stall?.error();
    });
  });

  describe("the rest of the rembg.com API", () => {
    it("answers usage, lists and mistakes as documented", async () => {
      const headers = { "x-api-key": given().key };
      expect(await statusOf("/api/membership-usage?expand=billing_cycle", { headers })).toBe(200);
      expect(await statusOf("/api/membership-usage?listBillingCycles=1", { headers })).toBe(200);
      expect(await statusOf("/api/membership-usage?year=0&month=x", { headers })).toBe(400);
      expect(await statusOf("/api/membership-usage")).toBe(401);
      for (const key of [given().unverifiedKey, given().suspendedKey])
        expect(await statusOf("/api/membership-usage", { headers: { "x-api-key": key } })).toBe(403);
      expect(await statusOf("/api/membership-usage", { headers: { "x-api-key": given().slowKey } })).toBe(
        429,
      );
    });
  });
}
