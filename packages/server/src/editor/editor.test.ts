import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EngineBusy } from "@alphacut/engine";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseAllowList } from "../http/guarded-fetch/allow-list.ts";
import { formOf, picture, pngClaiming } from "../testing/pictures.ts";
import { listenForReal, type RealServer } from "../testing/real-server.ts";
import { createTickets } from "./ticket.ts";

const person = { email: "ada@example.com", password: "correct horse battery", emailVerified: true };
let server: RealServer;
let photo: Buffer;
let token: string;
let cookie: string;

beforeAll(async () => {
  server = await listenForReal({}, {}, { fetchAllow: parseAllowList("127.0.0.1")! });
  photo = await picture("jpeg", 64, 48);
  await server.platform.administration.createAccount({ ...person, plan: "Pro" });
  const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  token = answer.headers.get("set-auth-token") ?? "";
  cookie = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
});
afterAll(() => server.close());
beforeEach(() => {
  server.engine.before = async () => {};
});

function form(
  recipe: unknown,
  image: Buffer | undefined = photo,
  files: Record<string, Buffer> = {},
): FormData {
  const text = typeof recipe === "string" ? recipe : JSON.stringify(recipe);
  const body = formOf(image, recipe === undefined ? {} : { recipe: text });
  for (const [field, bytes] of Object.entries(files)) {
    body.append(field, new Blob([new Uint8Array(bytes)]), `${field}.png`);
  }
  return body;
}

function post(body: FormData, headers: Record<string, string> = { authorization: `Bearer ${token}` }) {
  return fetch(`${server.url}/api/editor/cutout`, { method: "POST", headers, body });
}

async function pixel(answer: Response, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * 4;
  return [...data.subarray(at, at + 4)];
}

const solid = (color: string, width = 8, height = 6) =>
  sharp({ create: { width, height, channels: 4, background: color } })
    .png()
    .toBuffer();

