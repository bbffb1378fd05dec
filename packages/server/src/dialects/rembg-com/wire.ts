import type { OutputFormat, Quality, Recipe } from "@alphacut/engine";
import { z } from "zod";
import type { Fields } from "../../cutout-routes/cutout-route.ts";
import type { DecodedFields } from "../../cutout-routes/form-route.ts";
import { parseBoolean, parseCssColor, parseDecimal, parseInteger } from "../../http/field-parsers.ts";
import { fieldErrors } from "./errors.ts";
import { choice, field, flag } from "./field.ts";

const FORMATS: Record<string, OutputFormat> = {
  webp: "webp",
  png: "png",
  jpeg: "jpeg",
  jpg: "jpeg",
  bmp: "bmp",
};
const QUALITIES: Record<string, Quality> = { fast: "fast", standard: "standard", best: "best" };
const MAX_SIDE = 10_000;

/** `0` means unset: the original client always sends it. */
const side = (name: "w" | "h") =>
  field<number | undefined>(
    name,
    (text) => {
      const pixels = parseInteger(text);
      if (pixels === undefined) return { error: "NotInteger" };
      if (pixels === 0) return { value: undefined };
      if (pixels < 1) return { error: "TooSmall", minimum: 1, got: pixels };
      return pixels > MAX_SIDE ? { error: "TooLarge", maximum: MAX_SIDE, got: pixels } : { value: pixels };
    },
    {
      type: "integer",
      minimum: 0,
      maximum: MAX_SIDE,
      description: `Target ${name === "w" ? "width" : "height"} in pixels; 0 or empty: unset. The aspect ratio is kept: with both sides the picture fits inside.`,
    },
  );

/** The API this dialect follows prints angles as its language prints floating-point numbers: always with a decimal. */
function printAngle(degrees: number): string {
  return Number.isInteger(degrees) && Math.abs(degrees) < 1e16 ? degrees.toFixed(1) : String(degrees);
}

/** The text fields of `POST /rmbg`. Unknown fields are ignored, `return_base64` among them: the client encodes itself. */
export const formFields = z.object({
  format: choice("format", FORMATS, "UnknownFormat", {
    default: "webp",
    description: "Format of the answer; case-insensitive",
  }),
  w: side("w"),
  h: side("h"),
  exact_resize: flag("exact_resize", false, "With w and h: exactly that size, even if it distorts"),
  mask: flag("mask", false, "Answer the alpha mask as a grayscale image instead of the cutout"),
  bg_color: field(
    "bg_color",
    (text) => {
      const value = parseCssColor(text);
      return value ? { value } : { error: "NotColor" };
    },
    {
      type: "string",
      description: "Background: #RGB, #RGBA, #RRGGBB, #RRGGBBAA or a CSS color name",
    },
  ),
  angle: field(
    "angle",
    (text) => {
      const value = parseDecimal(text);
      if (value === undefined) return { error: "NotNumber" };
      return Math.abs(value) > 360 ? { error: "AngleOutOfRange", got: printAngle(value) } : { value };
    },
    {
      type: "number",
      minimum: -360,
      maximum: 360,
      default: 0,
      description: "Degrees counter-clockwise, applied after removal and resize",
    },
  ),
  expand: flag("expand", true, "Grow the canvas so that rotation cuts nothing off"),
  quality: choice("quality", QUALITIES, "UnknownQuality", {
    default: "standard",
    description: "How much time the edges may cost (an addition to the original API)",
  }),
});

type FormValues = z.output<typeof formFields>;

export function decodeRmbg(fields: Fields): DecodedFields {
  const parsed = formFields.safeParse(fields);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ field: String(issue.path[0]), message: issue.message }));
  if (parseBoolean(fields.mask ?? "") && fields.bg_color?.trim()) {
    problems.push({ field: "mask", message: fieldErrors.MaskWithBackground });
  }
  return parsed.success && problems.length === 0 ? { recipe: rmbgRecipe(parsed.data) } : { problems };
}

function rmbgRecipe(values: FormValues): Recipe {
  const { format = "webp", w, h, exact_resize: exact = false, angle = 0, expand = true } = values;
  const recipe: Recipe = { format, output: values.mask ? "mask" : "cutout" };
  if (w !== undefined || h !== undefined) {
    recipe.resize = {
      exact,
      ...(w === undefined ? {} : { width: w }),
      ...(h === undefined ? {} : { height: h }),
    };
  }
  if (angle !== 0) recipe.rotation = { degrees: angle, expand };
  if (values.bg_color) recipe.background = { kind: "color", color: values.bg_color };
  if (values.quality) recipe.quality = values.quality;
  return recipe;
}
