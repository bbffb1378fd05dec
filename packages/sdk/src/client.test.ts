import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient as createBrowserClient, rembg as rembgInBrowser } from "./browser.ts";
import { createClient } from "./index.ts";
import { type Answer, type LoopbackServer, startServer } from "./testing/loopback-server.ts";

const picture = new Uint8Array([1, 2, 3]);

let server: LoopbackServer;
let answer: Answer;
beforeEach(async () => {
  answer = { headers: { "content-type": "image/png" }, body: "cutout" };
  server = await startServer(() => answer);
});
afterEach(() => server.close());

const json = (value: unknown): Answer => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

describe("client", () => {
  it("tells size, cost and request with the image", async () => {
    answer.headers = {
      "content-type": "image/png",
      "x-width": "640",
      "x-height": "480",
      "x-credits-charged": "1",
      "x-credits-remaining": "99",
      "x-request-id": "r-1",
    };
    const { blob, ...rest } = await createClient({ baseUrl: server.url }).removeBackground(picture);
    expect(blob.type).toBe("image/png");
    expect(await blob.text()).toBe("cutout");
    expect(rest).toEqual({
      width: 640,
      height: 480,
      creditsCharged: 1,
      creditsRemaining: 99,
      requestId: "r-1",
    });
  });

  it("sends what Alphacut does beyond the original API, files among it", async () => {
    const options = {
      model: "isnet",
      roi: "0 0 50% 100%",
      crop: true,
      crop_margin: "5%",
      canvas: "200x100",
      padding: "10px",
      scale: "80%",
      align: "bottom",
      enlarge: false,
      cut_sides: false,
      shadow: "#000 1 2 3",
      outline: "white 4",
      dpi: 300,
      output_quality: 70,
      existing_alpha: "keep",
      test: true,
    } as const;
    const files = { background_image: picture, keep_mask: new Blob(["k"]), remove_mask: { base64: "Zm9v" } };
    await createClient({ baseUrl: server.url }).removeBackground(picture, { ...options, ...files });
    const { fields, files: sent } = server.received[0]!;
    expect(fields).toEqual(
      Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])),
    );
    expect(Object.keys(sent).sort()).toEqual(["background_image", "image", "keep_mask", "remove_mask"]);
    expect(sent.remove_mask!.bytes.toString()).toBe("foo");
  });

  it("calls as anybody, with a key, or with a user token", async () => {
    const connections = [{}, { apiKey: "key" }, { userToken: "token" }];
    for (const connection of connections) {
      await createClient({ ...connection, baseUrl: `${server.url}//` }).removeBackground(picture);
    }
    const credentials = server.received.map(({ headers }) => [headers["x-api-key"], headers.authorization]);
    expect(credentials).toEqual([
      [undefined, undefined],
      ["key", undefined],
      [undefined, "Bearer token"],
    ]);
    expect(server.received.map(({ path }) => path)).toEqual(Array(3).fill("/rmbg"));
  });

  it("goes through the fetch that it is given", async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (url, init) => {
      asked.push(String(url));
      return globalThis.fetch(url, init);
    };
    await createClient({ baseUrl: server.url, fetch }).removeBackground(picture, {
      onUploadProgress: () => {},
    });
    expect(asked).toEqual([`${server.url}/rmbg`]);
  });
});

describe("membership usage", () => {
  it("asks for a month, a window, with or without the billing cycle", async () => {
    const usage = { membership: "Pro", credits: 1000, prepaidCredits: 0, app_usage: 1, api_usage: 2 };
    answer = json(usage);
    const client = createClient({ baseUrl: server.url, apiKey: "key" });
    expect(await client.membershipUsage()).toEqual(usage);
    await client.membershipUsage({ year: 2026, month: 2 });
    await client.membershipUsage({ periodStartUnix: 1740441600, billingCycle: true });
    expect(server.received.map(({ path }) => path)).toEqual([
      "/api/membership-usage",
      "/api/membership-usage?year=2026&month=2",
      "/api/membership-usage?periodStartUnix=1740441600&expand=billing_cycle",
    ]);
    expect(server.received[0]!.headers["x-api-key"]).toBe("key");
  });

  it("lists the billing windows", async () => {
    const billingCycles = [{ periodStartUnix: 1, periodEndUnix: 2, appUsage: 3, apiUsage: 4 }];
    answer = json({ billingCycles });
    const client = createClient({ baseUrl: server.url, apiKey: "key" });
    expect(await client.billingCycles()).toEqual(billingCycles);
    expect(server.received[0]!.path).toBe("/api/membership-usage?listBillingCycles=1");
  });
});

describe("fapihub", () => {
  it("calls each endpoint with its fields and the ApiKey header", async () => {
    const { fapihub } = createClient({ baseUrl: server.url, apiKey: "key" });
    await fapihub.removeBackground(picture);
    await fapihub.mask(picture, { model: "falcon", format: "webp" });
    await fapihub.blur(picture, { radius: 20 });
    await fapihub.color(picture, { color: [255, 0, 0, 128] });
    await fapihub.gradient(picture, { top: "#fff", bottom: [0, 0, 0] });
    await fapihub.shadow(picture, { color: "black", offset: { x: -5, y: 20 }, blurRadius: 8 });
    expect(server.received.map(({ path, fields }) => [path, fields])).toEqual([
      ["/v2/rembg/", {}],
      ["/v2/rembg/mask/", { model: "falcon", format: "webp" }],
      ["/v2/rembg/blur/", { radius: "20" }],
      ["/v2/rembg/color/", { bgcolor: "(255, 0, 0, 128)" }],
      ["/v2/rembg/gradient/", { top_color: "#fff", bottom_color: "(0, 0, 0)" }],
      ["/v2/rembg/shadow/", { shadow_color: "black", offset: "(-5, 20)", blur_radius: "8" }],
    ]);
    for (const { headers, file } of server.received) {
      expect(headers.apikey).toBe("key");
      expect([...file!.bytes]).toEqual([...picture]);
    }
  });
});

describe("browser entry", () => {
  it("answers a Blob, or a data URL, and touches no file", async () => {
    const request = { apiKey: "key", inputImage: new Blob([picture]), baseUrl: server.url };
    const { blob } = await rembgInBrowser(request);
    expect(await blob.text()).toBe("cutout");
    const { base64Image } = await rembgInBrowser({ ...request, options: { returnBase64: true } });
    expect(base64Image).toBe(`data:image/png;base64,${btoa("cutout")}`);
  });

  it("has the same client", async () => {
    const { blob } = await createBrowserClient({ baseUrl: server.url }).removeBackground(picture);
    expect(await blob.text()).toBe("cutout");
  });
});
