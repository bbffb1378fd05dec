import fc from "fast-check";
import { expect, it } from "vitest";
import { OutputPaths } from "./output-paths.ts";

const named = (inputs: string[], known = inputs) => {
  const paths = new OutputPaths("out", ".png", known);
  return inputs.map((input) => paths.of(input));
};

it("a result is called as its picture, and lies where that does", () => {
  expect(named(["cat.jpg", "deep/cat.jpg"])).toEqual(["out/cat.png", "out/deep/cat.png"]);
});

it("pictures of the same name keep their extensions, whichever comes first", () => {
  const both = ["out/cat.jpg.png", "out/cat.png.png"];
  expect(named(["cat.jpg", "cat.png"])).toEqual(both);
  expect(named(["cat.png", "cat.jpg"])).toEqual([...both].reverse());
});

it("a picture that comes later takes no other's result", () => {
  const paths = new OutputPaths("out", ".png", []);
  expect(paths.of("cat.png")).toBe("out/cat.png");
  expect(paths.of("cat.jpg")).toBe("out/cat.jpg.png");
});

it("no two pictures ever share a result, not even where the cases of letters are one", () => {
  const name = fc
    .tuple(
      fc.constantFrom("a", "A", "b"),
      fc.array(fc.constantFrom(".jpg", ".png", ".PNG"), { minLength: 1 }),
    )
    .map(([stem, extensions]) => stem + extensions.join(""));
  const names = fc.uniqueArray(name, { maxLength: 12, selector: (text) => text.toLowerCase() });
  fc.assert(
    fc.property(names, (inputs) => {
      const results = named(inputs).map((path) => path.toLowerCase());
      expect(new Set(results).size).toBe(inputs.length);
    }),
  );
});
