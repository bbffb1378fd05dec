import { EngineBusy } from "@alphacut/engine";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { picture, pngClaiming } from "../testing/pictures.ts";
import { listenForReal, type RealServer } from "../testing/real-server.ts";

/** One scenario table through every dialect: what each answers, and that the same credits move. */

interface Wire {
  path: string;
  /** Field of the photo. */
  field: string;
  /** Further fields, so that a dialect with other defaults answers the whole cutout. */
  fields?: Record<string, string>;
  /** Header that says how many requests a minute the plan allows. */
  limitHeader: string;
  keyHeader: string;
  /** `[status, what the body says]` of each scenario that is not a success. */
  refusals: Record<Refusal, [number, string]>;
}

type Refusal =
  | "wrong type"
  | "no picture"
  | "truncated picture"
  | "too many bytes"
  | "too many pixels"
  | "no image"
  | "unknown key"
  | "revoked key"
  | "expired key"
  | "suspended account"
  | "unverified account"
  | "no credits"
  | "too many requests"
  | "queue full"
  | "our fault";

const dialects: Record<string, Wire> = {
  "rembg.com": {
    path: "/rmbg",
    field: "image",
    limitHeader: "ratelimit-limit",
    keyHeader: "x-api-key",
    refusals: {
      "wrong type": [400, "File type '.exe' is not supported"],
      "no picture": [400, "does not appear to be a valid image"],
      "truncated picture": [400, "does not appear to be a valid image"],
      "too many bytes": [400, "exceeds the maximum allowed size of 50 MB."],
      "too many pixels": [400, "Image width (12000px) exceeds"],
      "no image": [400, "No image file provided."],
      "unknown key": [401, "invalid api key"],
      "revoked key": [401, "invalid api key"],
      "expired key": [401, "invalid api key"],
      "suspended account": [403, "This account is suspended."],
      "unverified account": [403, "Email address not verified – please check your inbox"],
      "no credits": [429, "You've reached your monthly limit."],
      "too many requests": [429, "You're making requests too quickly"],
      "queue full": [503, "busy"],
      "our fault": [500, "Internal server error"],
    },
  },
  fapihub: {
    path: "/v2/rembg/",
    field: "image",
    limitHeader: "ratelimit-limit",
    keyHeader: "ApiKey",
    refusals: {
      "wrong type": [400, "invalid_image"],
      "no picture": [400, "invalid_image"],
      "truncated picture": [400, "invalid_image"],
      "too many bytes": [400, "invalid_image"],
      "too many pixels": [400, "invalid_image"],
      "no image": [400, "invalid_image"],
      "unknown key": [401, "invalid_api_key"],
      "revoked key": [401, "invalid_api_key"],
      "expired key": [401, "invalid_api_key"],
      "suspended account": [403, "suspended"],
      "unverified account": [401, "invalid_api_key"],
      "no credits": [402, "insufficient_credits"],
      "too many requests": [429, "rate_limit_exceeded"],
      "queue full": [503, "server_error"],
      "our fault": [500, "server_error"],
    },
  },
  "remove.bg": {
    path: "/v1.0/removebg",
    field: "image_file",
    fields: { format: "png" },
    limitHeader: "x-ratelimit-limit",
    keyHeader: "x-api-key",
    refusals: {
      "wrong type": [400, "failed_to_read_image"],
      "no picture": [400, "failed_to_read_image"],
      "truncated picture": [400, "failed_to_read_image"],
      "too many bytes": [400, "file_too_large"],
      "too many pixels": [400, "resolution_too_high"],
      "no image": [400, "missing_source"],
      "unknown key": [403, "auth_failed"],
      "revoked key": [403, "auth_failed"],
      "expired key": [403, "auth_failed"],
      "suspended account": [403, "account_suspended"],
      "unverified account": [403, "auth_failed"],
      "no credits": [402, "insufficient_credits"],
      "too many requests": [429, "rate_limit_exceeded"],
      "queue full": [503, "unavailable"],
      "our fault": [500, "server_error"],
    },
  },
  "rembg's server": {
    path: "/api/remove",
    field: "file",
    limitHeader: "ratelimit-limit",
    keyHeader: "x-api-key",
    refusals: {
      "wrong type": [400, "not an image"],
      "no picture": [400, "not an image"],
      "truncated picture": [400, "not an image"],
      "too many bytes": [413, "at most 50 MB"],
      "too many pixels": [400, "12000 px wide"],
      "no image": [422, "Field required"],
      "unknown key": [401, "not valid"],
      "revoked key": [401, "not valid"],
      "expired key": [401, "not valid"],
      "suspended account": [403, "suspended"],
      "unverified account": [403, "not verified"],
      "no credits": [402, "No credits are left"],
      "too many requests": [429, "Too many requests"],
      "queue full": [503, "busy"],
      "our fault": [500, "Internal Server Error"],
    },
  },
};

