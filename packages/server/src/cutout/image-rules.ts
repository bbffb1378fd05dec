import { EngineError, formatName, ImageTooLarge, type InputFormat } from "@alphacut/engine";
import { extensionOf } from "./file-extension.ts";
import type { ImageProblem, ImageProblemCode } from "./image-problem.ts";

/** What a dialect accepts as an image. */
export interface ImageRules {
  /** What the bytes may be; the engine takes more than the words of some dialects allow. */
  formats: readonly InputFormat[];
  /** Lower case, without a dot; any when absent. */
  extensions?: readonly string[];
  maxBytes: number;
  maxWidth: number;
  maxHeight: number;
  maxPixels?: number;
}

/** What was found out about a picture. */
export interface Inspection {
  problems: readonly ImageProblem[];
  /** Of the upright picture; absent when it is none. */
  size?: { width: number; height: number };
}

/** What is meant where a dialect says "JPEG, PNG, WebP or BMP". */
export const commonFormats: readonly InputFormat[] = ["jpeg", "png", "webp", "bmp"];

/** Everything that the engine reads. */
export const everyFormat: readonly InputFormat[] = [...commonFormats, "gif", "tiff", "avif", "heic"];

/** The pictures that the editor and the rembg.com dialect take. */
export const standardImageRules: ImageRules = {
  formats: commonFormats,
  extensions: ["webp", "bmp", "png", "jpg", "jpeg"],
  maxBytes: 50 * 1024 * 1024,
  maxWidth: 10_000,
  maxHeight: 10_000,
};

/** A picture as somebody sent it. */
export interface ImageFile {
  /** Without folders; empty when the sender chose no file. */
  name: string;
  size: number;
  /** Absent when the file is over its limit. */
  bytes: Uint8Array | undefined;
}

type Probe = (bytes: Uint8Array) => Promise<{ format: InputFormat; width: number; height: number }>;

/**
 * Judges an uploaded file by name, size, signature and dimensions, without decoding it. A name without an extension is
 * no offense; the extension and the bytes may disagree.
 */
export async function inspectImage(
  file: ImageFile | undefined,
  rules: ImageRules,
  probe: Probe,
): Promise<Inspection> {
  if (!file) return bad(problem("NoImage"));
  if (file.name.trim() === "") return bad(problem("NoFileName"));
  const extension = extensionOf(file.name);
  if (extension !== "" && rules.extensions && !rules.extensions.includes(extension)) {
    return bad(problem("ExtensionNotAllowed", { extension: extension.slice(0, 20) }));
  }
  if (file.size === 0) return bad(problem("EmptyFile"));
  if (file.bytes === undefined) {
    return bad(problem("FileTooLarge", { megabytes: (file.size / 1024 ** 2).toFixed(1) }));
  }
  return inspectDimensions(file.bytes, rules, probe);
}

async function inspectDimensions(bytes: Uint8Array, rules: ImageRules, probe: Probe): Promise<Inspection> {
  const info = await probe(bytes).catch((error: unknown) => {
    if (error instanceof ImageTooLarge) return { width: error.width, height: error.height };
    if (error instanceof EngineError && (error.code === "InvalidImage" || error.code === "UnsupportedImage"))
      return { refused: problem(error.code, { reason: error.message }) };
    throw error;
  });
  if ("refused" in info) return bad(info.refused);
  if ("format" in info && !rules.formats.includes(info.format)) {
    const reason = `This is a ${formatName(info.format)} image; send ${listed(rules.formats.map(formatName))}`;
    return bad(problem("UnsupportedImage", { reason }));
  }
  const { width, height } = info;
  const problems: ImageProblem[] = [];
  if (width > rules.maxWidth) problems.push(problem("ImageTooWide", { width }));
  if (height > rules.maxHeight) problems.push(problem("ImageTooTall", { height }));
  if (width * height > (rules.maxPixels ?? Number.POSITIVE_INFINITY)) {
    problems.push(problem("ImageTooLarge", { width, height }));
  }
  return { problems, size: { width, height } };
}

function bad(...problems: ImageProblem[]): Inspection {
  return { problems };
}

function problem(code: ImageProblemCode, values: ImageProblem["values"] = {}): ImageProblem {
  return { code, values };
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(names).replace(/, or /, " or ");
}
