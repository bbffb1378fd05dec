import type { Background, Canvas, Color, Recipe } from "@alphacut/engine";
import { z } from "zod";
import type { Problem } from "../http/failure.ts";
import { parseCssColor } from "../http/field-parsers.ts";

const color = z
  .string()
  .regex(/^#([0-9a-f]{6}|[0-9a-f]{8})$/i, "must be #RRGGBB or #RRGGBBAA")
  .transform((text) => parseCssColor(text) as Color)
  .meta({ override: { type: "string", examples: ["#ffffff", "#00000080"] } });
const side = z.int().min(1).max(10_000);
const percent = z.number().min(0).max(100);
const shift = z.number().min(-200).max(200);
const offset = z.number().min(-5000).max(5000);

/** What the editor can ask for; the effects may be larger than in the public dialects. Unknown keys are refused. */
export const editorRecipe = z
  .strictObject({
    format: z.enum(["png", "webp", "jpeg", "bmp"]),
    output: z.enum(["cutout", "mask"]).optional(),
    quality: z.enum(["fast", "standard", "best"]).optional(),
    crop: z
      .strictObject({
        left: z.int().min(0),
        top: z.int().min(0),
        width: z.int().min(1),
        height: z.int().min(1),
      })
      .optional()
      .describe("A rectangle of the upright photo, in pixels"),
    resize: z
      .strictObject({ width: side.optional(), height: side.optional(), exact: z.boolean().optional() })
      .optional(),
    mirror: z.boolean().optional().describe("Left and right are exchanged, before the rotation"),
    rotation: z
      .strictObject({ degrees: z.number().min(-360).max(360), expand: z.boolean() })
      .optional()
      .describe("Counter-clockwise"),
    canvas: z
      .strictObject({
        width: side.optional(),
        height: side.optional(),
        scale: z.enum(["fit", "fill", "original"]).optional(),
        padding: z.number().min(0).max(49).optional().describe("Percent of the canvas, on every side"),
        align: z
          .union([z.strictObject({ x: percent.optional(), y: percent.optional() }), z.literal("original")])
          .optional(),
        adjust: z
          .strictObject({
            x: shift.optional(),
            y: shift.optional(),
            scale: z.number().min(0.02).max(50).optional(),
          })
          .optional()
          .describe("By hand, at last: percent of the canvas to the right and down, and a factor"),
      })
      .optional()
      .describe("The subject, scaled and placed on a canvas"),
    outputQuality: z.int().min(1).max(100).optional().describe("Of JPEG and WebP"),
    maxBytes: z
      .int()
      .min(10_000)
      .optional()
      .describe("JPEG and WebP: the quality becomes as low as the file needs to have at most so many bytes"),
    background: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("color"), color }),
        z.strictObject({
          kind: z.literal("gradient"),
          top: color,
          bottom: color,
          angle: z.number().min(0).max(360).describe("Clockwise; 180 from top to bottom").optional(),
        }),
        z.strictObject({ kind: z.literal("blur"), radius: z.number().min(1).max(500) }),
        z.strictObject({ kind: z.literal("picture") }).describe("The file in the form field 'background'"),
      ])
      .optional(),
    originalShadow: z
      .boolean()
      .describe("The photo's own shadow stays, where it fell on a plain backdrop")
      .optional(),
    shadow: z
      .strictObject({
        kind: z
          .enum(["drop", "contact"])
          .optional()
          .describe("As if on a wall behind the subject, or on the ground that it stands on"),
        color,
        offset: z.strictObject({ x: offset, y: offset }),
        blurRadius: z.number().min(0).max(500),
      })
      .optional(),
  })
  .meta({ id: "EditorRecipe" });

export type EditorRecipe = z.output<typeof editorRecipe>;

/** The recipe in a form's text field, or everything that is wrong with it. */
export function parseRecipe(text: string | undefined): { recipe: EditorRecipe } | { problems: Problem[] } {
  const parsed = editorRecipe.safeParse(parseJson(text ?? ""));
  if (parsed.success) return { recipe: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const field = ["recipe", ...path].join(".");
    return { field, message: `'${field}': ${message}`, code: "InvalidRecipe" as const };
  });
  return { problems };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The engine's recipe, with the bytes of the files that came beside it. */
export function withFiles(
  { background, canvas, ...recipe }: EditorRecipe,
  files: Record<"correction" | "background" | "keepMask" | "removeMask", Uint8Array | undefined>,
): Recipe {
  const { correction, keepMask, removeMask } = files;
  return {
    ...(recipe as Omit<Recipe, "background" | "canvas">),
    ...(canvas && { canvas: withPadding(canvas) }),
    ...(keepMask && { keepMask }),
    ...(removeMask && { removeMask }),
    ...(correction && { correction }),
    ...(background && { background: withBytes(background, files.background) }),
  };
}

function withPadding({ padding = 0, ...canvas }: NonNullable<EditorRecipe["canvas"]>): Canvas {
  const side = { value: padding, unit: "%" } as const;
  return { ...(canvas as Canvas), padding: { top: side, right: side, bottom: side, left: side } };
}

function withBytes(
  background: NonNullable<EditorRecipe["background"]>,
  bytes: Uint8Array | undefined,
): Background {
  return background.kind === "picture"
    ? { kind: "picture", bytes: bytes as Uint8Array }
    : (background as Background);
}