let server: RealServer;
let photo: Buffer;
const keys: Record<string, string> = {};
const uids: Record<string, string> = {};

beforeAll(async () => {
  server = await listenForReal();
  photo = await picture("jpeg", 64, 48);
  await account("good", { plan: "Pro" });
  await account("hostile", { plan: "Pro" });
  await account("penniless", { plan: "Per Usage" });
  await account("suspended", { plan: "Pro" });
  await server.platform.administration.changeAccount(uids.suspended!, { suspended: true });
  await account("unverified", { plan: "Pro", emailVerified: false });
  for (const dialect of Object.keys(dialects)) await account(`hasty ${dialect}`, { plan: "Basic" });
  const { platform } = server;
  const revoked = await platform.keys.create(uids.good!);
  await platform.keys.revoke(uids.good!, revoked.id);
  keys.revoked = revoked.key;
  const yesterday = Date.now() - 86_400_000;
  vi.useFakeTimers({ toFake: ["Date"], now: yesterday });
  keys.expired = (await platform.keys.create(uids.good!, { expiresAt: new Date(yesterday + 1000) })).key;
  vi.useRealTimers();
  keys.unknown = "ac_nobody";
});
afterAll(() => server.close());
beforeEach(() => {
  server.engine.before = async () => {};
});

async function account(name: string, profile: { plan: string; emailVerified?: boolean }): Promise<void> {
  const { administration, keys: apiKeys } = server.platform;
  const email = `${name.replace(/\W/g, "-")}@example.com`;
  const { uid } = await administration.createAccount({ email, emailVerified: true, ...profile });
  uids[name] = uid;
  keys[name] = (await apiKeys.create(uid)).key;
}

async function used(name: string): Promise<number> {
  const plan = server.platform.plans.find("Pro") ?? server.platform.plans.defaultPlan;
  const usage = await server.platform.usage.membership({ uid: uids[name]!, plan }, {});
  return usage.api_usage + usage.app_usage;
}

function post(
  { path, keyHeader }: Wire,
  body: FormData,
  key: string,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: { [keyHeader]: keys[key]! },
    body,
    ...(signal && { signal }),
  });
}

