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

async function post(body: FormData | string | undefined, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/rmbg`, { method: "POST", headers, ...(body === undefined ? {} : { body }) });
}

async function recipeOf(fields: Record<string, string>) {
  const answer = await post(formOf(photo, fields));
  expect(answer.status, await answer.text()).toBe(200);
  return server.engine.recipes.at(-1);
}

describe("a good form", () => {
  it("is answered with the picture and all the headers of the specification", async () => {
    const answer = await post(formOf(photo, { format: "png" }), { "x-api-key": "good" });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "x-credits-charged": "1",
      "x-credits-remaining": "9",
      "x-width": "40",
      "x-height": "30",
      "server-timing":
        "queue;dur=0.0, decode;dur=1.0, segment;dur=2.0, refine;dur=0.0, compose;dur=0.0, encode;dur=1.0",
      "ratelimit-limit": "60",
      "ratelimit-remaining": "999",
      "ratelimit-reset": "30",
    });
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(server.access.moved).toEqual({ settled: 1, released: 0 });
  });

  it("without options asks for a WebP cutout and nothing else", async () => {
    expect(await recipeOf({})).toEqual({ format: "webp", output: "cutout" });
  });

  it("as the original client sends it, zeros and all, asks for the same", async () => {
    const fields = {
      exact_resize: "false",
      w: "0",
      h: "0",
      mask: "false",
      return_base64: "true",
      expand: "true",
    };
    expect(await recipeOf(fields)).toEqual({ format: "webp", output: "cutout" });
  });

  it("of somebody with a key places, shades and chooses a model as the command line asks for it", async () => {
    const fields = {
      model: "stub",
      canvas: "200x100",
      cut_sides: "false",
      enlarge: "false",
      shadow: "contact #000000ff 1 2 3",
      keep_mask: "",
    };
    const answer = await post(formOf(photo, fields), { "x-api-key": "good" });
    expect(answer.status, await answer.text()).toBe(200);
    expect(server.engine.recipes.at(-1)).toMatchObject({
      model: "stub",
      canvas: { width: 200, height: 100, keepCutSides: false, enlarge: false },
      shadow: {
        kind: "contact",
        color: { r: 0, g: 0, b: 0, alpha: 1 },
        offset: { x: 1, y: 2 },
        blurRadius: 3,
      },
    });
  });

  it("of somebody with a key keeps the photo's own shadow", async () => {
    const answer = await post(formOf(photo, { shadow: "original" }), { "x-api-key": "good" });
    expect(answer.status, await answer.text()).toBe(200);
    expect(server.engine.recipes.at(-1)).toEqual({ format: "webp", output: "cutout", originalShadow: true });
  });

  it("that names a model which is not installed is refused, and told which are", async () => {
    const answer = await post(formOf(photo, { model: "u2net" }), { "x-api-key": "good" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: expect.stringContaining("installed here (stub), got: 'u2net'"),
    });
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("takes empty fields for absent ones and ignores unknown ones", async () => {
    const fields = {
      w: "",
      h: " ",
      angle: "",
      mask: "",
      bg_color: "",
      format: "",
      quality: "",
      whatever: "1",
    };
    expect(await recipeOf(fields)).toEqual({ format: "webp", output: "cutout" });
  });

  it("carries every option into the recipe", async () => {
    const fields = {
      format: "JPG",
      w: "20",
      h: "10",
      exact_resize: "TRUE",
      bg_color: "RebeccaPurple",
      angle: "-12.5",
      expand: "0",
      quality: "Best",
    };
    expect(await recipeOf(fields)).toEqual({
      format: "jpeg",
      output: "cutout",
      resize: { width: 20, height: 10, exact: true },
      rotation: { degrees: -12.5, expand: false },
      background: { kind: "color", color: { r: 102, g: 51, b: 153, alpha: 1 } },
      quality: "best",
    });
    expect(await recipeOf({ mask: "1", w: "20" })).toEqual({
      format: "webp",
      output: "mask",
      resize: { width: 20, exact: false },
    });
  });

  it.each([
    ["#f00", { r: 255, g: 0, b: 0, alpha: 1 }],
    ["#f008", { r: 255, g: 0, b: 0, alpha: 136 / 255 }],
    ["#00FF00", { r: 0, g: 255, b: 0, alpha: 1 }],
    ["#0000ff80", { r: 0, g: 0, b: 255, alpha: 128 / 255 }],
    ["red", { r: 255, g: 0, b: 0, alpha: 1 }],
    ["transparent", { r: 0, g: 0, b: 0, alpha: 0 }],
  ])("paints the background %s", async (text, color) => {
    expect(await recipeOf({ bg_color: text })).toMatchObject({ background: { kind: "color", color } });
  });

  it("judges a file without an extension by its bytes, and lets extension and bytes differ", async () => {
    expect((await post(formOf(photo, {}, "photo"))).status).toBe(200);
    expect((await post(formOf(await picture("jpeg"), {}, "IMAGE.WEBP"))).status).toBe(200);
  });

  it("keeps the first of two values, and refuses a second image instead of dropping it in silence", async () => {
    const form = formOf(photo, { w: "7" });
    form.append("w", "9");
    expect((await post(form)).status).toBe(200);
    expect(server.engine.recipes.at(-1)?.resize).toEqual({ width: 7, exact: false });
    form.append("image", new Blob(["no picture"]), "b.png");
    const answer = await post(form);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining("several files in 'image'") });
  });
});

describe("a bad form moves no credits and is told what is wrong", () => {
  const rows: [string, () => FormData | Promise<FormData>, string][] = [
    [
      "no image field",
      () => formOf(undefined, { w: "10" }),
      "No image file provided. Please include an 'image' field in your form data.",
    ],
    [
      "an image field that is text",
      () => formOf(undefined, { image: "hello" }),
      "No image file provided. Please include an 'image' field in your form data.",
    ],
    [
      "an empty file name",
      () => formOf(Buffer.alloc(0), {}, ""),
      "No file selected. Please choose an image file to upload.",
    ],
    [
      "an extension that is not allowed",
      () => formOf(photo, {}, "setup.EXE"),
      "File type '.exe' is not supported. Allowed formats: webp, bmp, png, jpg, jpeg",
    ],
    [
      "bytes that are no image",
      () => formOf(Buffer.from("just text, no pixels")),
      "File does not appear to be a valid image (invalid file signature)",
    ],
    [
      "an image of another kind",
      async () => formOf(await picture("gif")),
      "File does not appear to be a valid image (invalid file signature)",
    ],
    [
      "an image that ends early",
      async () => {
        const jpeg = await picture("jpeg", 300, 300);
        return formOf(jpeg.subarray(0, jpeg.length - 300), {}, "a.jpg");
      },
      "File does not appear to be a valid image (invalid file signature)",
    ],
    ["an empty file", () => formOf(Buffer.alloc(0)), "Uploaded file is empty (0 bytes)."],
    [
      "an image too wide",
      () => formOf(pngClaiming(12_000, 10)),
      "Image width (12000px) exceeds the maximum allowed width of 10000px.",
    ],
    [
      "an image too tall",
      () => formOf(pngClaiming(10, 15_000)),
      "Image height (15000px) exceeds the maximum allowed height of 10000px.",
    ],
    ["w no integer", () => formOf(photo, { w: "abc" }), "'w' must be an integer, got: 'abc'"],
    ["h a fraction", () => formOf(photo, { h: "1.5" }), "'h' must be an integer, got: '1.5'"],
    ["w below 1", () => formOf(photo, { w: "-5" }), "'w' must be at least 1, got: -5"],
    ["h above the limit", () => formOf(photo, { h: "15000" }), "'h' must be at most 10000, got: 15000"],
    ["angle no number", () => formOf(photo, { angle: "ninety" }), "'angle' must be a number, got: 'ninety'"],
    ["angle hexadecimal", () => formOf(photo, { angle: "0x10" }), "'angle' must be a number, got: '0x10'"],
    [
      "angle out of range",
      () => formOf(photo, { angle: "500" }),
      "'angle' must be between -360 and 360 degrees, got: 500.0",
    ],
    [
      "angle out of range with a fraction",
      () => formOf(photo, { angle: "-360.25" }),
      "'angle' must be between -360 and 360 degrees, got: -360.25",
    ],
    [
      "format",
      () => formOf(photo, { format: "gif" }),
      "Invalid format 'gif'. Allowed formats: PNG, JPEG, WEBP, BMP",
    ],
    [
      "format of Object",
      () => formOf(photo, { format: "constructor" }),
      "Invalid format 'constructor'. Allowed formats: PNG, JPEG, WEBP, BMP",
    ],
    [
      "bg_color",
      () => formOf(photo, { bg_color: "#12345" }),
      "Invalid color format '#12345'. Use hex format: #RGB, #RGBA, #RRGGBB, or #RRGGBBAA",
    ],
    [
      "bg_color of no name",
      () => formOf(photo, { bg_color: "constructor" }),
      "Invalid color format 'constructor'. Use hex format: #RGB, #RGBA, #RRGGBB, or #RRGGBBAA",
    ],
    [
      "mask with bg_color",
      () => formOf(photo, { mask: "true", bg_color: "red" }),
      "Cannot use 'mask=true' together with 'bg_color'. Choose one or the other.",
    ],
    ["a boolean", () => formOf(photo, { mask: "maybe" }), "'mask' must be true or false, got: 'maybe'"],
    [
      "quality",
      () => formOf(photo, { quality: "ultra" }),
      "Invalid quality 'ultra'. Allowed values: fast, standard, best",
    ],
  ];

  it.each(rows)("%s", async (_name, form, error) => {
    const answer = await post(await form(), { "x-api-key": "good" });
    expect(await answer.json()).toEqual({ error, status: 400 });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(server.access.credits).toBe(10);
    expect(server.access.moved.settled).toBe(0);
  });

  it("with several mistakes at once is told all of them", async () => {
    const answer = await post(formOf(photo, { w: "abc", angle: "500" }));
    expect(await answer.json()).toEqual({
      error: "Multiple validation errors",
      details: [
        { field: "w", message: "'w' must be an integer, got: 'abc'" },
        { field: "angle", message: "'angle' must be between -360 and 360 degrees, got: 500.0" },
      ],
      status: 400,
    });
  });

  it("with a bad image and a bad field is told both, and both sides when both are too long", async () => {
    const form = formOf(pngClaiming(12_000, 15_000), { mask: "1", bg_color: "#12345" });
    const { details } = (await (await post(form)).json()) as { details: { field: string }[] };
    expect(details.map((detail) => detail.field)).toEqual(["image", "image", "bg_color", "mask"]);
  });

  it("does not repeat a long value whole", async () => {
    const answer = await post(formOf(photo, { w: "x".repeat(3000) }));
    expect((await answer.text()).length).toBeLessThan(300);
  });

  it("with an image over 50 MB is told its size, though nothing of it was kept", async () => {
    const answer = await post(formOf(Buffer.alloc(55.2 * 1024 * 1024), { w: "abc" }));
    const { details } = (await answer.json()) as { details: { message: string }[] };
    expect(details.map((detail) => detail.message)).toEqual([
      "File size (55.2 MB) exceeds the maximum allowed size of 50 MB.",
      "'w' must be an integer, got: 'abc'",
    ]);
  });
});

describe("who calls", () => {
  it.each([
    [
      "both key and token",
      { "x-api-key": "good", authorization: "Bearer good" },
      400,
      "This is a mistake: Cannot use both API key and user token",
    ],
    ["an unknown key", { "x-api-key": "nobody" }, 401, "invalid api key"],
    ["an empty key", { "x-api-key": "" }, 401, "invalid api key"],
    ["a revoked key", { "x-api-key": "revoked" }, 401, "invalid api key"],
    ["a bad token", { authorization: "Bearer nobody" }, 401, "invalid api key"],
    [
      "an unverified account",
      { "x-api-key": "unverified" },
      403,
      "Email address not verified – please check your inbox",
    ],
  ])(
    "%s is refused before the form is judged, and moves no credits",
    async (_name, headers, status, error) => {
      const answer = await post(formOf(undefined, { w: "abc" }), headers as Record<string, string>);
      expect(await answer.json()).toEqual({ error, status });
      expect(answer.status).toBe(status);
      expect(server.access.moved).toEqual({ settled: 0, released: 0 });
    },
  );

  it("too many requests are refused before the form is judged, with the time to wait", async () => {
    server.access.requestsLeft = 0;
    const answer = await post(formOf(undefined), { "x-api-key": "good" });
    expect(answer.status).toBe(429);
    expect(await answer.json()).toEqual({
      error: "You're making requests too quickly, Please Upgrade or slow down.",
      status: 429,
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "retry-after": "13",
      "ratelimit-limit": "60",
      "ratelimit-remaining": "0",
      "ratelimit-reset": "13",
    });
  });

  it("bad forms count against the short-term limit", async () => {
    await post(formOf(undefined), { "x-api-key": "good" });
    expect(server.access.requestsLeft).toBe(999);
  });

  it.each([
    [
      "an account without credits",
      { "x-api-key": "good" },
      "You've reached your monthly limit. Consider purchasing more credits.",
    ],
    ["an anonymous caller", {}, "You've reached your daily limit. Please sign up for more access."],
  ])("%s is refused after the form is judged", async (_name, headers, error) => {
    server.access.credits = 0;
    expect((await post(formOf(undefined), headers as Record<string, string>)).status).toBe(400);
    const answer = await post(formOf(photo), headers as Record<string, string>);
    expect(await answer.json()).toEqual({ error, status: 429 });
  });
});

describe("faults", () => {
  it("a full queue is 503 with Retry-After and takes no credit", async () => {
    server.engine.failNext(busy());
    const answer = await post(formOf(photo));
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(await answer.json()).toMatchObject({ status: 503, error: expect.stringContaining("busy") });
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("an unforeseen fault is 500 with the request id, without its cause, and gives the credit back", async () => {
    server.engine.failNext(new Error("secret detail of the fault"));
    const answer = await post(formOf(photo));
    const id = answer.headers.get("x-request-id");
    expect(await answer.json()).toEqual({ error: `Internal server error (request ${id})`, status: 500 });
    expect(server.access.moved).toEqual({ settled: 0, released: 1 });
  });

  it.each([
    ["GET", "/rmbg", 405],
    ["DELETE", "/rmbg", 405],
    ["GET", "/nothing/here?token=1", 404],
    ["POST", "/nothing/here", 404],
    ["GET", "/%", 400],
  ])("%s %s is %i in the same shape", async (method, path, status) => {
    const answer = await fetch(server.url + path, { method });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.any(String), status });
  });

  it("names the allowed method", async () => {
    expect((await fetch(`${server.url}/rmbg`)).headers.get("allow")).toBe("POST");
  });

  it("another content type is 415", async () => {
    const answer = await post(JSON.stringify({ image: "x" }), { "content-type": "application/json" });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ status: 415 });
  });

  it("no body at all is a form without an image", async () => {
    expect(await (await post(undefined)).json()).toEqual({
      error: "No image file provided. Please include an 'image' field in your form data.",
      status: 400,
    });
  });
});
