import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formOf, picture, pngClaiming } from "../../testing/pictures.ts";
import { busy } from "../../testing/stub-engine.ts";
import { listen, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let photo: Buffer;

beforeAll(async () => {
  server = await listen();
  photo = await picture();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

async function post(path: string, body?: FormData, headers: Record<string, string> = { ApiKey: "good" }) {
  return fetch(`${server.url}/v2/rembg${path}`, { method: "POST", headers, ...(body ? { body } : {}) });
}

const orange = { r: 255, g: 140, b: 0, alpha: 1 };

describe("every endpoint, with and without the last slash", () => {
  it.each([
    ["/", {}, { format: "png" }],
    ["/", { model: "falcon" }, { format: "png" }],
    ["/", { model: "Stub", format: "webp" }, { format: "webp", model: "stub" }],
    ["/mask/", {}, { format: "png", output: "mask" }],
    ["/mask/", { model: "ghost" }, { format: "png", output: "mask" }],
    ["/blur/", { radius: "12" }, { format: "png", background: { kind: "blur", radius: 12 } }],
    [
      "/color/",
      { bgcolor: "(255, 140, 0, 255)", format: "jpg" },
      { format: "jpeg", background: { kind: "color", color: orange } },
    ],
    [
      "/gradient/",
      { top_color: "255,140,0", bottom_color: "#0000ff80" },
      {
        format: "png",
        background: { kind: "gradient", top: orange, bottom: { r: 0, g: 0, b: 255, alpha: 128 / 255 } },
      },
    ],
    [
      "/shadow/",
      { shadow_color: "(0, 0, 0, 51)", offset: "(20, -20)", blur_radius: "0" },
      {
        format: "png",
        shadow: { color: { r: 0, g: 0, b: 0, alpha: 0.2 }, offset: { x: 20, y: -20 }, blurRadius: 0 },
      },
    ],
  ])("%s %o", async (path, fields, recipe) => {
    for (const form of [path, path.slice(0, -1)]) {
      const answer = await post(form, formOf(photo, fields as Record<string, string>));
      expect(answer.status, await answer.clone().text()).toBe(200);
      expect(answer.headers.get("content-type")).toMatch(/^image\//);
      expect(server.engine.recipes.at(-1)).toEqual(recipe);
    }
    expect(server.access.moved).toEqual({ settled: 2, released: 0 });
  });

  it.each([
    ["(255, 140, 0)", orange],
    ["255 140 0", orange],
    ["[255,140,0,255]", orange],
    ["( 255 , 140 , 0 )", orange],
    ["#ff8c00", orange],
    ["DarkOrange", orange],
  ])("takes the color %s", async (bgcolor, color) => {
    expect((await post("/color/", formOf(photo, { bgcolor }))).status).toBe(200);
    expect(server.engine.recipes.at(-1)?.background).toEqual({ kind: "color", color });
  });

  it.each(["(20, 10)", "20,10", "20 10", "[20,10]", " ( 20 , +10 ) "])(
    "takes the offset %s",
    async (offset) => {
      const fields = { shadow_color: "black", offset, blur_radius: "5" };
      expect((await post("/shadow/", formOf(photo, fields))).status).toBe(200);
      expect(server.engine.recipes.at(-1)?.shadow?.offset).toEqual({ x: 20, y: 10 });
    },
  );
});

describe("a bad parameter is named, with what it got and what it takes, and moves no credits", () => {
  it.each([
    ["/blur/", {}, "'radius' is missing; it takes a whole number from 1 to 50."],
    ["/blur/", { radius: "" }, "'radius' is missing; it takes a whole number from 1 to 50."],
    ["/blur/", { radius: "0" }, "'radius' got '0'; it takes a whole number from 1 to 50."],
    ["/blur/", { radius: "51" }, "'radius' got '51'; it takes a whole number from 1 to 50."],
    ["/blur/", { radius: "ten" }, "'radius' got 'ten'; it takes a whole number from 1 to 50."],
    ["/color/", { bgcolor: "(300, 0, 0)" }, "'bgcolor' got '(300, 0, 0)'; it takes a color"],
    ["/color/", { bgcolor: "(1, 2)" }, "'bgcolor' got '(1, 2)'; it takes a color"],
    ["/color/", { bgcolor: "(1,,2,3)" }, "'bgcolor' got '(1,,2,3)'; it takes a color"],
    ["/color/", { bgcolor: "1 2 3 4 5" }, "'bgcolor' got '1 2 3 4 5'; it takes a color"],
    ["/gradient/", { top_color: "red" }, "'bottom_color' is missing; it takes a color"],
    [
      "/shadow/",
      { shadow_color: "red", offset: "5", blur_radius: "3" },
      "'offset' got '5'; it takes two whole numbers",
    ],
    [
      "/shadow/",
      { shadow_color: "red", offset: "1 2 3", blur_radius: "3" },
      "'offset' got '1 2 3'; it takes two",
    ],
    ["/shadow/", { shadow_color: "red", offset: "99999 0", blur_radius: "3" }, "'offset' got '99999 0'"],
    [
      "/shadow/",
      { shadow_color: "red", offset: "1 2", blur_radius: "101" },
      "'blur_radius' got '101'; it takes",
    ],
    ["/", { format: "bmp" }, "'format' got 'bmp'; it takes png, webp or jpeg."],
    ["/", { model: "u2net" }, "'model' got 'u2net'; it takes one of falcon, aurora, ghost, stub."],
    ["/mask/", { model: "constructor" }, "'model' got 'constructor'; it takes one of"],
  ])("%s %o", async (path, fields, message) => {
    const answer = await post(path, formOf(photo, fields as Record<string, string>));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { code: "invalid_parameter", message: expect.stringContaining(message) },
    });
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("all bad parameters are named at once", async () => {
    const { error } = (await (await post("/gradient/", formOf(photo))).json()) as {
      error: { message: string };
    };
    expect(error.message).toContain("'top_color' is missing");
    expect(error.message).toContain("'bottom_color' is missing");
  });
});

describe("errors", () => {
  it.each([
    ["no image", () => formOf(undefined), "No image was sent"],
    ["an image without a name", () => formOf(Buffer.alloc(0), {}, ""), "has no name"],
    ["an empty file", () => formOf(Buffer.alloc(0)), "is empty"],
    ["another type", () => formOf(photo, {}, "a.tiff"), "'.tiff' are not supported"],
    ["no picture", () => formOf(Buffer.from("text")), "not a valid JPEG, PNG, WebP or BMP"],
    ["20.5 MB", () => formOf(Buffer.alloc(20.5 * 1024 * 1024)), "has 20.5 MB; at most 20 MB"],
    ["12000 px", () => formOf(pngClaiming(12_000, 10)), "12000 px wide; at most 10000 px"],
  ])("%s is invalid_image", async (_name, form, message) => {
    const answer = await post("/", form());
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { code: "invalid_image", message: expect.stringContaining(message) },
    });
  });

  it.each([
    ["no key", {}],
    ["an empty key", { ApiKey: "" }],
    ["an unknown key", { ApiKey: "nobody" }],
    ["a revoked key", { ApiKey: "revoked" }],
    ["an unverified account", { ApiKey: "unverified" }],
    ["the other dialect's header", { "x-api-key": "good" }],
  ])("%s is 401 invalid_api_key", async (_name, headers) => {
    const answer = await post("/blur", formOf(photo), headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: "invalid_api_key" } });
  });

  it("no credits is 402 insufficient_credits", async () => {
    server.access.credits = 0;
    const answer = await post("/", formOf(photo));
    expect(answer.status).toBe(402);
    expect(await answer.json()).toMatchObject({ error: { code: "insufficient_credits" } });
  });

  it("too many requests is 429 rate_limit_exceeded with Retry-After", async () => {
    server.access.requestsLeft = 0;
    const answer = await post("/", formOf(photo));
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("13");
    expect(await answer.json()).toMatchObject({ error: { code: "rate_limit_exceeded" } });
  });

  it("a full queue is 503 server_error with Retry-After, and takes no credit", async () => {
    server.engine.failNext(busy());
    const answer = await post("/", formOf(photo));
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(await answer.json()).toMatchObject({ error: { code: "server_error" } });
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("our fault is 500 server_error with the request id, and gives the credit back", async () => {
    server.engine.failNext(new Error("secret detail"));
    const answer = await post("/", formOf(photo));
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe("server_error");
    expect(error.message).toContain(answer.headers.get("x-request-id"));
    expect(error.message).not.toContain("secret");
    expect(server.access.moved).toEqual({ settled: 0, released: 1 });
  });

  it.each([
    ["GET", "/", 405, "method_not_allowed"],
    ["PUT", "/blur", 405, "method_not_allowed"],
    ["POST", "/sharpen/", 404, "not_found"],
  ])("%s %s is %i in the same shape", async (method, path, status, code) => {
    const answer = await fetch(`${server.url}/v2/rembg${path}`, { method });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: { code, message: expect.any(String) } });
  });
});
