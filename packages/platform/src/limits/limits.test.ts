import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRedis } from "../storage/redis.ts";
import { openTestRedis, type TestRedis } from "../testing/redis.ts";
import { openRelay } from "../testing/relay.ts";
import { describeWith } from "../testing/services.ts";
import { createLimits } from "./index.ts";
import { describeLimits } from "./testing/limits-contract.ts";

describe("limits in memory", () => describeLimits(() => undefined));

describeWith("Redis", "limits shared through Redis", (url) => {
  let shared: TestRedis;
  beforeAll(async () => {
    shared = await openTestRedis(url);
  });
  afterAll(() => shared.close());

  describeLimits(() => shared.redis);

  const options = { anonymousDaily: 5, now: () => new Date() };

  test("two processes count together", async () => {
    const [one, other] = [0, 1].map(() => createLimits({ ...options, redis: shared.redis }));
    await one?.takeAccountRequest("both", 5);
    expect(await other?.takeAccountRequest("both", 5)).toMatchObject({ remaining: 3 });
  });

  test("every count expires by itself", async () => {
    await createLimits({ ...options, redis: shared.redis }).takeAccountRequest("expires", 5);
    const keys = await shared.redis.keys("limit:*");
    const lifetimes = await Promise.all(keys.map((key) => shared.redis.ttl(key)));
    expect(lifetimes.every((seconds) => seconds > 0 && seconds <= 86_400)).toBe(true);
  });

  test("without Redis nothing is admitted, and all goes on when it is back", async () => {
    const relay = await openRelay(shared.url);
    const { redis, close } = await openRedis(relay.url);
    const limits = createLimits({ ...options, redis });
    await limits.takeAccountRequest("relayed", 5);
    await relay.cut();
    await expect(limits.takeAccountRequest("relayed", 5)).rejects.toMatchObject({
      code: "StorageUnavailable",
    });
    const back = new Promise((resolve) => redis.once("ready", resolve));
    await relay.mend();
    await back;
    expect(await limits.takeAccountRequest("relayed", 5)).toMatchObject({ limit: 5 });
    await close();
    await relay.close();
  });
});
