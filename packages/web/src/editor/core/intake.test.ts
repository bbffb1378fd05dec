import { expect, test } from "vitest";
import { checkFiles } from "./intake.ts";

const file = (name: string, bytes = 4) => new File([new Uint8Array(bytes)], name);

test("takes what the server takes, whatever the case of the extension", () => {
  const files = ["a.jpg", "b.JPEG", "c.png", "d.webp", "e.bmp", "no-extension"].map((name) => file(name));
  expect(checkFiles(files, 10)).toEqual({ accepted: files, refused: [] });
});

test.each([
  [file("animation.gif"), "unsupported_type"],
  [file("photo.jpg.exe"), "unsupported_type"],
  [file("empty.png", 0), "empty_file"],
  [file("large.png", 11), "file_too_large"],
])("refuses %o with the reason", (refused, code) => {
  const { accepted, refused: reasons } = checkFiles([refused, file("good.png")], 10);
  expect(accepted.map(({ name }) => name)).toEqual(["good.png"]);
  expect(reasons).toMatchObject([{ name: refused.name, error: { code } }]);
});
