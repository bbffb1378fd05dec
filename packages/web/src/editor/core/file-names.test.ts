import { expect, test } from "vitest";
import { distinct, resultName } from "./file-names.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

const { background, fileName } = DEFAULT_SETTINGS;

test.each([
  ["cat.photo.jpg", "png", "cutout", "cat.photo-cutout.png"],
  ["cat", "jpeg", "cutout", "cat-cutout.jpg"],
  [".png", "webp", "mask", ".png-mask.webp"],
] as const)("%s as %s %s", (name, format, output, expected) => {
  expect(resultName(name, { format, output, background, fileName }, 1)).toBe(expected);
});

test("a white background is in the name, as shops want it to be", () => {
  const white = { ...background, kind: "color", color: "#ffffff", opacity: 1 } as const;
  expect(resultName("cat.png", { format: "jpeg", output: "cutout", background: white, fileName }, 1)).toBe(
    "cat-white.jpg",
  );
  expect(resultName("cat.png", { format: "png", output: "mask", background: white, fileName }, 1)).toBe(
    "cat-mask.png",
  );
});

test.each([
  ["{name}-white-{n}", "cat-white-7.png"],
  ["SKU_{n}_{kind}", "SKU_7_cutout.png"],
  ["{unknown}/{name}", "{unknown}-cat.png"],
  ["  ", "cat.png"],
])("the pattern %s makes %s", (pattern, expected) => {
  const settings = { ...DEFAULT_SETTINGS, fileName: pattern };
  expect(resultName("cat.jpg", settings, 7)).toBe(expected);
});

test("no two files of an archive have the same name", () => {
  expect(distinct(["a.png", "a.png", "a (2).png", "a.png"])).toEqual([
    "a.png",
    "a (2).png",
    "a (2) (2).png",
    "a (3).png",
  ]);
});
