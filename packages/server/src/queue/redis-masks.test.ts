import { randomBytes } from "node:crypto";
import { createEngine, type Mask } from "@alphacut/engine";
import { idleStatus } from "@alphacut/engine/testing";
import { describeWith, openTestRedis } from "@alphacut/platform/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { picture } from "../testing/pictures.ts";
import { createRedisMasks } from "./redis-masks.ts";

describeWith("Redis", "masks that processes share", (serverUrl) => {
  let server: Awaited<ReturnType<typeof openTestRedis>>;
  beforeAll(async () => {
    server = await openTestRedis(serverUrl);
  });
  afterEach(() => server.redis.flushdb());
  afterAll(() => server.close());

  /** One that does not get smaller. */
  function noise(side = 64): Mask {
    return { width: side, height: side, data: randomBytes(side * side) };
  }
  const open = (options: Partial<Parameters<typeof createRedisMasks>[1]> = {}) =>
    createRedisMasks(server.redis, { maxBytes: 1e6, ...options });

  it("gives every process the mask that one of them has made", async () => {
    const [one, other] = [open(), open()];
    const mask = { ...noise(), width: 32, height: 128 };
    one.keep("a", mask);
    await one.kept();
    const found = await other.find("a");
    expect({ ...found, data: [...found!.data] }).toEqual({ ...mask, data: [...mask.data] });
    expect(await other.find("b")).toBeUndefined();
  });

  it("holds no more bytes than it may, and forgets what was not used for longest", async () => {
    const masks = open({ maxBytes: 10_000 });
    for (const name of ["used", "b"]) {
      masks.keep(name, noise());
      await masks.kept();
    }
    expect(await masks.find("used")).toBeDefined();
    masks.keep("c", noise());
    await masks.kept();
    expect(
      await Promise.all(["used", "b", "c"].map(async (name) => (await masks.find(name)) !== undefined)),
    ).toEqual([true, false, true]);
    const bytes = await server.redis.strlen("alphacut:1:masks:of:used");
    expect(Number(await server.redis.get("alphacut:1:masks:total"))).toBe(2 * bytes);
    masks.keep("too large", noise(256));
    await masks.kept();
    expect(await masks.find("too large")).toBeUndefined();
    expect(await masks.find("used")).toBeDefined();
  });

  it("counts a mask once that is kept twice, and one that has expired no more", async () => {
    const masks = open({ unusedMs: 50 });
    for (const name of ["a", "a", "b"]) masks.keep(name, noise());
    await masks.kept();
    await expect.poll(() => server.redis.exists("alphacut:1:masks:of:a", "alphacut:1:masks:of:b")).toBe(0);
    masks.keep("c", noise());
    await masks.kept();
    expect(await server.redis.zcard("alphacut:1:masks:order")).toBe(1);
    const total = Number(await server.redis.get("alphacut:1:masks:total"));
    expect(total).toBe(Number(await server.redis.hget("alphacut:1:masks:sizes", "c")));
  });

  it("knows nothing, and says so soon, of a damaged mask and while Redis does not answer", async () => {
    const masks = open({ timeoutMs: 100 });
    masks.keep("a", noise());
    await masks.kept();
    await server.redis.setrange("alphacut:1:masks:of:a", 20, "damaged damaged damaged");
    expect(await masks.find("a")).toBeUndefined();
    const { redis, close } = await openTestRedis(serverUrl);
    const frozen = createRedisMasks(redis, { maxBytes: 1e6, timeoutMs: 100 });
    await redis.client("PAUSE", 500, "ALL");
    expect(await frozen.find("a")).toBeUndefined();
    await redis.ping();
    await close();
  });

  it("saves another engine the run for another effect on the same photo", async () => {
    let runs = 0;
    const start = () =>
      createEngine({
        modelsDir: "/nowhere",
        sharedMasks: open(),
        segmenter: {
          async segment({ width, height }) {
            runs++;
            return { width, height, data: new Uint8Array(width * height).fill(200) };
          },
          ready: async () => {},
          status: () => idleStatus,
          close: async () => {},
        },
      });
    const bytes = await picture("png", 200, 150);
    const [one, other] = [start(), start()];
    await one.cutout(bytes, { format: "png" });
    const ofFirst = runs;
    await expect.poll(() => server.redis.zcard("alphacut:1:masks:order")).toBe(ofFirst);
    await other.cutout(bytes, {
      format: "webp",
      background: { kind: "blur", radius: 5 },
    });
    expect(runs).toBe(ofFirst);
    expect(other.status().looks.answered).toMatchObject({ model: 0, shared: ofFirst });
    await Promise.all([one.close(), other.close()]);
  });
});
