import { extname } from "node:path";
import { EngineError, ImageTooLarge } from "@alphacut/engine";
import type { ImageProblem, ImageProblemCode } from "./image-problem.ts";

/** What a dialect accepts as an image. */
export interface ImageRules {
  /** Lower case, without a dot. */
  extensions: readonly string[];
  maxBytes: number;
  maxWidth: number;
  maxHeight: number;
}

/** The pictures that the editor and the rembg.com dialect take. */
export const standardImageRules: ImageRules = {
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

type Probe = (bytes: Uint8Array) => Promise<{ width: number; height: number }>;

/**
 * Judges an uploaded file by name, size, signature and dimensions, without decoding it. A name without an extension is
 * no offence; the extension and the bytes may disagree.
 */
export async function inspectImage(
  file: ImageFile | undefined,
  rules: ImageRules,
  probe: Probe,
): Promise<ImageProblem[]> {
  if (!file) return [problem("NoImage")];
  if (file.name === "") return [problem("NoFileName")];
  const extension = extname(file.name).slice(1).toLowerCase();
  if (extension !== "" && !rules.extensions.includes(extension)) {
    return [problem("ExtensionNotAllowed", { extension: extension.slice(0, 20) })];
  }
  if (file.size === 0) return [problem("EmptyFile")];
  if (file.bytes === undefined) {
    return [problem("FileTooLarge", { megabytes: (file.size / 1024 ** 2).toFixed(1) })];
  }
  return inspectDimensions(file.bytes, rules, probe);
}

async function inspectDimensions(
  bytes: Uint8Array,
  rules: ImageRules,
  probe: Probe,
): Promise<ImageProblem[]> {
  const size = await probe(bytes).catch((error: unknown) => {
    if (error instanceof ImageTooLarge) return { width: error.width, height: error.height };
    if (error instanceof EngineError && (error.code === "InvalidImage" || error.code === "UnsupportedImage"))
      return undefined;
    throw error;
  });
  if (!size) return [problem("InvalidImage")];
  const problems: ImageProblem[] = [];
  if (size.width > rules.maxWidth) problems.push(problem("ImageTooWide", { width: size.width }));
  if (size.height > rules.maxHeight) problems.push(problem("ImageTooTall", { height: size.height }));
  return problems;
}

function problem(code: ImageProblemCode, values: ImageProblem["values"] = {}): ImageProblem {
  return { code, values };
}
