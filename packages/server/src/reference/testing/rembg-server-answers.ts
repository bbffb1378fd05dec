import { EngineBusy } from "@alphacut/engine";
import { describe, expect, it } from "vitest";
import { picture, pngClaiming } from "../../testing/pictures.ts";
import type { Call, Given } from "./asked-server.ts";

const PATH = "/api/remove";

export function describeRembgServerAnswers(given: Given): void {
  const withKey = (key: string) => ({ "x-api-key": key });
  const dataAddress = (photo: Buffer) =>
    encodeURIComponent(`data:image/png;base64,${photo.toString("base64")}`);

  /** By form and by address: the same picture, the same answers. */
  const ways: Record<string, (photo: Buffer, headers: Record<string, string>) => Promise<number>> = {
    POST: (photo, headers) => {
      const body = new FormData();
      body.append("file", new Blob([new Uint8Array(photo)]), "photo");
      return given().statusOf(PATH, { method: "POST", body, headers });
    },
    GET: (photo, headers) => given().statusOf(`${PATH}?url=${dataAddress(photo)}`, { headers }),
  };

  describe.each(Object.keys(ways))("%s /api/remove", (method) => {
    const send = (photo: Buffer, headers: Record<string, string> = withKey(given().key)) =>
      ways[method]!(photo, headers);

    it("answers pictures and every refusal as documented", async () => {
      const photo = await picture("png", 44, 31);
      expect(await send(photo)).toBe(200);
      expect(await send(Buffer.from("no picture"))).toBe(400);
      expect(await send(pngClaiming(12_000, 10))).toBe(400);
      expect(await send(photo, withKey("ac_unknown"))).toBe(401);
      expect(await send(photo, withKey(given().unverifiedKey))).toBe(403);
      expect(await send(photo, withKey(given().emptyKey))).toBe(402);
      expect(await send(photo, withKey(given().slowKey))).toBe(429);
      const empty: Call = method === "POST" ? { method, body: new FormData() } : {};
      expect(await given().statusOf(PATH, empty)).toBe(422);
    });

    it("answers a full queue and a failure of its own as documented", async () => {
      const { engine } = given().server;
      engine.before = async () => {
        throw new EngineBusy(7);
      };
      expect(await send(await picture("png", 45, 31))).toBe(503);
      engine.before = async () => {
        throw new TypeError("A mistake of ours");
      };
      expect(await send(await picture("png", 46, 31))).toBe(500);
      engine.before = async () => {};
    });
  });

  it("POST /api/remove answers bodies that it doesn't take as documented", async () => {
    const headers = { ...withKey(given().key), "content-type": "application/json" };
    expect(await given().statusOf(PATH, { method: "POST", body: "{}", headers })).toBe(415);
    const form = new FormData();
    form.append("extra", "x".repeat(5000));
    expect(await given().statusOf(PATH, { method: "POST", body: form })).toBe(413);
  });

  it("GET /api/remove without a key fetches nothing, and says so as documented", async () => {
    expect(await given().statusOf(`${PATH}?url=http://127.0.0.1:1/a.png`)).toBe(403);
  });
}
