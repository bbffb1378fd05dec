import { totalmem } from "node:os";
import { expect, it } from "vitest";
import { resolveMemory } from "./memory.ts";

it.each([
  ["a container of 512 MB", 512e6, "small"],
  ["one of 2 GB", 2 * 1024 ** 3, totalmem() < 1.5 * 1024 ** 3 ? "small" : "normal"],
  ["no limit, which reads as 0", 0, totalmem() < 1.5 * 1024 ** 3 ? "small" : "normal"],
])("finds out what fits: %s", (_, limit, expected) => {
  expect(resolveMemory("auto", limit)).toBe(expected);
});

it("does as it is told", () => {
  expect([resolveMemory("normal", 1), resolveMemory("small", 1e12)]).toEqual(["normal", "small"]);
});
