import { expect, test } from "vitest";
import { distinct, resultName } from "./file-names.ts";

test.each([
  ["cat.photo.jpg", "png", "cutout", "cat.photo-cutout.png"],
  ["cat", "jpeg", "cutout", "cat-cutout.jpg"],
  [".png", "webp", "mask", ".png-mask.webp"],
] as const)("%s as %s %s", (name, format, output, expected) => {
  expect(resultName(name, { format, output })).toBe(expected);
});

test("no two files of an archive have the same name", () => {
  expect(distinct(["a.png", "a.png", "a (2).png", "a.png"])).toEqual([
    "a.png",
    "a (2).png",
    "a (2) (2).png",
    "a (3).png",
  ]);
});
