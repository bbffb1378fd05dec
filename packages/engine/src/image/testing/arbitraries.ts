import fc from "fast-check";
import type { Resize, Rotation } from "../../recipe.ts";
import type { Raster, Size } from "../raster.ts";

// The same cases in every run: a test that fails now and then tells nobody anything.
fc.configureGlobal({ seed: 1 });

export const sizes = (max: number): fc.Arbitrary<Size> =>
  fc.record({ width: fc.integer({ min: 1, max }), height: fc.integer({ min: 1, max }) });

/** Any straight RGBA; where alpha is 0, so is the color. */
export const rasters = (max: number): fc.Arbitrary<Raster> =>
  sizes(max).chain(({ width, height }) =>
    fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((data) => {
      for (let p = 0; p < data.length; p += 4) if (data[p + 3] === 0) data.fill(0, p, p + 4);
      return { width, height, data };
    }),
  );

export const resizes = (max: number): fc.Arbitrary<Resize> =>
  fc.record(
    { width: fc.integer({ min: 1, max }), height: fc.integer({ min: 1, max }), exact: fc.boolean() },
    { requiredKeys: [] },
  );

export const rotations: fc.Arbitrary<Rotation> = fc.record({
  degrees: fc.oneof(
    fc.integer({ min: -4, max: 4 }).map((n) => n * 90),
    fc.double({ min: -360, max: 360, noNaN: true }),
  ),
  expand: fc.boolean(),
});
