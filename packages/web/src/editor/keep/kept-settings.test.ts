import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../core/settings.ts";
import { settingsFrom, textOf } from "./kept-settings.ts";

test("settings survive a visit, but for a picture of one's own in the background", () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    resize: { width: 320, height: null, exact: true },
    format: "webp" as const,
  };
  expect(settingsFrom(textOf(settings))).toEqual(settings);
  const background = { ...settings.background, kind: "picture" as const, picture: new File(["x"], "x.png") };
  expect(settingsFrom(textOf({ ...settings, background })).background).toEqual(DEFAULT_SETTINGS.background);
});

test.each([null, "", "no JSON", "[]", '{"shadow":7,"resize":{"width":"wide"},"unknown":1}'])(
  "what cannot be settings is as usual: %s",
  (text) => {
    expect(settingsFrom(text)).toEqual(DEFAULT_SETTINGS);
  },
);
