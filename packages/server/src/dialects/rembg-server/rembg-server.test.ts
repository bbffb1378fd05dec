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

/** A form as python-requests sends it: `files={"file": …}, data=…`. */
function formWith(file: Buffer | undefined, fields: Record<string, string> = {}, name = "upload"): FormData {
  const form = new FormData();
  if (file) form.append("file", new Blob([new Uint8Array(file)]), name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return form;
}

async function post(body: FormData, query = "", on = server): Promise<Response> {
  return fetch(`${on.url}/api/remove${query}`, { method: "POST", body });
}

async function detailOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { detail: unknown }).detail;
}

describe("POST /api/remove", () => {
  it("answers a PNG without a key, whatever the file is called", async () => {
    for (const name of ["upload", "IMG 1.HEIC", "a.bin"]) {
      const answer = await post(formWith(photo, {}, name));
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("image/png");
      expect(server.engine.recipes.at(-1)).toEqual({ format: "png" });
    }
  });

  it("takes every parameter of rembg's, in the form; background and extras in the query, too", async () => {
    const alphaMatting = { a: "true", af: "240", ab: "10", ae: "10", ppm: "true", dc: "True" };
    expect((await post(formWith(photo, { ...alphaMatting, om: "true", bgc: "1,2,3,4" }))).status).toBe(200);
    expect(server.engine.recipes.at(-1)).toEqual({ format: "png", output: "mask" });
    const color = { r: 255, g: 0, b: 10, alpha: 51 / 255 };
    for (const answer of [
      await post(formWith(photo, { bgc: "255, 0, 10, 51" })),
      await post(formWith(photo), "?bgc=255,0,10,51&extras=%7B%22sam_prompt%22%3A%5B%5D%7D"),
    ]) {
      expect(answer.status).toBe(200);
      expect(server.engine.recipes.at(-1)).toEqual({ format: "png", background: { kind: "color", color } });
    }
  });

  it("names all that is wrong with a form in FastAPI's list, and moves no credits", async () => {
    const answer = await post(formWith(undefined, { a: "maybe", af: "256", ae: "-1", bgc: "red" }));
    expect(answer.status).toBe(422);
    const detail = (await detailOf(answer)) as { loc: string[]; msg: string }[];
    expect(detail.map(({ loc }) => loc)).toEqual([
      ["body", "file"],
      ["body", "a"],
      ["body", "af"],
      ["body", "ae"],
      ["body", "bgc"],
    ]);
    expect(detail[0]).toEqual({ type: "missing", loc: ["body", "file"], msg: "Field required", input: null });
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("never opens a file that extras name", async () => {
    const answer = await post(formWith(photo, { extras: '{"model_path":"/etc/passwd"}' }));
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await detailOf(answer))).toContain("can't name a file");
  });

  it("says in one sentence what is wrong with a picture", async () => {
    for (const [file, status, words] of [
      [Buffer.from("text"), 400, "not an image"],
      [Buffer.alloc(0), 400, "empty"],
      [pngClaiming(12_000, 10), 400, "12000 px wide"],
    ] as const) {
      const answer = await post(formWith(file));
      expect([answer.status, await detailOf(answer)]).toEqual([status, expect.stringContaining(words)]);
    }
  });

  it("knows the account of a key, and refuses one that is not valid", async () => {
    const send = (key: string) =>
      fetch(`${server.url}/api/remove`, {
        method: "POST",
        body: formWith(photo),
        headers: { "x-api-key": key },
      });
    expect((await send("good")).status).toBe(200);
    expect(server.access.moved).toEqual({ settled: 1, released: 0 });
    const refused = await send("nobody");
    expect([refused.status, await detailOf(refused)]).toEqual([401, expect.stringContaining("not valid")]);
  });
});

describe("models by rembg's names", () => {
  it("an empty name is the default, an installed one is used", async () => {
    await post(formWith(photo, { model: "" }));
    await post(formWith(photo, { model: "stub" }));
    expect(server.engine.recipes).toEqual([{ format: "png" }, { format: "png", model: "stub" }]);
  });

  it.each([
    ["u2net", "alphacut models pull u2net"],
    ["sam", "points or boxes"],
    ["u2net_custom", "can't name a file"],
    ["constructor", "There is no model 'constructor'; installed are: stub"],
  ])("refuses %s, which is not installed, and says what to do", async (model, words) => {
    const answer = await post(formWith(photo, { model }));
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await detailOf(answer))).toContain(words);
    expect(server.engine.recipes).toEqual([]);
  });

  it("the default model steps in where the operator allows it, and X-Model names it", async () => {
    const lenient = await listen({ substituteModel: true });
    const answer = await post(formWith(photo, { model: "u2net" }), "", lenient);
    expect([answer.status, answer.headers.get("x-model")]).toEqual([200, "stub"]);
    expect(lenient.engine.recipes).toEqual([{ format: "png" }]);
    await lenient.close();
  });
});

describe("GET", () => {
  it("/api is a page, by which clients see that the server is there", async () => {
    const answer = await fetch(`${server.url}/api`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  });

  it("/api/remove without an address misses it in the query", async () => {
    const answer = await fetch(`${server.url}/api/remove`);
    expect(answer.status).toBe(422);
    expect(await detailOf(answer)).toEqual([
      { type: "missing", loc: ["query", "url"], msg: "Field required", input: null },
    ]);
  });

  it("/api/remove fetches nothing for somebody without a key", async () => {
    const answer = await fetch(`${server.url}/api/remove?url=http://127.0.0.1:1/a.png`);
    expect([answer.status, await detailOf(answer)]).toEqual([
      403,
      expect.stringContaining("needs an API key"),
    ]);
    expect(server.engine.recipes).toEqual([]);
  });

  it("/api/remove reaches no private address with a key either", async () => {
    const headers = { "x-api-key": "good" };
    const answer = await fetch(`${server.url}/api/remove?url=http://127.0.0.1:1/a.png`, { headers });
    expect([answer.status, await detailOf(answer)]).toEqual([
      400,
      expect.stringContaining("'url' can't be fetched"),
    ]);
    expect(server.access.moved).toEqual({ settled: 0, released: 0 });
  });

  it("/api/remove takes a picture in a data: address", async () => {
    const url = `data:image/png;base64,${photo.toString("base64")}`;
    const answer = await fetch(`${server.url}/api/remove?url=${encodeURIComponent(url)}&om=1`);
    expect(answer.status).toBe(200);
    expect(server.engine.recipes).toEqual([{ format: "png", output: "mask" }]);
  });

  it("another method is answered in FastAPI's shape", async () => {
    const answer = await fetch(`${server.url}/api/remove`, { method: "PUT" });
    expect([answer.status, await detailOf(answer)]).toEqual([405, "Method Not Allowed"]);
  });
});
