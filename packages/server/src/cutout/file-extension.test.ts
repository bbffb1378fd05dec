import { expect, it } from "vitest";
import { extensionOf } from "./file-extension.ts";

it.each([
  ["photo.jpg", "jpg"],
  ["PHOTO.JPEG", "jpeg"],
  [" photo.png ", "png"],
  ["photo.png\n", "png"],
  ["photo. png", "png"],
  ["photo.jpg?w=200&v=1.2", "jpg"],
  ["photo.webp#top.png", "webp"],
  ["photo.jfif", "jpg"],
  ["photo.JPE", "jpg"],
  ["photo.pjpeg", "jpg"],
  ["archive.tar.exe", "exe"],
  ["photo", ""],
  ["photo.", ""],
  [".png", ""],
  ["..", ""],
  ["", ""],
  ["2026.01.02/photo", ""],
])("%o has the extension %o", (name, extension) => {
  expect(extensionOf(name)).toBe(extension);
});