describe.each(Object.entries(dialects))("%s", (dialect, wire) => {
  const formOf = (image: Buffer | undefined, name = "photo.png") => {
    const form = new FormData();
    if (image) form.append(wire.field, new Blob([new Uint8Array(image)]), name);
    for (const [field, value] of Object.entries(wire.fields ?? {})) form.append(field, value);
    return form;
  };
  const forms: Partial<Record<Refusal, () => FormData>> = {
    // Two dialects look at the bytes and not at the name.
    "wrong type": () => formOf(wire.field === "image" ? photo : Buffer.from("MZ program"), "photo.exe"),
    "no picture": () => formOf(Buffer.from("text, no picture")),
    "truncated picture": () => formOf(photo.subarray(0, photo.length - 200), "a.jpg"),
    "too many bytes": () => formOf(Buffer.alloc(51 * 1024 * 1024)),
    "too many pixels": () => formOf(pngClaiming(12_000, 10)),
    "no image": () => formOf(undefined),
  };
  const callers: Partial<Record<Refusal, string>> = {
    "unknown key": "unknown",
    "revoked key": "revoked",
    "expired key": "expired",
    "suspended account": "suspended",
    "unverified account": "unverified",
    "no credits": "penniless",
  };

  it("charges one credit for a good photo and says what is left", async () => {
    const before = await used("good");
    const answer = await post(wire, formOf(photo), "good");
    expect(answer.status).toBe(200);
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).hasAlpha).toBe(true);
    expect(await used("good")).toBe(before + 1);
    expect(answer.headers.get("x-credits-charged")).toBe("1");
    expect(answer.headers.get("x-credits-remaining")).toBe(String(1000 - before - 1));
    expect(answer.headers.get(wire.limitHeader)).toBe("60");
  });

  it("turns a photo upright as its EXIF says", async () => {
    const turned = await sharp(photo).withMetadata({ orientation: 6 }).toBuffer();
    const answer = await post(wire, formOf(turned), "good");
    expect([answer.headers.get("x-width"), answer.headers.get("x-height")]).toEqual(["48", "64"]);
  });

  it.each(Object.entries(forms))("refuses %s and moves no credits", async (scenario, form) => {
    const before = await used("good");
    await expectRefusal(await post(wire, form(), "good"), scenario as Refusal);
    expect(await used("good")).toBe(before);
  });

  /** A JPEG whose EXIF has 5000 entries that all point back to their own directory. */
  const selfReferring = (jpeg: Buffer) => {
    const tiff = Buffer.alloc(8 + 2 + 5000 * 12 + 4);
    tiff.write("II*\0", "latin1");
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(5000, 8);
    for (let entry = 0; entry < 5000; entry++) {
      const at = 10 + entry * 12;
      tiff.writeUInt16LE([0x8769, 0x8825, 0xa005][entry % 3]!, at);
      tiff.writeUInt16LE(4, at + 2);
      tiff.writeUInt32LE(1, at + 4);
      tiff.writeUInt32LE(8, at + 8);
    }
    const head = Buffer.from([0xff, 0xe1, 0, 0]);
    const exif = Buffer.from("Exif\0\0", "latin1");
    head.writeUInt16BE(2 + exif.length + tiff.length, 2);
    return Buffer.concat([jpeg.subarray(0, 2), head, exif, tiff, jpeg.subarray(2)]);
  };

  it("takes a photo whose EXIF goes in circles for what it is", async () => {
    expect((await post(wire, formOf(selfReferring(photo), "a.jpg"), "hostile")).status).toBe(200);
  });

  it.each([
    ["a PNG that claims 90 megapixels and has none", () => pngClaiming(9000, 10_000)],
    ["a JPEG of noise", () => Buffer.concat([photo.subarray(0, 20), Buffer.alloc(50_000, 0x5a)])],
    ["a WebP that is cut short", () => Buffer.from("RIFF\u0010\0\0\0WEBPVP8 ", "latin1")],
    ["a GIF without a frame", () => Buffer.from("GIF89a\u00ff\u00ff\u00ff\u00ff", "latin1")],
  ])("refuses %s, moves no credits and goes on working", async (_name, bytes) => {
    const before = await used("hostile");
    const answer = await post(wire, formOf(bytes()), "hostile");
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await used("hostile")).toBe(before);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it.each(Object.entries(callers))("refuses %s and moves no credits", async (scenario, key) => {
    const before = await used("good");
    await expectRefusal(await post(wire, formOf(photo), key), scenario as Refusal);
    expect(await used("good")).toBe(before);
  });

  it("refuses too many requests, bad ones counted, with the time to wait", async () => {
    const name = `hasty ${dialect}`;
    const [noImage] = wire.refusals["no image"];
    for (let i = 0; i < 10; i++) expect((await post(wire, formOf(undefined), name)).status).toBe(noImage);
    const answer = await post(wire, formOf(photo), name);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await expectRefusal(answer, "too many requests");
    expect(await used(name)).toBe(0);
  });

  it("gives the credit back when the queue is full", async () => {
    const before = await used("good");
    server.engine.before = async () => {
      throw new EngineBusy(3);
    };
    const answer = await post(wire, formOf(photo), "good");
    expect(answer.headers.get("retry-after")).toBe("3");
    await expectRefusal(answer, "queue full");
    expect(await used("good")).toBe(before);
  });

  it("gives the credit back when it is our fault, and tells no secrets", async () => {
    const before = await used("good");
    server.engine.before = async () => {
      throw new Error("secret");
    };
    const answer = await post(wire, formOf(photo), "good");
    expect(await answer.clone().text()).not.toContain("secret");
    await expectRefusal(answer, "our fault");
    expect(await used("good")).toBe(before);
  });

  it("gives the credit back when the caller goes away", async () => {
    const before = await used("good");
    const leaving = new AbortController();
    let began = () => {};
    const waiting = new Promise<void>((resolve) => {
      began = resolve;
    });
    server.engine.before = (signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve());
        began();
      });
    const gone = post(wire, formOf(photo), "good", leaving.signal);
    await waiting;
    leaving.abort();
    await expect(gone).rejects.toThrow();
    await expect.poll(() => used("good")).toBe(before);
  });

  async function expectRefusal(answer: Response, scenario: Refusal): Promise<void> {
    const [status, words] = wire.refusals[scenario];
    expect(await answer.text()).toContain(words);
    expect(answer.status).toBe(status);
  }
});
