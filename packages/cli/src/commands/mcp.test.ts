import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandProcess, commandLine, startCommand } from "../testing/process.ts";
import { createWorkplace, halves, middles, type Workplace } from "../testing/workplace.ts";

let workplace: Workplace;
let folder: string;
let client: Client;
beforeAll(async () => {
  workplace = await createWorkplace();
  await workplace.put("photos/photo.png", await halves());
  await workplace.put("secret/photo.png", await halves());
  folder = workplace.path("photos");
  await symlink(workplace.path("secret"), join(folder, "way out"));
  const [command, ...args] = commandLine(["mcp", folder]);
  client = await connected(
    new StdioClientTransport({ command, args, env: workplace.env, stderr: "inherit" }),
  );
});
afterAll(async () => {
  await client.close();
  await workplace.remove();
});

type Transport = Parameters<Client["connect"]>[0];
async function connected(transport: unknown): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport as Transport);
  return client;
}

async function call(name: string, args: object, options = {}, by = client): Promise<CallToolResult> {
  return (await by.callTool({ name, arguments: { ...args } }, undefined, options)) as CallToolResult;
}
const textOf = ({ content }: CallToolResult) =>
  content.map((part) => (part.type === "text" ? part.text : "")).join("");

describe("alphacut mcp", () => {
  it("says what its tools do, and which folders it may use", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["cut_out", "place_on_canvas", "change_background"]);
    expect(client.getInstructions()).toContain(folder);
  });

  it("saves a cutout where it is told, and replaces nothing unless it is told that too", async () => {
    const saved = await call("cut_out", { input: "photo.png", output: "cutout.webp" });
    expect(textOf(saved)).toBe(`Saved ${join(folder, "cutout.webp")} (webp, 64 × 32 pixels).`);
    expect(await middles(await readFile(join(folder, "cutout.webp")))).toMatchObject([
      [255, 255, 255, 255],
      { 3: 0 },
    ]);
    const again = await call("cut_out", { input: "photo.png", output: "cutout.webp" });
    expect([again.isError, textOf(again)]).toEqual([true, expect.stringContaining("cutout.webp")]);
    const replaced = await call("cut_out", { input: "photo.png", output: "cutout.webp", overwrite: true });
    expect(replaced.isError).toBeUndefined();
  });

  it("shows the result as an image when no file is named, and tells how far it is", async () => {
    const steps: [number, string | undefined][] = [];
    const onprogress = ({ progress, message }: { progress: number; message?: string }) =>
      void steps.push([progress, message]);
    const { content } = await call("cut_out", { input: join(folder, "photo.png") }, { onprogress });
    const [image] = content;
    if (image?.type !== "image") throw new Error("There is no image");
    expect(image.mimeType).toBe("image/png");
    expect(await middles(Buffer.from(image.data, "base64"))).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 0],
    ]);
    expect(steps.map(([progress]) => progress)).toEqual([0, 1]);
  });

  it("places the subject on a canvas, and changes the background", async () => {
    const canvas = { input: "photo.png", output: "canvas.png", width: 200, height: 100, background: "red" };
    await call("place_on_canvas", canvas);
    const { width, height } = await sharp(join(folder, "canvas.png")).metadata();
    expect([width, height]).toEqual([200, 100]);
    await call("change_background", { input: "photo.png", output: "blue.png", color: "#0000ff" });
    expect(await middles(await readFile(join(folder, "blue.png")))).toEqual([
      [255, 255, 255, 255],
      [0, 0, 255, 255],
    ]);
  });

  it.each<[string, string, object, RegExp]>([
    ["two backgrounds", "change_background", { input: "photo.png", color: "red", blur: 3 }, /exactly one/],
    ["no color", "change_background", { input: "photo.png", color: "reddish" }, /reddish/],
    ["no such file", "cut_out", { input: "none.png" }, /There is no 'none.png'/],
    ["no picture", "cut_out", { input: "text.png" }, /no image/],
    ["an input elsewhere", "cut_out", { input: "../secret/photo.png" }, /none of the folders/],
    ["an input behind a link", "cut_out", { input: "way out/photo.png" }, /none of the folders/],
    [
      "an output elsewhere",
      "cut_out",
      { input: "photo.png", output: "../secret/out.png" },
      /none of the folders/,
    ],
    [
      "a background elsewhere",
      "change_background",
      { input: "photo.png", picture: "../secret/photo.png" },
      /none of the folders/,
    ],
    [
      "an output of no format",
      "cut_out",
      { input: "photo.png", output: "out.gif" },
      /Cannot tell the format/,
    ],
  ])("says what is wrong with a call: %s", async (_, name, args, message) => {
    await writeFile(join(folder, "text.png"), "no picture at all");
    const result = await call(name, args);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(message);
  });

  it("gives up a picture when the call is canceled, and goes on with the next", async () => {
    const controller = new AbortController();
    const onprogress = ({ progress }: { progress: number }) =>
      void (progress === 1 && controller.abort("enough"));
    await expect(
      call(
        "cut_out",
        { input: "photo.png", output: "canceled.png" },
        { signal: controller.signal, onprogress },
      ),
    ).rejects.toThrow("enough");
    expect((await call("cut_out", { input: "photo.png" })).isError).toBeUndefined();
    await expect(readFile(join(folder, "canceled.png"))).rejects.toThrow("ENOENT");
  });
});

describe("alphacut mcp --http", () => {
  let command: CommandProcess;
  let url: URL;
  beforeAll(async () => {
    await mkdir(workplace.path("shop"));
    await workplace.put("shop/photo.png", await halves());
    command = startCommand(["mcp", "--http", "0", workplace.path("shop")], workplace.env);
    url = new URL((await command.printed(/http:\S+/))[0]);
  });
  afterAll(async () => {
    command.child.kill("SIGTERM");
    expect(await command.ended).toBe(130);
  });

  it("serves several assistants at once", async () => {
    const clients = await Promise.all([1, 2].map(() => connected(new StreamableHTTPClientTransport(url))));
    const names = ["one.png", "two.png"];
    const results = await Promise.all(
      clients.map((by, i) => call("cut_out", { input: "photo.png", output: names[i] }, {}, by)),
    );
    expect(results.map(textOf)).toEqual(names.map((name) => expect.stringContaining(name)));
    await Promise.all(clients.map((client) => client.close()));
  });

  it.each([
    [{ origin: "https://elsewhere.example" }, "/mcp", 403],
    [{}, "/", 404],
    [{ "mcp-session-id": "made up" }, "/mcp", 404],
  ])("keeps out who should not be there: %j to %s", async (headers, path, status) => {
    const response = await fetch(new URL(path, url), {
      method: "POST",
      headers: headers as Record<string, string>,
      body: "{}",
    });
    expect(response.status).toBe(status);
  });
});
