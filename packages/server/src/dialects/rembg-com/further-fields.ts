import {
  type Background,
  type Color,
  type Outline,
  parseAlignment,
  parseCanvasSize,
  parseRegion,
  parseScale,
  parseSides,
  type Recipe,
  type Shadow,
} from "@alphacut/engine";
import { z } from "zod";
import type { Known } from "../../cutout-routes/cutout-route.ts";
import { parseBoolean, parseCssColor, parseDecimal, parseInteger } from "../../http/field-parsers.ts";
import { regionInPixels } from "../../http/region.ts";
import { choice, flag, worded } from "./field.ts";

const LENGTHS = "lengths such as 30px or 5%: one, two, or four for top, right, bottom, left";
const REGION = "x1 y1 x2 y2 in px or %";

const whole = (name: string, minimum: number, maximum: number, description: string) =>
  worded(
    name,
    `a whole number from ${minimum} to ${maximum}`,
    (text) => {
      const value = parseInteger(text);
      return value !== undefined && value >= minimum && value <= maximum ? value : undefined;
    },
    { type: "integer", minimum, maximum, description },
  );

/** Words between blanks or commas. */
const wordsOf = (text: string) => text.trim().split(/[\s,]+/);

const texts = (type: "string", description: string, ...examples: string[]) => ({
  type,
  description,
  examples,
});

/** Fields of `POST /rmbg` that the original does not have, for callers with a key or a user token. */
export const furtherFields = z.object({
  image_url: z
    .string()
    .optional()
    .meta({
      override: texts(
        "string",
        "The photo by its http(s) or data: address, instead of the file `image`",
        "https://example.com/photo.jpg",
      ),
    }),
  model: worded(
    "model",
    "the name of a model of this server",
    (text) => (/^[\w.-]{1,60}$/.test(text.trim()) ? text.trim() : undefined),
    texts("string", "A model that is installed on the server; its default one when absent", "isnet"),
  ),
  roi: worded(
    "roi",
    REGION,
    parseRegion,
    texts("string", "Region of interest: only what is inside counts", "10% 10% 90% 90%"),
  ),
  crop: worded(
    "crop",
    `true, false, or a rectangle of the photo: ${REGION}`,
    (text) => parseBoolean(text) ?? parseRegion(text),
    texts(
      "string",
      "`true`: cut off what is empty around the subject; or a rectangle of the photo",
      "true",
      "0 0 50% 100%",
    ),
  ),
  crop_margin: worded(
    "crop_margin",
    LENGTHS,
    parseSides,
    texts("string", "What `crop=true` leaves around the subject", "5%", "10px 30px"),
  ),
  canvas: worded(
    "canvas",
    "a size such as 2000x2000",
    parseCanvasSize,
    texts("string", "Places the subject on a canvas of this size, never distorted", "2000x2000"),
  ),
  padding: worded(
    "padding",
    LENGTHS,
    parseSides,
    texts(
      "string",
      "What the subject keeps away from the sides of the canvas; a side on which the photo cuts it off stays on the edge",
      "5%",
    ),
  ),
  scale: worded(
    "scale",
    "fit, fill, original or a share such as 80%",
    parseScale,
    texts("string", "How large the subject is on the canvas", "fit", "80%"),
  ),
  align: worded(
    "align",
    "a place such as center, bottom, top left, '50% 100%' or original",
    parseAlignment,
    texts("string", "Where the subject lies on the canvas", "bottom"),
  ),
  enlarge: flag("enlarge", true, "False: the subject is never made larger than it is, on a canvas"),
  cut_sides: flag(
    "cut_sides",
    true,
    "False: a side on which the photo's frame cuts the subject off keeps away from the canvas's edge, too",
  ),
  blur: whole("blur", 1, 500, "The photo's own background, blurred by this radius in pixels"),
  gradient: worded(
    "gradient",
    "two colors, top and bottom",
    parsePair,
    texts("string", "A vertical gradient as background", "#ffffff #d0d8e0"),
  ),
  shadow: worded(
    "shadow",
    "true, original, or a color and at will x, y and blur in pixels, with contact before them for one on the ground",
    parseShadow,
    texts(
      "string",
      "A drop shadow: `true`, or color, x, y, blur; with `contact` before it one on the ground; `original`: the photo's own, where it fell on a plain backdrop",
      "true",
      "#00000080 20 20 30",
      "contact #00000099 0 0 30",
    ),
  ),
  outline: worded(
    "outline",
    "a color and at will a width from 0.5 to 500 pixels",
    parseOutline,
    texts("string", "A line around the subject, as stickers have it", "white 12"),
  ),
  dpi: whole("dpi", 72, 1200, "Dots per inch that the file names; those of the photo when absent"),
  output_quality: whole("output_quality", 1, 100, "Quality of JPEG and WebP files"),
  existing_alpha: choice("existing_alpha", { keep: "keep", multiply: "multiply" } as const, "NotTaken", {
    default: "multiply",
    description: "`keep`: a picture that is a cutout already is taken as it is",
  }),
});