describe("the editor's recipe", () => {
  it("takes every effect in one request", async () => {
    const answer = await post(
      form({
        format: "png",
        quality: "standard",
        crop: { left: 4, top: 2, width: 40, height: 30 },
        resize: { width: 20 },
        rotation: { degrees: 90, expand: true },
        background: { kind: "gradient", top: "#ff0000", bottom: "#0000ff80" },
        shadow: { color: "#00000080", offset: { x: 0, y: 0 }, blurRadius: 0 },
      }),
    );
    expect(answer.status).toBe(200);
    expect([answer.headers.get("x-width"), answer.headers.get("x-height")]).toEqual(["15", "20"]);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("server-timing")).toContain("segment;dur=");
  });

  it("keeps where the user painted white and erases where black", async () => {
    const keep = await post(form({ format: "png" }, photo, { correction: await solid("#ffffff") }));
    expect((await pixel(keep, 10, 10))[3]).toBe(255);
    const erase = await post(form({ format: "png" }, photo, { correction: await solid("#000000") }));
    expect((await pixel(erase, 10, 10))[3]).toBe(0);
  });

  it("takes masks of what to keep and what to remove", async () => {
    const keep = await post(form({ format: "png" }, photo, { keep_mask: await solid("#ffffff") }));
    expect((await pixel(keep, 10, 10))[3]).toBe(255);
    const remove = await post(form({ format: "png" }, photo, { remove_mask: await solid("#ffffff") }));
    expect((await pixel(remove, 10, 10))[3]).toBe(0);
  });

  it("puts the user's own picture behind", async () => {
    const files = { background: await solid("#00ff00"), correction: await solid("#000000") };
    const answer = await post(form({ format: "png", background: { kind: "picture" } }, photo, files));
    expect(await pixel(answer, 10, 10)).toEqual([0, 255, 0, 255]);
  });

  it.each([
    ["nothing", undefined, "recipe"],
    ["no JSON", "{", "recipe"],
    ["no format", {}, "recipe.format"],
    ["an unknown key", { format: "png", colour: 1 }, "recipe"],
    [
      "a color name",
      { format: "png", background: { kind: "color", color: "red" } },
      "recipe.background.color",
    ],
    ["a side over the limit", { format: "png", resize: { width: 10_001 } }, "recipe.resize.width"],
    [
      "too much blur",
      { format: "png", background: { kind: "blur", radius: 501 } },
      "recipe.background.radius",
    ],
    ["half a pixel", { format: "png", crop: { left: 0.5, top: 0, width: 5, height: 5 } }, "recipe.crop.left"],
  ])("refuses %s and names the field", async (_name, recipe, field) => {
    const answer = await post(form(recipe));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid_recipe", details: [{ field }] });
  });

  it("refuses a crop that reaches out of the photo", async () => {
    const answer = await post(form({ format: "png", crop: { left: 60, top: 0, width: 30, height: 5 } }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid_recipe" });
  });
});

describe("the editor's files", () => {
  const png = { format: "png" };
  const picked = { format: "png", background: { kind: "picture" } };

  it.each([
    ["no image", () => formOf(undefined, { recipe: JSON.stringify(png) }), "no_image"],
    ["an empty image", () => form(png, Buffer.alloc(0)), "empty_file"],
    ["no picture", () => form(png, Buffer.from("text")), "invalid_image"],
    ["another type", () => formOf(photo, { recipe: JSON.stringify(png) }, "a.svg"), "unsupported_type"],
    ["51 MB", () => form(png, Buffer.alloc(51 * 1024 * 1024)), "file_too_large"],
    ["12000 px", () => form(png, pngClaiming(12_000, 10)), "image_too_large"],
    [
      "a correction of text",
      () => form(png, photo, { correction: Buffer.from("text") }),
      "invalid_correction",
    ],
    ["a correction in JPEG", () => form(png, photo, { correction: photo }), "invalid_correction"],
    [
      "a correction over 8 MB",
      () => form(png, photo, { correction: Buffer.alloc(9 * 1024 * 1024) }),
      "invalid_correction",
    ],
    ["a mask of text", () => form(png, photo, { keep_mask: Buffer.from("text") }), "invalid_mask"],
    ["no background", () => form(picked), "invalid_background"],
    [
      "a background of text",
      () => form(picked, photo, { background: Buffer.from("text") }),
      "invalid_background",
    ],
  ])("%s is refused by its code and costs nothing", async (_name, body, code) => {
    const before = await left();
    const answer = await post(body());
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, status: 400 });
    expect(await left()).toBe(before);
  });
});

it("takes what cameras and scanners write, and files no larger than they may be", async () => {
  const noise = await sharp(randomBytes(300 * 200 * 3), { raw: { width: 300, height: 200, channels: 3 } })
    .tiff()
    .toBuffer();
  const sizeOf = async (more: object) => {
    const recipe = { format: "jpeg", background: { kind: "color", color: "#ffffff" }, ...more };
    const body = formOf(noise, { recipe: JSON.stringify(recipe) }, "scan.tiff");
    body.append("correction", new Blob([new Uint8Array(await solid("#ffffff"))]), "all.png");
    const answer = await post(body);
    expect(answer.status).toBe(200);
    return (await answer.arrayBuffer()).byteLength;
  };
  expect(await sizeOf({})).toBeGreaterThan(60_000);
  const small = await sizeOf({ maxBytes: 40_000 });
  expect(small).toBeLessThanOrEqual(40_000);
  expect(small).toBeGreaterThan(30_000);
});

describe("a picture by its address", () => {
  let elsewhere: Server;
  let origin: string;
  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      const isPicture = request.url === "/a.jpg";
      response.setHeader("content-type", isPicture ? "image/jpeg" : "image/png");
      response.end(isPicture ? photo : "not a picture");
    }).listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  });
  afterAll(() => void elsewhere.close());

  const get = (address: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
    fetch(`${server.url}/api/editor/picture`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ address }),
    });

  it("is fetched for an account, byte by byte, and as nothing that a browser would show", async () => {
    const answer = await get(`${origin}/a.jpg`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(photo);
  });

  it.each([
    ["what is no picture", "/b.png", undefined, "invalid_image"],
    ["other protocols", "ftp://example.org/a.png", undefined, "invalid_address"],
    ["private networks", "http://10.0.0.1/a.png", undefined, "address_not_allowed"],
    ["guests", "/a.jpg", {}, "address_needs_key"],
  ])("refuses %s", async (_name, address, headers, code) => {
    const answer = await get(address.startsWith("/") ? origin + address : address, headers);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code });
  });
});

