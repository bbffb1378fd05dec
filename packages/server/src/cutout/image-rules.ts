import { EngineError, formatName, ImageTooLarge, type InputFormat } from "@alphacut/engine";
import { extensionOf } from "./file-extension.ts";
import type { ImageProblem, ImageProblemCode } from "./image-problem.ts";

/** What a dialect accepts as an image. */
export interface ImageRules {
  /** What the bytes may be; the engine takes more than the words of some dialects allow. */
  formats: readonly InputFormat[];
  /** Lower case, without a dot. */
  extensions: readonly string[];
  maxBytes: number;
  maxWidth: number;
  maxHeight: number;
}

/** What is meant where a dialect says "JPEG, PNG, WebP or BMP". */
export const commonFormats: readonly InputFormat[] = ["jpeg", "png", "webp", "bmp"];

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
 * no offence; the extension and the bytes may disagree.
 */
export async function inspectImage(
  file: ImageFile | undefined,
  rules: ImageRules,
  probe: Probe,
): Promise<ImageProblem[]> {
  if (!file) return [problem("NoImage")];
  if (file.name.trim() === "") return [problem("NoFileName")];
  const extension = extensionOf(file.name);
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
  const info = await probe(bytes).catch((error: unknown) => {
    if (error instanceof ImageTooLarge) return { width: error.width, height: error.height };
    if (error instanceof EngineError && (error.code === "InvalidImage" || error.code === "UnsupportedImage"))
      return { reason: error.message };
    throw error;
  });
  if ("reason" in info) return [problem("InvalidImage", info)];
  if ("format" in info && !rules.formats.includes(info.format)) {
    const reason = `This is a ${formatName(info.format)} image; send ${listed(rules.formats.map(formatName))}`;
    return [problem("InvalidImage", { reason })];
  }
  const problems: ImageProblem[] = [];
  if (info.width > rules.maxWidth) problems.push(problem("ImageTooWide", { width: info.width }));
  if (info.height > rules.maxHeight) problems.push(problem("ImageTooTall", { height: info.height }));
  return problems;
}

function problem(code: ImageProblemCode, values: ImageProblem["values"] = {}): ImageProblem {
  return { code, values };
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(names).replace(/, or /, " or ");
}