/** Files beside the photo, for the same callers. */
export const FURTHER_FILES = ["background_image", "keep_mask", "remove_mask"] as const;

export type FurtherValues = z.output<typeof furtherFields>;

/** Backgrounds of which a picture can have one. */
export const BACKGROUNDS = ["bg_color", "background_image", "blur", "gradient"] as const;

/** What the further fields and files add to a recipe. */
export function furtherRecipe(values: FurtherValues, { size, pictures }: Known): Partial<Recipe> {
  const { roi, crop, canvas, padding, scale, align, enlarge, cut_sides: keepCutSides } = values;
  const background = backgroundOf(values, pictures.background_image);
  const wantsCanvas = canvas ?? padding ?? scale ?? align;
  return {
    ...(values.model && { model: values.model }),
    ...(roi && { regionOfInterest: roi }),
    ...(crop === true && { cropToSubject: values.crop_margin ? { margin: values.crop_margin } : {} }),
    ...(typeof crop === "object" && { crop: regionInPixels(crop, size) }),
    ...(wantsCanvas && {
      canvas: {
        ...canvas,
        ...(padding && { padding }),
        ...(scale && { scale }),
        ...(align && { align }),
        ...(enlarge !== undefined && { enlarge }),
        ...(keepCutSides !== undefined && { keepCutSides }),
      },
    }),
    ...(background && { background }),
    ...(values.shadow === "original" ? { originalShadow: true } : values.shadow && { shadow: values.shadow }),
    ...(values.outline && { outline: values.outline }),
    ...(values.dpi && { dpi: values.dpi }),
    ...(values.output_quality && { outputQuality: values.output_quality }),
    ...(values.existing_alpha && { existingAlpha: values.existing_alpha }),
    ...(pictures.keep_mask && { keepMask: pictures.keep_mask }),
    ...(pictures.remove_mask && { removeMask: pictures.remove_mask }),
  };
}

function backgroundOf(
  { blur, gradient }: FurtherValues,
  bytes: Uint8Array | undefined,
): Background | undefined {
  if (blur) return { kind: "blur", radius: blur };
  if (gradient) return { kind: "gradient", ...gradient };
  return bytes && { kind: "picture", bytes };
}

function parsePair(text: string): { top: Color; bottom: Color } | undefined {
  const [top, bottom, ...rest] = wordsOf(text).map(parseCssColor);
  return top && bottom && rest.length === 0 ? { top, bottom } : undefined;
}

/** Soft, and a little below the subject. */
const SHADOW: Shadow = { color: { r: 0, g: 0, b: 0, alpha: 0.5 }, offset: { x: 20, y: 20 }, blurRadius: 20 };
/** Right where the subject stands. */
const CONTACT_SHADOW: Shadow = { ...SHADOW, kind: "contact", offset: { x: 0, y: 0 } };
const MAX_OFFSET = 5000;
const MAX_BLUR = 500;

function parseShadow(text: string): Shadow | "original" | false | undefined {
  if (text.trim().toLowerCase() === "original") return "original";
  const wanted = parseBoolean(text);
  if (wanted !== undefined) return wanted && SHADOW;
  const words = wordsOf(text);
  const isContact = words[0]?.toLowerCase() === "contact";
  const { offset } = isContact ? CONTACT_SHADOW : SHADOW;
  const [name = "", ...numbers] = isContact ? words.slice(1) : words;
  if (isContact && name === "") return CONTACT_SHADOW;
  const color = parseCssColor(name);
  const [x = offset.x, y = offset.y, blurRadius = SHADOW.blurRadius, ...rest] = numbers.map(
    (word) => parseDecimal(word.replace(/px$/i, "")) ?? Number.NaN,
  );
  const fits = Math.max(Math.abs(x), Math.abs(y)) <= MAX_OFFSET && blurRadius >= 0 && blurRadius <= MAX_BLUR;
  if (!color || !fits || rest.length > 0) return undefined;
  return { ...(isContact && { kind: "contact" }), color, offset: { x, y }, blurRadius };
}

function parseOutline(text: string): Outline | undefined {
  const [name = "", ...rest] = wordsOf(text);
  const color = parseCssColor(name);
  const width = rest.length === 0 ? 10 : parseDecimal((rest[0] ?? "").replace(/px$/i, ""));
  const fits = width !== undefined && width >= 0.5 && width <= 500 && rest.length < 2;
  return color && fits ? { width, color } : undefined;
}
