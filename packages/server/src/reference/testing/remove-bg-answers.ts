import { EngineBusy } from "@alphacut/engine";
import { describe, expect, it } from "vitest";
import { picture, pngClaiming } from "../../testing/pictures.ts";
import type { Given } from "./asked-server.ts";

const PATH = "/v1.0/removebg";

export function describeRemoveBgAnswers(given: Given): void {
  const withKey = (key: string) => ({ "x-api-key": key });
  const formWith = (photo: Buffer | undefined, fields: Record<string, string> = {}) => {
    const form = new FormData();
    if (photo) form.append("image_file", new Blob([new Uint8Array(photo)]), "photo.png");
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  };
  const post = (body: FormData | string, headers: Record<string, string> = withKey(given().key)) =>
    given().statusOf(PATH, { method: "POST", body, headers });

  describe("the remove.bg API", () => {
    it("answers pictures, ZIPs, JSON and every refusal as documented", async () => {
      const photo = await picture("png", 47, 31);
      for (const fields of [{}, { format: "webp" }, { format: "zip" }, { bg_color: "fff" }] as Record<
        string,
        string
      >[])
        expect(await post(formWith(photo, fields))).toBe(200);
      expect(await post(formWith(photo), { ...withKey(given().key), accept: "application/json" })).toBe(200);
      expect(await post(formWith(undefined))).toBe(400);
      expect(await post(formWith(photo, { size: "huge", roi: "1" }))).toBe(400);
      expect(await post(formWith(pngClaiming(9_000, 9_000)))).toBe(400);
      expect(await post(formWith(photo), {})).toBe(403);
      expect(await post(formWith(photo), withKey(given().unverifiedKey))).toBe(403);
      expect(await post(formWith(photo), withKey(given().emptyKey))).toBe(402);
      expect(await post(formWith(photo), withKey(given().slowKey))).toBe(429);
      expect(await post(formWith(photo, { extra: "x".repeat(5000) }))).toBe(413);
      expect(await post("<a/>", { ...withKey(given().key), "content-type": "text/xml" })).toBe(415);
    });

    it("answers a full queue and a failure of its own as documented", async () => {
      const { engine } = given().server;
      engine.before = async () => {
        throw new EngineBusy(7);
      };
      expect(await post(formWith(await picture("png", 48, 31)))).toBe(503);
      engine.before = async () => {
        throw new TypeError("A mistake of ours");
      };
      expect(await post(formWith(await picture("png", 49, 31)))).toBe(500);
      engine.before = async () => {};
    });

    it("answers accounts as documented, and stores nothing", async () => {
      const account = (headers: Record<string, string>) => given().statusOf("/v1.0/account", { headers });
      expect(await account(withKey(given().key))).toBe(200);
      expect(await account({})).toBe(403);
      expect(await account(withKey(given().slowKey))).toBe(429);
      expect(await given().statusOf("/v1.0/improve", { method: "POST" })).toBe(501);
    });
  });
}
