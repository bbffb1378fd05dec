import type { Color, OutputFormat, Recipe } from "@alphacut/engine";
import { z } from "zod";
import type { Fields } from "../../cutout-routes/cutout-route.ts";
import type { DecodedFields } from "../../cutout-routes/form-route.ts";
import { fill } from "../../http/failure.ts";
import { parseCssColor, parseInteger, quotable } from "../../http/field-parsers.ts";
import { textField } from "../../http/text-field.ts";
import { fieldErrors } from "./errors.ts";

const MAX_OFFSET = 10_000;
const FORMATS: Record<string, OutputFormat> = { png: "png", webp: "webp", jpeg: "jpeg", jpg: "jpeg" };

/** What the vendor's model names stand for; `undefined` is the operator's default model. */
const VENDOR_MODELS: Record<string, string | undefined> = {
  falcon: undefined,
  aurora: undefined,
  ghost: undefined,
};

/**
 * A form field. It is text on the wire; an empty one counts as absent. `parse` answers `undefined` for what the field
 * does not take; `takes` says in words what it does, and `documented` is its JSON schema for the reference. A field
 * without `fallback` is required.
 */
function field<T>(
  name: string,
  takes: string,
  parse: (text: string) => T | undefined,
  documented: object,
  fallback?: T,
) {
  return textField<T>((text) => {
    const value = text === "" ? fallback : parse(text);
    if (value !== undefined) return { value };
    const complaint = text === "" ? fieldErrors.Missing : fieldErrors.Bad;
    return { complaint: fill(complaint, { field: name, got: quotable(text), takes }) };
  }, documented);
}

const integer = (name: string, minimum: number, maximum: number, description: string) =>
  field(
    name,
    `a whole number from ${minimum} to ${maximum}`,
    (text) => {
      const value = parseInteger(text);
      return value !== undefined && value >= minimum && value <= maximum ? value : undefined;
    },
    { type: "integer", minimum, maximum, description, examples: [16] },
  );

const color = (name: string, description: string) =>
  field(name, "a color: (R, G, B) or (R, G, B, A) with 0 to 255 each, #hex or a CSS name", parseColor, {
    type: "string",
    description,
    examples: ["(255, 140, 0, 255)", "#ff8c00", "orange"],
  });

/** `(R, G, B)` or `(R, G, B, A)`, brackets and blanks optional; `#hex` and CSS names. */
function parseColor(text: string): Color | undefined {
  const parts = listOf(text);
  if (parts.length < 3) return parseCssColor(text);
  if (parts.length > 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const [r = 0, g = 0, b = 0, alpha = 255] = parts.map(Number);
  return Math.max(r, g, b, alpha) > 255 ? undefined : { r, g, b, alpha: alpha / 255 };
}

/** `(20, 20)`, `20,20`, `20 20` or `[20,20]`. */
function parseOffset(text: string): { x: number; y: number } | undefined {
  const [x, y, ...rest] = listOf(text).map(parseInteger);
  if (x === undefined || y === undefined || rest.length > 0) return undefined;
  return Math.max(Math.abs(x), Math.abs(y)) > MAX_OFFSET ? undefined : { x, y };
}

/** Parts between commas or blanks, without the brackets around all of them. */
function listOf(text: string): string[] {
  const isBracketed = /^(\(.*\)|\[.*\])$/s.test(text);
  const bare = isBracketed ? text.slice(1, -1) : text;
  return bare
    .trim()
    .replace(/\s+/g, " ")
    .split(/ ?, ?| /);
}

/** An addition to the original API, on every endpoint. */
const format = field(
  "format",
  "png, webp or jpeg",
  (text) => {
    const name = text.toLowerCase();
    return Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  },
  { type: "string", enum: Object.keys(FORMATS), default: "png", description: "Format of the answer" },
  "png",
);

/** @param allowed names of models that callers may ask for */
const model = (allowed: readonly string[]) => {
  const names = [...Object.keys(VENDOR_MODELS), ...allowed];
  return field<{ model?: string }>(
    "model",
    `one of ${names.join(", ")}`,
    (text) => {
      const name = text.toLowerCase();
      if (!names.includes(name)) return undefined;
      const chosen = Object.hasOwn(VENDOR_MODELS, name) ? VENDOR_MODELS[name] : name;
      return chosen === undefined ? {} : { model: chosen };
    },
    { type: "string", enum: names, description: "Model to use; the server's default when absent" },
    {},
  );
};

/** The forms of all endpoints, by the last part of their path. */
export function createForms(allowedModels: readonly string[]) {
  const plain = z.object({ format, model: model(allowedModels) });
  return {
    "": form(plain, (values) => ({ format: values.format, ...values.model })),
    mask: form(plain, (values) => ({ format: values.format, output: "mask", ...values.model })),
    blur: form(
      z.object({ format, radius: integer("radius", 1, 50, "Gaussian blur radius in pixels") }),
      (values) => ({
        format: values.format,
        background: { kind: "blur", radius: values.radius },
      }),
    ),
    color: form(z.object({ format, bgcolor: color("bgcolor", "Color of the background") }), (values) => ({
      format: values.format,
      background: { kind: "color", color: values.bgcolor },
    })),
    gradient: form(
      z.object({
        format,
        top_color: color("top_color", "Color at the top"),
        bottom_color: color("bottom_color", "Color at the bottom"),
      }),
      (values) => ({
        format: values.format,
        background: { kind: "gradient", top: values.top_color, bottom: values.bottom_color },
      }),
    ),
    shadow: form(
      z.object({
        format,
        shadow_color: color("shadow_color", "Color of the shadow; its alpha is how dense it is"),
        offset: field("offset", "two whole numbers of pixels: (x, y)", parseOffset, {
          type: "string",
          description: "Where the shadow falls: pixels to the right and down; may be negative",
          examples: ["(20, 20)", "-5,10"],
        }),
        blur_radius: integer("blur_radius", 0, 100, "Softness of the shadow in pixels"),
      }),
      (values) => ({
        format: values.format,
        shadow: { color: values.shadow_color, offset: values.offset, blurRadius: values.blur_radius },
      }),
    ),
  };
}

function form<T extends z.ZodType>(fields: T, recipeOf: (values: z.output<T>) => Recipe) {
  return {
    fields,
    decode(sent: Fields): DecodedFields {
      const parsed = fields.safeParse(sent);
      if (parsed.success) return { recipe: recipeOf(parsed.data) };
      return {
        problems: parsed.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })),
      };
    },
  };
}
