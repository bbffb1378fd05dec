import { expect, test } from "vitest";
import { createTestImages, TEST_IMAGES_DAILY } from "./test-images.ts";

const account = { kind: "account", uid: "u1", channel: "api", plan: {} } as never;
const anonymous = { kind: "anonymous", address: "192.0.2.7" } as const;

test("so many test images a day for each account and client, and again the next day", async () => {
  let today = new Date("2026-03-15T23:00:00Z");
  const images = createTestImages({ redis: undefined, now: () => today });
  for (let image = 0; image < TEST_IMAGES_DAILY; image++) await (await images.reserveTest(account)).settle();
  await expect(images.reserveTest(account)).rejects.toMatchObject({
    code: "DailyLimitReached",
    limit: { resetSeconds: 3600 },
  });
  expect(await images.testImagesLeft(account)).toBe(0);
  expect(await images.testImagesLeft(anonymous)).toBe(TEST_IMAGES_DAILY);
  today = new Date("2026-03-16T00:00:01Z");
  expect(await images.testImagesLeft(account)).toBe(TEST_IMAGES_DAILY);
});

test("a test image that came to nothing does not count, and one that was made can't be given back", async () => {
  const images = createTestImages({ redis: undefined, now: () => new Date("2026-03-15T12:00:00Z") });
  const failed = await images.reserveTest(anonymous);
  expect(await images.testImagesLeft(anonymous)).toBe(TEST_IMAGES_DAILY - 1);
  await failed.release();
  await failed.release();
  expect(await images.testImagesLeft(anonymous)).toBe(TEST_IMAGES_DAILY);
  const made = await images.reserveTest(anonymous);
  await made.settle();
  await made.release();
  expect(await images.testImagesLeft(anonymous)).toBe(TEST_IMAGES_DAILY - 1);
});
