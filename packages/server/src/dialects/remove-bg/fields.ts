import { type Color, parseAlignment, parseRegion, parseScale, parseSides } from "@alphacut/engine";
import { z } from "zod";
import { parseBoolean, parseCssColor, parseDecimal } from "../../http/field-parsers.ts";
import { textField } from "../../http/text-field.ts";
import { titles, type WireCode } from "./errors.ts";
import { DEFAULT_SIZE, SIZES } from "./sizes.ts";

/** A field. Empty counts as absent; what is not taken is answered with the code. */
function field<T>(code: WireCode, parse: (text: string) => T | undefined, fallback: T, documented: object) {
  return textField<T>((text) => {
    const value = text === "" ? fallback : parse(text);
    return value === undefined ? { complaint: titles[code], params: { wireCode: code } } : { value };
  }, documented);
}

const choice = <T extends string>(
  code: WireCode,
  values: Readonly<Record<string, T>>,
  fallback: T,
  description: string,
) =>
  field<T>(code, (text) => own(values, text.toLowerCase()), fallback, {
    type: "string",
    enum: Object.keys(values),
    default: fallback,
    description,
  });

const flag = (code: WireCode, fallback: boolean, description: string) =>
  field(code, parseBoolean, fallback, { type: "boolean", default: fallback, description });

function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

const text = (description: string, ...examples: string[]) => ({ type: "string", description, examples });

/** `auto` decides by what the result can have of transparency. */
export type Format = "auto" | "png" | "jpeg" | "webp" | "zip";
const FORMATS: Readonly<Record<string, Format>> = {
  auto: "auto",
  png: "png",
  jpg: "jpeg",
  jpeg: "jpeg",
  webp: "webp",
  zip: "zip",
};

const SHADOWS = { none: "none", auto: "auto", car: "car", "3d": "3d", drop: "drop" } as const;

const MIN_SCALE = 0.1;
const MAX_MARGIN = { "%": 50, px: 500 } as const;

function parseMargin(sent: string) {
  const sides = parseSides(sent);
  const isTooMuch =
    sides &&
    [sides.top, sides.right, sides.bottom, sides.left].some(({ value, unit }) => value > MAX_MARGIN[unit]);
  return isTooMuch ? undefined : sides;
}

function parseSubjectScale(sent: string): { share: number } | "original" | undefined {
  const scale = parseScale(sent);
  if (scale === "original") return scale;
  return typeof scale === "object" && scale.share >= MIN_SCALE ? scale : undefined;
}

/** `original`, `center`, `x%` or `x% y%`. */
function parsePosition(sent: string) {
  return /^(original|center|[\d.]+%(\s+[\d.]+%)?)$/i.test(sent) ? parseAlignment(sent) : undefined;
}

/** Hex digits with or without `#`, or a CSS name. */
function parseColor(sent: string): Color | undefined {
  return parseCssColor(/^([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(sent) ? `#${sent}` : sent);
}

function parseOpacity(sent: string): number | undefined {
  if (sent.toLowerCase() === "auto") return DEFAULT_OPACITY;
  const percent = parseDecimal(sent);
  return percent !== undefined && percent >= 0 && percent <= 100 ? percent / 100 : undefined;
}

const DEFAULT_OPACITY = 0.5;

/** Every text field of `POST /v1.0/removebg` that has no picture in it. */
export const removeBgFields = z.object({
  size: field(
    "invalid_size",
    (sent) => (own(SIZES, sent.toLowerCase()) ? sent.toLowerCase() : undefined),
    DEFAULT_SIZE,
    {
      type: "string",
      enum: ["preview", "full", "50MP", "auto", "small", "regular", "medium", "hd", "4k"],
      default: DEFAULT_SIZE,
      description:
        "The most pixels of the result: preview 0.25 megapixels, medium 1.5, hd 4, full and auto 25 (PNG 10), 50MP 50; it is never enlarged",
    },
  ),
  type: field("invalid_parameter", (sent) => sent.toLowerCase(), "auto", {
    ...text("What is in the picture; the same model does all of it", "auto", "person", "product", "car"),
    default: "auto",
  }),
  type_level: field("invalid_parameter", (sent) => sent.toLowerCase(), "1", {
    ...text("`none`: no X-Type in the answer", "1", "none"),
    default: "1",
  }),
  format: choice(
    "invalid_format",
    FORMATS,
    "auto",
    "auto is PNG where the result can be transparent, else JPEG; zip holds color.jpg and alpha.png",
  ),
  roi: field("invalid_roi", parseRegion, parseRegion("0% 0% 100% 100%"), {
    ...text("Region of interest x1 y1 x2 y2, in px or %: only subjects in it count", "10% 10% 90% 90%"),
    default: "0% 0% 100% 100%",
  }),
  crop: flag("invalid_parameter", false, "Cuts off what is empty around the subject"),
  crop_margin: field<ReturnType<typeof parseSides> | "none">(
    "invalid_crop_margin",
    parseMargin,
    "none",
    text("What crop leaves: one, two or four lengths, at most 50 % of the subject or 500 px", "30px", "10%"),
  ),
  scale: field<{ share: number } | "original">("invalid_scale", parseSubjectScale, "original", {
    ...text("Share of the picture that the subject takes, 10% to 100%", "80%"),
    default: "original",
  }),
  position: field<ReturnType<typeof parseAlignment> | "absent">("invalid_position", parsePosition, "absent", {
    ...text("original, center, x% or x% y%; center where scale is given", "center"),
    default: "original",
  }),
  channels: choice("invalid_channels", { rgba: "rgba", alpha: "alpha" } as const, "rgba", "alpha: the mask"),
  add_shadow: flag("invalid_parameter", false, "A shadow on the ground"),
  shadow_type: choice(
    "invalid_parameter",
    SHADOWS,
    "none",
    "auto, car and 3D: on the ground that the subject stands on; drop: behind it",
  ),
  shadow_opacity: field("invalid_parameter", parseOpacity, DEFAULT_OPACITY, {
    ...text("auto, or 0 to 100", "60"),
    default: "auto",
  }),
  semitransparency: flag(
    "invalid_semitransparency",
    true,
    "Accepted: glass and hair are semitransparent always",
  ),
  bg_color: field<Color | "none">(
    "invalid_bg_color",
    parseColor,
    "none",
    text("Hex digits with or without #, or a CSS name", "ff8c00", "white"),
  ),
  test: flag(
    "invalid_parameter",
    false,
    "A small picture with a watermark, free (an addition to the original API)",
  ),
});

export type RemoveBgValues = z.output<typeof removeBgFields>;
