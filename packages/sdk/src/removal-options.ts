/** A word in lower or upper case, as the API takes it. */
type AnyCase<T extends string> = T | Uppercase<T>;

/** What `POST /rmbg` can do with an image. */
export interface RemovalOptions {
  /** `webp` when absent. */
  format?: AnyCase<"webp" | "png" | "jpeg" | "jpg" | "bmp"> | undefined;
  /** The alpha mask as a grayscale image instead of the cutout. Not together with `bg_color`. */
  returnMask?: boolean | undefined;
  /** Pixels, 1…10000; 0 counts as absent. One side given: the other follows. Both: the image fits inside. */
  w?: number | undefined;
  h?: number | undefined;
  /** With `w` and `h`: exactly that size, even if it distorts. */
  exact_resize?: boolean | undefined;
  /** Degrees counter-clockwise, −360…360. */
  angle?: number | undefined;
  /** Grow the canvas so that a rotated image is not cropped; true when absent. */
  expand?: boolean | undefined;
  /** `#RGB`, `#RGBA`, `#RRGGBB`, `#RRGGBBAA` or a CSS color name. */
  bg_color?: string | undefined;
  /** How much time the edges may cost (Alphacut servers only). */
  quality?: "fast" | "standard" | "best" | undefined;
}

/** The form fields of `POST /rmbg`; what is absent is left to the server's defaults. */
export function toFormFields({ returnMask, ...options }: RemovalOptions): Record<string, string> {
  const { format, w, h, exact_resize, angle, expand, bg_color, quality } = options;
  const fields = { format, w, h, exact_resize, mask: returnMask, angle, expand, bg_color, quality };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
