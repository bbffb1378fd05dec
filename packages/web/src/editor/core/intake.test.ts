import { expect, test } from "vitest";
import { addressesIn, checkFiles, nameOfAddress } from "./intake.ts";

const file = (name: string, bytes = 4) => new File([new Uint8Array(bytes)], name);

test("takes what the server takes, whatever the case of the extension", () => {
  const names = ["a.jpg", "b.JPEG", "c.png", "d.webp", "e.bmp", "f.HEIC", "g.tiff", "no-extension"];
  const files = names.map((name) => file(name));
  expect(checkFiles(files, 10)).toEqual({ accepted: files, refused: [] });
});

test.each([
  [file("drawing.svg"), "unsupported_type"],
  [file("photo.jpg.exe"), "unsupported_type"],
  [file("empty.png", 0), "empty_file"],
  [file("large.png", 11), "file_too_large"],
])("refuses %o with the reason", (refused, code) => {
  const { accepted, refused: reasons } = checkFiles([refused, file("good.png")], 10);
  expect(accepted.map(({ name }) => name)).toEqual(["good.png"]);
  expect(reasons).toMatchObject([{ name: refused.name, error: { code } }]);
});

test.each([
  ["https://example.org/a.jpg", ["https://example.org/a.jpg"]],
  [" http://a.org/1\r\n#comment\r\nhttps://b.org/2 ", ["http://a.org/1", "https://b.org/2"]],
  ["see https://example.org/a.jpg", []],
  ["file:///etc/passwd", []],
  ["", []],
])("addresses in %j", (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test.each([
  ["https://example.org/shop/red%20shoe.jpg?width=900", "red shoe.jpg"],
  ["https://example.org/", "example.org"],
  ["https://example.org/50%", "50%"],
])("a picture from %s is called %s", (address, name) => {
  expect(nameOfAddress(address)).toBe(name);
});