async function left(): Promise<number> {
  const answer = await fetch(`${server.url}/api/account`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { credits: { remainingIncluded: number } }).credits.remainingIncluded;
}

describe("one picture, one credit", () => {
  const again = async (ticket: string, image: Buffer, headers?: Record<string, string>) => {
    const body = form({ format: "webp" }, image);
    body.append("ticket", ticket);
    return post(body, headers);
  };

  it("charges the first time and not again for the same bytes", async () => {
    const mine = await picture("jpeg", 50, 40);
    const first = await post(form({ format: "png" }, mine));
    expect(first.headers.get("x-credits-charged")).toBe("1");
    const before = await left();
    const ticket = first.headers.get("x-editor-ticket") ?? "";
    const second = await again(ticket, mine);
    expect(second.status).toBe(200);
    expect(second.headers.get("x-credits-charged")).toBe("0");
    expect(await left()).toBe(before);
    const other = await again(ticket, await picture("jpeg", 51, 40));
    expect(other.headers.get("x-credits-charged")).toBe("1");
    const stranger = await again(ticket, mine, {});
    expect(stranger.headers.get("x-credits-charged")).toBe("1");
    const forged = await again(`${ticket}x`, mine);
    expect(forged.headers.get("x-credits-charged")).toBe("1");
  });

  it("takes a ticket for a day", () => {
    let now = 0;
    const tickets = createTickets(Buffer.from("key"), () => now);
    const caller = { kind: "anonymous", address: "192.0.2.1" } as const;
    const ticket = tickets.issue(photo, caller);
    now = 24 * 3600 * 1000;
    expect(tickets.isValid(ticket, photo, caller)).toBe(true);
    now += 1;
    expect(tickets.isValid(ticket, photo, caller)).toBe(false);
    expect(tickets.isValid("", photo, caller)).toBe(false);
    expect(createTickets(Buffer.from("other")).isValid(ticket, photo, caller)).toBe(false);
  });

  it("gives the credit back when the queue is full", async () => {
    const before = await left();
    server.engine.before = async () => {
      throw new EngineBusy(3);
    };
    const answer = await post(form({ format: "png" }, await picture("jpeg", 52, 40)));
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("3");
    expect(await answer.json()).toMatchObject({ code: "busy" });
    expect(await left()).toBe(before);
  });
});

describe("who works in the editor", () => {
  const body = () => form({ format: "png" });

  it("is a session by its cookie, from the server's own page only", async () => {
    const own = await post(body(), { cookie, origin: server.url });
    expect(own.status).toBe(200);
    expect(Number(own.headers.get("x-credits-remaining"))).toBeGreaterThan(25);
    for (const headers of [{ cookie }, { cookie, origin: "https://evil.example.com" }]) {
      const foreign = await post(body(), headers as Record<string, string>);
      expect(foreign.status).toBe(403);
      expect(await foreign.json()).toMatchObject({ code: "foreign_origin" });
    }
  });

  it("is nobody, within the day's limit; an expired cookie is nobody too", async () => {
    for (const headers of [{}, { cookie: "alphacut.session_token=gone.gone" }]) {
      const answer = await post(body(), headers as Record<string, string>);
      expect(answer.status).toBe(200);
      expect(Number(answer.headers.get("x-credits-remaining"))).toBeLessThan(25);
    }
  });

  it("is not a token that nobody gave", async () => {
    const answer = await post(body(), { authorization: "Bearer forged.token" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
  });
});
