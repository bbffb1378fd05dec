import { EngineBusy } from "@alphacut/engine";
import { describe, expect, it } from "vitest";
import { formOf, picture } from "../../testing/pictures.ts";
import type { Call, Given } from "./asked-server.ts";

export function describeEditorAnswers(given: Given): void {
  const statusOf = (path: string, call?: Call) => given().statusOf(path, call);
  const asUser = (call?: Call) => given().asUser(call);

  describe("the editor", () => {
    const post = (recipe: unknown, call: Call = {}, image = given().photo) =>
      statusOf("/api/editor/cutout", {
        method: "POST",
        ...call,
        body: formOf(image, { recipe: JSON.stringify(recipe), ...(call.body as object) }),
      });

    it("answers as documented", async () => {
      const png = { format: "png" };
      expect(await post(png, asUser())).toBe(200);
      expect(await post({ format: "gif", background: { kind: "picture" } }, asUser())).toBe(400);
      expect(await post(png, asUser(), Buffer.from("no picture"))).toBe(400);
      expect(await post(png, { headers: { authorization: "Bearer forged" } })).toBe(401);
      expect(await post(png, asUser({ body: { extra: "x".repeat(20_000) } }))).toBe(413);
      const json = asUser({ method: "POST", body: "{}", headers: { "content-type": "application/json" } });
      expect(await statusOf("/api/editor/cutout", json)).toBe(415);
      given().server.engine.before = async () => {
        throw new EngineBusy(7);
      };
      expect(await post(png, asUser(), await picture("png", 44, 31))).toBe(503);
      given().server.engine.before = async () => {
        throw new TypeError("A mistake of ours");
      };
      expect(await post(png, asUser(), await picture("png", 45, 31))).toBe(500);
      given().server.engine.before = async () => {};
    });

    it("answers what an address leads to as documented", async () => {
      const get = (address: unknown, call: Call = asUser()) =>
        statusOf("/api/editor/picture", { ...call, method: "POST", body: { address } });
      const inline = `data:image/png;base64,${(await picture("png", 4, 3)).toString("base64")}`;
      expect(await get(inline)).toBe(200);
      expect(await get("http://127.0.0.1/secret.png")).toBe(400);
      expect(await get(inline, {})).toBe(400);
      expect(await get("https://example.org/a.png", { headers: { authorization: "Bearer forged" } })).toBe(
        401,
      );
      const text = asUser({ method: "POST", body: "a", headers: { "content-type": "text/plain" } });
      expect(await statusOf("/api/editor/picture", text)).toBe(415);
      expect(await get("x".repeat(2_000_000))).toBe(413);
    });

    it("answers the end of the day's images as documented", async () => {
      const used = [];
      for (let image = 0; image < 26; image++) used.push(await post({ format: "png" }));
      expect(used.at(-1)).toBe(429);
    });
  });
}
