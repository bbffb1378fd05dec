import { describe, expect, test } from "vitest";
import { recipeOf, wholeOf } from "./recipe.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

const photo = { width: 1000, height: 500 };

function recipe(changes: Partial<Settings>, crop = wholeOf(photo)) {
  return recipeOf({ settings: { ...DEFAULT_SETTINGS, ...changes }, adjust: null }, photo, crop);
}

test("untouched settings ask for a transparent PNG of the same size and for nothing else", () => {
  expect(recipe({})).toEqual({ format: "png", quality: "standard" });
});

test("sends only the sides that were given", () => {
  expect(recipe({ resize: { width: 300, height: null, exact: false } }).resize).toEqual({ width: 300 });
  expect(recipe({ resize: { width: 300, height: 100, exact: true } }).resize).toEqual({
    width: 300,
    height: 100,
    exact: true,
  });
});

test("a crop that is the whole photo is no crop", () => {
  expect(recipe({})).not.toHaveProperty("crop");
  const box = { left: 10, top: 10, width: 300, height: 200 };
  expect(recipe({}, box).crop).toEqual(box);
});

describe("backgrounds", () => {
  const background = (changes: Partial<Settings["background"]>) =>
    recipe({ background: { ...DEFAULT_SETTINGS.background, ...changes } }).background;

  test("a half transparent color carries its alpha", () => {
    expect(background({ kind: "color", color: "#ff0000", opacity: 0.5 })).toEqual({
      kind: "color",
      color: "#ff000080",
    });
  });

  test("a blur is as strong relative to a large picture as to a small one", () => {
    expect(background({ kind: "blur", blur: 100 })).toEqual({ kind: "blur", radius: 60 });
    const small = recipe({
      background: { ...DEFAULT_SETTINGS.background, kind: "blur", blur: 100 },
      resize: { width: 100, height: null, exact: false },
    });
    expect(small.background).toEqual({ kind: "blur", radius: 6 });
  });

  test("asks for no picture before one is chosen", () => {
    expect(background({ kind: "picture", picture: null })).toBeUndefined();
  });
});

test("a shadow is measured on the result", () => {
  const shadow = { ...DEFAULT_SETTINGS.shadow, on: true, x: 10, y: -2, softness: 50, opacity: 1 };
  expect(recipe({ shadow }).shadow).toEqual({
    kind: "drop",
    color: "#000000ff",
    offset: { x: 100, y: -20 },
    blurRadius: 40,
  });
});

test("asks for the photo's own shadow, alone or beside another", () => {
  const shadow = { ...DEFAULT_SETTINGS.shadow, original: true };
  expect(recipe({ shadow })).toMatchObject({ originalShadow: true });
  expect(recipe({ shadow })).not.toHaveProperty("shadow");
  expect(recipe({ shadow: { ...shadow, on: true } })).toMatchObject({ originalShadow: true, shadow: {} });
});

test("a mask has neither background nor shadow", () => {
  const asked = recipe({
    output: "mask",
    background: { ...DEFAULT_SETTINGS.background, kind: "color" },
    shadow: { ...DEFAULT_SETTINGS.shadow, on: true },
    rotation: { degrees: 90, expand: true },
  });
  expect(asked).toEqual({
    format: "png",
    output: "mask",
    quality: "standard",
    rotation: { degrees: 90, expand: true },
  });
});

test("a subject that is moved by hand without a canvas is placed where it was, then moved", () => {
  const adjust = { x: 5, y: -3, scale: 1.2 };
  const resize = { width: 500, height: null, exact: false };
  expect(
    recipeOf({ settings: { ...DEFAULT_SETTINGS, resize }, adjust }, photo, wholeOf(photo)),
  ).toMatchObject({
    resize: { width: 500 },
    canvas: { scale: "original", align: "original", adjust },
  });
});
