import type { Color } from "@alphacut/engine";
import { z } from "zod";
import { quotable } from "../../http/field-parsers.ts";
import { textField } from "../../http/text-field.ts";

/** A parameter as FastAPI reads it: text on the wire, an empty one counts as absent. */
function parameter<T>(
  parse: (text: string) => T | undefined,
  { complaint, ...documented }: { complaint: string; [keyword: string]: unknown },
) {
  return textField<T | undefined>((text) => {
    if (text === "") return { value: undefined };
    const value = parse(text);
    return value === undefined ? { complaint: `${complaint}, got: '${quotable(text)}'` } : { value };
  }, documented);
}

const TRUE = ["true", "1", "yes", "on", "t", "y"];
const FALSE = ["false", "0", "no", "off", "f", "n"];

/** The words that pydantic takes for a boolean, in any case. */
const flag = (description: string) =>
  parameter(
    (text) => {
      const word = text.toLowerCase();
      if (TRUE.includes(word)) return true;
      return FALSE.includes(word) ? false : undefined;
    },
    {
      complaint: "Input should be a valid boolean, such as true or false",
      type: "boolean",
      default: false,
      description,
    },
  );

const level = (maximum: number, fallback: number, description: string) =>
  parameter(
    (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value <= maximum ? value : undefined;
    },
    {
      complaint: `Input should be a whole number from 0 to ${maximum}`,
      type: "integer",
      minimum: 0,
      maximum,
      default: fallback,
      description,
    },
  );

/** `r,g,b` or `r,g,b,a`, 0…255 each. */
function parseColor(text: string): Color | undefined {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length < 3 || parts.length > 4 || !parts.every((part) => /^\d{1,3}$/.test(part)))
    return undefined;
  const [r = 0, g = 0, b = 0, alpha = 255] = parts.map(Number);
  return Math.max(r, g, b, alpha) > 255 ? undefined : { r, g, b, alpha: alpha / 255 };
}

/** Prompts for models that take them; none of ours does. A file is never opened for it. */
function parseExtras(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && !("model_path" in value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const REFINED = "accepted; edges are always refined";

/** The parameters that rembg's `GET` and `POST /api/remove` share. */
export const parameters = z.object({
  model: parameter((text) => text, {
    complaint: "",
    type: "string",
    description: "A model by rembg's name; the server's default when absent",
    examples: ["u2net", "isnet-general-use"],
  }),
  a: flag(`Alpha matting: ${REFINED}`),
  af: level(255, 240, `Alpha matting, foreground threshold: ${REFINED}`),
  ab: level(255, 10, `Alpha matting, background threshold: ${REFINED}`),
  ae: level(1000, 10, `Alpha matting, erode size: ${REFINED}`),
  om: flag("Answer the mask only"),
  ppm: flag("Post-process the mask: accepted; masks need none"),
  dc: flag("Decontaminate colors: accepted; colors at edges are always freed of the old background"),
  bgc: parameter(parseColor, {
    complaint: "Input should be r,g,b,a with whole numbers from 0 to 255",
    type: "string",
    description: "Background color: r,g,b,a with 0 to 255 each",
    examples: ["255,255,255,255"],
  }),
  extras: parameter(parseExtras, {
    complaint: "Input should be a JSON object and can't name a file of the server",
    type: "string",
    description: "Prompts as a JSON object: accepted; no model here needs any",
  }),
});

/** In a `POST` these may stand in the query, too. */
export const QUERY_PARAMETERS = ["bgc", "extras"] as const;
