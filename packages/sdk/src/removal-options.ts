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

/** What Alphacut servers do beyond that, for callers with a key or token. Lengths are written `30px` or `5%`. */
export interface FurtherOptions<Input> {
  /** A model of the server. */
  model?: string | undefined;
  /** Region of interest, `x1 y1 x2 y2`: only what is inside counts. */
  roi?: string | undefined;
  /** `true`: crop to the subject; or a rectangle of the photo, `x1 y1 x2 y2`. */
  crop?: boolean | string | undefined;
  /** What `crop: true` leaves around the subject: one, two or four lengths, as in CSS. */
  crop_margin?: string | undefined;
  /** `2000x2000`: places the subject on a canvas of this size. */
  canvas?: string | undefined;
  /** What the subject keeps away from the canvas's sides: one, two or four lengths. */
  padding?: string | undefined;
  /** `fit` when absent, `fill`, `original`, or a share of the canvas such as `80%`. */
  scale?: string | undefined;
  /** `center`, `bottom`, `top left`, `50% 100%`, `original` … */
  align?: string | undefined;
  /** False: the subject is never made larger than it is. */
  enlarge?: boolean | undefined;
  /** False: a side that the photo's frame cuts off keeps away from the canvas's edge, too. */
  cut_sides?: boolean | undefined;
  background_image?: Input | undefined;
  /** The photo's own background, blurred by so many pixels, 1…500. */
  blur?: number | undefined;
  /** Two colors, top and bottom: `#ffffff #d0d8e0`. */
  gradient?: string | undefined;
  /** `true`, or color, x, y and blur in pixels: `#00000080 20 20 30`; `contact` before it puts it on the ground. `original`: the photo's own. */
  shadow?: boolean | string | undefined;
  /** Color and width of a line around the subject: `white 12`. */
  outline?: string | undefined;
  /** Dots per inch that the file names, 72…1200. */
  dpi?: number | undefined;
  /** Quality of JPEG and WebP files, 1…100. */
  output_quality?: number | undefined;
  /** `keep`: an image that is a cutout already is taken as it is. */
  existing_alpha?: "keep" | "multiply" | undefined;
  /** White where something belongs to the subject for sure. */
  keep_mask?: Input | undefined;
  /** White where something is background for sure. */
  remove_mask?: Input | undefined;
  /** A small result with a watermark that costs nothing. */
  test?: boolean | undefined;
}

/** Fields that are files. */
const FILES = ["background_image", "keep_mask", "remove_mask"] as const;

const FURTHER = [
  ...["model", "roi", "crop", "crop_margin", "canvas", "padding", "scale", "align", "enlarge", "cut_sides"],
  ...["blur", "gradient", "shadow", "outline", "dpi", "output_quality", "existing_alpha", "test"],
] as const as readonly Exclude<keyof FurtherOptions<unknown>, (typeof FILES)[number]>[];

/** The images among the options, by their form fields. */
export function filesOf<Input>(options: FurtherOptions<Input>): [field: string, image: Input][] {
  return FILES.flatMap((field) => {
    const image = options[field];
    return image === undefined ? [] : [[field, image] as [string, Input]];
  });
}

/** The form fields of `POST /rmbg`; what is absent is left to the server's defaults. */
export function toFormFields(options: RemovalOptions & FurtherOptions<unknown>): Record<string, string> {
  const { format, w, h, exact_resize, returnMask: mask, angle, expand, bg_color, quality } = options;
  const further = Object.fromEntries(FURTHER.map((name) => [name, options[name]]));
  const fields = { format, w, h, exact_resize, mask, angle, expand, bg_color, quality, ...further };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
