import { unzipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { picture, pngClaiming } from "../../testing/pictures.ts";
import { listen, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let photo: Buffer;

beforeAll(async () => {
  server = await listen();
  photo = await picture();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const KEY = { "x-api-key": "good" };

function formWith(fields: Record<string, string | Buffer>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), "file.jpg");
  }
  return form;
}

async function post(
  body: FormData | URLSearchParams | object,
  headers: Record<string, string> = KEY,
): Promise<Response> {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  return fetch(`${server.url}/v1.0/removebg`, {
    method: "POST",
    body: isForm ? body : JSON.stringify(body),
    headers: { ...(isForm ? {} : { "content-type": "application/json" }), ...headers },
  });
}

/** `[status, codes]` */
async function refusalOf(answer: Response): Promise<[number, string[]]> {
  const { errors } = (await answer.json()) as { errors: { title: string; code: string }[] };
  expect(errors.length).toBeGreaterThan(0);
  for (const { title } of errors) expect(title).toMatch(/\S/);
  return [answer.status, errors.map(({ code }) => code)];
}

const recipeOf = () => server.engine.recipes.at(-1);

describe("POST /v1.0/removebg: the picture", () => {
  it("comes as a file, as base64 or in a data: address, in each kind of body", async () => {
    const base64 = photo.toString("base64");
    const address = `data:image/png;base64,${base64}`;
    for (const body of [
      formWith({ image_file: photo }),
      formWith({ image_file_b64: base64 }),
      new URLSearchParams({ image_file_b64: base64 }),
      new URLSearchParams({ image_url: address }),
      { image_file_b64: base64, bg_color: null, crop: false },
      { image_url: address },
    ]) {
      const answer = await post(body);
      expect(answer.status, JSON.stringify(body)).toBe(200);
      expect(answer.headers.get("content-type")).toBe("image/png");
    }
    expect(recipeOf()).toEqual({ format: "png", resize: { maxPixels: 250_000 } });
  });

  it("is one: none and several are told apart, empty ones don't count", async () => {
    expect(await refusalOf(await post(formWith({ image_url: "", image_file_b64: " " })))).toEqual([
      400,
      ["missing_source"],
    ]);
    const two = formWith({ image_file: photo, image_file_b64: photo.toString("base64") });
    expect(await refusalOf(await post(two))).toEqual([400, ["multiple_sources"]]);
    const demo = formWith({ image_file: photo, image_url: "", api_key: "good" });
    demo.append("bg_image_file", new Blob([]), "");
    expect((await post(demo)).status).toBe(200);
  });

  it("is refused in one of the original's codes, and nothing is charged", async () => {
    expect(await refusalOf(await post(formWith({ image_file: Buffer.from("text") })))).toEqual([
      400,
      ["failed_to_read_image"],
    ]);
    expect(await refusalOf(await post(formWith({ image_file: pngClaiming(9_000, 9_000) })))).toEqual([
      400,
      ["resolution_too_high"],
    ]);
    expect(await refusalOf(await post(formWith({ image_file: Buffer.alloc(22.5 * 1024 * 1024) })))).toEqual([
      400,
      ["file_too_large"],
    ]);
    expect(await refusalOf(await post(formWith({ image_url: "http://127.0.0.1:1/a.png" })))).toEqual([
      400,
      ["invalid_image_url"],
    ]);
    const background = formWith({ image_file: photo, bg_image_url: "ftp://example.com/a.png" });
    expect(await refusalOf(await post(background))).toEqual([400, ["invalid_bg_image_url"]]);
    expect(server.access.moved.settled).toBe(0);
  });
});

describe("POST /v1.0/removebg: fields", () => {
  const margin = (value: number, unit: "px" | "%") => ({
    top: { value, unit },
    right: { value, unit },
    bottom: { value, unit },
    left: { value, unit },
  });
  const white = { kind: "color", color: { r: 255, g: 255, b: 255, alpha: 1 } };
  const small = { resize: { maxPixels: 250_000 } };

  it.each([
    [{ size: "full" }, { format: "png", resize: { maxPixels: 10e6 } }],
    [
      { size: "full", format: "jpg" },
      { format: "jpeg", resize: { maxPixels: 25e6 } },
    ],
    [
      { size: "50MP", format: "webp" },
      { format: "webp", resize: { maxPixels: 50e6 } },
    ],
    [{ size: "regular" }, { format: "png", ...small }],
    [
      { size: "4k", format: "webp" },
      { format: "webp", resize: { maxPixels: 25e6 } },
    ],
    [{ bg_color: "fff" }, { format: "jpeg", ...small, background: white }],
    [
      { bg_color: "#FFFFFF", format: "png" },
      { format: "png", ...small, background: white },
    ],
    [{ bg_color: "white" }, { format: "jpeg", ...small, background: white }],
    [
      { bg_color: "ffffff80" },
      {
        format: "png",
        ...small,
        background: { kind: "color", color: { r: 255, g: 255, b: 255, alpha: 128 / 255 } },
      },
    ],
    [
      { channels: "alpha", bg_color: "white" },
      { format: "png", ...small, output: "mask" },
    ],
    [{ crop: "true" }, { format: "png", ...small, cropToSubject: {} }],
    [
      { crop: "true", crop_margin: "10%" },
      { format: "png", ...small, cropToSubject: { margin: margin(10, "%") } },
    ],
    [
      { crop: "true", crop_margin: "30px" },
      { format: "png", ...small, cropToSubject: { margin: margin(30, "px") } },
    ],
    [
      { scale: "80%" },
      { format: "png", ...small, canvas: { scale: { share: 0.8 }, align: { x: 50, y: 50 } } },
    ],
    [
      { position: "center" },
      { format: "png", ...small, canvas: { scale: "original", align: { x: 50, y: 50 } } },
    ],
    [
      { position: "10% 90%", scale: "50%" },
      { format: "png", ...small, canvas: { scale: { share: 0.5 }, align: { x: 10, y: 90 } } },
    ],
    [
      { position: "original", scale: "original", roi: "0% 0% 100% 100%" },
      { format: "png", ...small },
    ],
    [
      { roi: "0 0 20 100%" },
      {
        format: "png",
        ...small,
        regionOfInterest: {
          left: { value: 0, unit: "px" },
          top: { value: 0, unit: "px" },
          right: { value: 20, unit: "px" },
          bottom: { value: 100, unit: "%" },
        },
      },
    ],
    [
      { shadow_type: "drop", shadow_opacity: "40" },
      {
        format: "png",
        ...small,
        canvas: { scale: "original", align: "original" },
        shadow: { color: { r: 0, g: 0, b: 0, alpha: 0.4 }, offset: { x: 1, y: 1 }, blurRadius: 1 },
      },
    ],
    [
      { add_shadow: "true" },
      {
        format: "png",
        ...small,
        canvas: { scale: "original", align: "original" },
        shadow: {
          kind: "contact",
          color: { r: 0, g: 0, b: 0, alpha: 0.5 },
          offset: { x: 0, y: 0 },
          blurRadius: 1,
        },
      },
    ],
    [
      {
        type: "car",
        type_level: "latest",
        semitransparency: "false",
        shadow_type: "none",
        crop_margin: "",
        size: "",
      },
      { format: "png", ...small },
    ],
  ])("%j", async (fields, recipe) => {
    const answer = await post(formWith({ image_file: photo, ...(fields as Record<string, string>) }));
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(recipeOf()).toEqual(recipe);
  });

  it.each([
    [{ size: "huge" }, "invalid_size"],
    [{ format: "gif" }, "invalid_format"],
    [{ channels: "rgb" }, "invalid_channels"],
    [{ roi: "1 2 3" }, "invalid_roi"],
    [{ roi: "0 0 41 30" }, "roi_exceeds_bounds"],
    [{ roi: "10 10 10 20" }, "roi_region_empty"],
    [{ crop_margin: "51%" }, "invalid_crop_margin"],
    [{ crop_margin: "501px" }, "invalid_crop_margin"],
    [{ scale: "5%" }, "invalid_scale"],
    [{ scale: "fit" }, "invalid_scale"],
    [{ position: "top" }, "invalid_position"],
    [{ semitransparency: "perhaps" }, "invalid_semitransparency"],
    [{ bg_color: "greenish" }, "invalid_bg_color"],
  ])("%j is refused as %s, and nothing is charged", async (fields, code) => {
    const answer = await post(formWith({ image_file: photo, ...(fields as Record<string, string>) }));
    expect(await refusalOf(answer)).toEqual([400, [code]]);
    expect(server.access.moved.settled).toBe(0);
  });

  it("one background at most", async () => {
    const two = formWith({ image_file: photo, bg_image_file: photo, bg_color: "red" });
    expect(await refusalOf(await post(two))).toEqual([400, ["multiple_bg_sources"]]);
    expect(
      (await post(formWith({ image_file: photo, bg_image_file: photo }))).headers.get("content-type"),
    ).toBe("image/jpeg");
    expect(recipeOf()?.background?.kind).toBe("picture");
  });
});

describe("POST /v1.0/removebg: the answer", () => {
  it("is binary, with what clients read in its headers", async () => {
    const { headers } = await post(formWith({ image_file: photo }));
    const read = (name: string) => headers.get(name);
    expect([read("x-width"), read("x-height"), read("x-max-width"), read("x-max-height")]).toEqual([
      "40",
      "30",
      "40",
      "30",
    ]);
    expect([read("x-credits-charged"), read("x-type"), read("x-ratelimit-limit")]).toEqual([
      "1",
      "other",
      "60",
    ]);
    expect(Number(read("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000);
    for (const name of ["top", "left", "width", "height"])
      expect(read(`x-foreground-${name}`)).toMatch(/^\d+$/);
    const silent = await post(formWith({ image_file: photo, type_level: "none" }));
    expect(silent.headers.has("x-type")).toBe(false);
  });

  it.each([
    ["application/json", "application/json"],
    ["application/json, text/plain", "application/json"],
    ["application/json, text/plain, */*", "image/png"],
    ["image/png, application/json", "image/png"],
    ["*/*", "image/png"],
  ])("to Accept: %s is %s", async (accept, type) => {
    const answer = await post(formWith({ image_file: photo }), { ...KEY, accept });
    expect(answer.headers.get("content-type")?.split(";", 1)[0]).toBe(type);
    if (type !== "application/json") return;
    const { data } = (await answer.json()) as { data: Record<string, unknown> };
    expect(Object.keys(data)).toEqual([
      "result_b64",
      "foreground_top",
      "foreground_left",
      "foreground_width",
      "foreground_height",
    ]);
    expect(Buffer.from(String(data.result_b64), "base64").subarray(1, 4).toString()).toBe("PNG");
  });

  it("is a ZIP of two stored entries where that is asked for", async () => {
    const answer = await post(formWith({ image_file: photo, format: "zip" }));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect(recipeOf()).toMatchObject({ format: "jpeg", output: "color-and-alpha" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(new DataView(bytes.buffer).getUint16(8, true)).toBe(0);
    expect(Object.keys(unzipSync(bytes))).toEqual(["color.jpg", "alpha.png"]);
  });

  it("is unknown_foreground, for free, when there is no subject", async () => {
    server.engine.findNothingNext();
    expect(await refusalOf(await post(formWith({ image_file: photo })))).toEqual([
      400,
      ["unknown_foreground"],
    ]);
    expect(server.access.moved.settled).toBe(0);
  });
});

describe("every failure under /v1.0 has the original's shape", () => {
  it("credentials", async () => {
    const form = () => formWith({ image_file: photo });
    const missing = await post(form(), {});
    expect(missing.status).toBe(403);
    expect(await missing.json()).toEqual({ errors: [{ title: "Missing API Key", code: "auth_failed" }] });
    expect(await refusalOf(await post(form(), { "x-api-key": "nobody" }))).toEqual([403, ["auth_failed"]]);
    expect((await post(form(), { authorization: "Bearer good" })).status).toBe(200);
  });

  it("limits and credits", async () => {
    server.access.requestsLeft = 0;
    const hasty = await post(formWith({ image_file: photo }));
    expect([
      hasty.status,
      hasty.headers.get("retry-after"),
      hasty.headers.get("x-ratelimit-remaining"),
    ]).toEqual([429, "13", "0"]);
    server.access.requestsLeft = 10;
    server.access.credits = 0;
    expect(await refusalOf(await post(formWith({ image_file: photo })))).toEqual([
      402,
      ["insufficient_credits"],
    ]);
  });

  it("addresses, methods and bodies that are not there", async () => {
    const at = (path: string, init: RequestInit = {}) =>
      fetch(`${server.url}/v1.0${path}`, { headers: KEY, ...init });
    expect(await refusalOf(await at("/nothing"))).toEqual([404, ["not_found"]]);
    expect(await refusalOf(await at("/removebg"))).toEqual([405, ["method_not_allowed"]]);
    const xml = await at("/removebg", {
      method: "POST",
      body: "<a/>",
      headers: { ...KEY, "content-type": "text/xml" },
    });
    expect(await refusalOf(xml)).toEqual([415, ["unsupported_media_type"]]);
    const broken = await at("/removebg", {
      method: "POST",
      body: "{",
      headers: { ...KEY, "content-type": "application/json" },
    });
    expect(await refusalOf(broken)).toEqual([400, ["invalid_parameter"]]);
  });

  it("lets every page in, errors and preflights included", async () => {
    const preflight = await fetch(`${server.url}/v1.0/removebg`, {
      method: "OPTIONS",
      headers: {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-api-key",
      },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    const refused = await post(formWith({}), { origin: "https://shop.example" });
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  });
});

it("a test with a key is never the same request as the real one, whichever comes first", async () => {
  const patient = await listen({ repeatWindowMs: 60_000 });
  const send = (key: string) =>
    fetch(`${patient.url}/v1.0/removebg`, {
      method: "POST",
      body: formWith({ image_file: photo }),
      headers: { "x-api-key": key },
    });
  const charged: (string | null)[] = [];
  for (const key of ["test_good", "good", "test_good", "good"])
    charged.push((await send(key)).headers.get("x-credits-charged"));
  expect(charged).toEqual(["0", "1", "0", "1"]);
  expect(patient.engine.recipes.map(({ watermark }) => watermark)).toEqual([true, undefined]);
  await patient.close();
});

it("the same request with the same key within a minute is made and charged once", async () => {
  const patient = await listen({ repeatWindowMs: 60_000 });
  const send = () =>
    fetch(`${patient.url}/v1.0/removebg`, {
      method: "POST",
      body: formWith({ image_file: photo }),
      headers: KEY,
    });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect([patient.engine.recipes.length, patient.access.moved.settled]).toEqual([1, 1]);
  await patient.close();
});
