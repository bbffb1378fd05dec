import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { Background, OutputFormat, Recipe, Shadow } from "@alphacut/engine";
import { UsageError } from "../errors.ts";
import { parseColor, parseColorPair } from "./color.ts";
import { toFinish, toPlacement } from "./placement.ts";
import type { RecipeOptions } from "./recipe-options.ts";

/** What `--shadow` takes instead of a color. */
const ORIGINAL = "original";

const FORMATS: Readonly<Record<string, OutputFormat>> = {
  ".png": "png",
  ".webp": "webp",
  ".jpg": "jpeg",
  ".jpeg": "jpeg",
  ".bmp": "bmp",
};

/** Extensions of the pictures that the engine reads. */
export const INPUT_EXTENSIONS: ReadonlySet<string> = new Set([
  ...Object.keys(FORMATS),
  ...[".jpe", ".jfif", ".pjpeg", ".avif", ".heic", ".heif", ".tif", ".tiff", ".gif"],
]);

/** The extension that a file of a format gets. */
export function extensionOfFormat(format: OutputFormat): string {
  return format === "jpeg" ? ".jpg" : `.${format}`;
}

/** @throws UsageError for an extension that no result can have */
export function formatOfFile(path: string): OutputFormat {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format) return format;
  throw new UsageError(
    `Cannot tell the format of '${path}'; end it with .png, .webp, .jpg or .bmp, or give --format`,
  );
}

/**
 * What the options ask for.
 * @param format when the options name none
 * @throws UsageError for a color or offset that is none
 */
export async function toRecipe(options: RecipeOptions, format: OutputFormat): Promise<Recipe> {
  const { width, height, exact, rotate, expand, quality, onlyMask } = options;
  if (exact && !(width && height)) throw new UsageError("--exact needs --width and --height");
  const background = await toBackground(options);
  const shadow = toShadow(options);
  return {
    format: options.format ?? format,
    ...(onlyMask && { output: "mask" }),
    ...((width || height) && {
      resize: { ...(width && { width }), ...(height && { height }), ...(exact && { exact }) },
    }),
    ...(rotate && { rotation: { degrees: rotate, expand } }),
    ...toPlacement(options),
    ...(background && { background }),
    ...(shadow && { shadow }),
    ...(options.shadow === ORIGINAL && { originalShadow: true }),
    ...(quality && { quality }),
    ...(await toFinish(options)),
  };
}

async function toBackground(options: RecipeOptions): Promise<Background | undefined> {
  const { background, backgroundImage, blur, gradient } = options;
  if (background !== undefined) return { kind: "color", color: parseColor(background) };
  if (blur !== undefined) return { kind: "blur", radius: blur };
  if (backgroundImage !== undefined) return { kind: "picture", bytes: await readFile(backgroundImage) };
  if (gradient === undefined) return undefined;
  const [top, bottom] = parseColorPair(gradient);
  return { kind: "gradient", top, bottom };
}

function toShadow({ shadow, shadowKind: kind, shadowOffset, shadowBlur }: RecipeOptions): Shadow | undefined {
  if (shadow === undefined || shadow === ORIGINAL) return undefined;
  const [x, y, ...rest] = shadowOffset.split(",").map(Number);
  if (x === undefined || y === undefined || rest.length > 0 || !Number.isInteger(x) || !Number.isInteger(y)) {
    throw new UsageError(`'${shadowOffset}' is no offset; write X,Y in whole pixels, for instance 20,20`);
  }
  const color = parseColor(shadow);
  return { kind, color, offset: { x, y }, blurRadius: shadowBlur };
}
