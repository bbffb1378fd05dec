import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type * as Zod from "zod";
import { EngineError } from "../errors.ts";
import type { ModelSource, ModelSpec } from "./catalog.ts";

/** The file in the models folder that lists models beside the catalog. */
const FILE_NAME = "models.json";

/** Loaded where there is something to read: most folders have no list, and this takes longer than the rest of the engine. */
function zod(): typeof Zod {
  return createRequire(import.meta.url)("zod");
}

/** Any ONNX file with one picture in and one mask out; the numbers as its authors publish them, for channels of 0…1. */
function entrySchema() {
  const { z } = zod();
  const rgb = (value: Zod.ZodNumber) => z.tuple([value, value, value]);
  const hex = (digits: number) =>
    z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `${digits} hex digits`);
  return z
    .strictObject({
      name: z.string().regex(/^[a-z0-9][\w.-]*$/i, "letters, digits, '.', '_' and '-'"),
      purpose: z.string().default("custom"),
      license: z.string().optional(),
      /** How lists of earlier versions spell `license`. */
      licence: z.string().optional(),
      nonCommercial: z.boolean().default(false),
      /** A path, relative to the folder of the list. */
      file: z.string().optional(),
      /** Instead of `file`: where to pull it from, with its checksum. */
      url: z.url({ protocol: /^https?$/ }).optional(),
      sha256: hex(64).optional(),
      md5: hex(32).optional(),
      /** Pixels of a side of the picture that the model takes. */
      side: z.int().min(16).max(8192),
      /** For a model that takes other sizes too: what both sides must be a multiple of. */
      multipleOf: z.int().min(1).max(1024).optional(),
      mean: rgb(z.number()),
      std: rgb(z.number().positive()),
      resizeFilter: z.enum(["linear", "lanczos3"]).default("lanczos3"),
      /** Name of the output with the mask; the first when absent. */
      output: z.string().optional(),
      activation: z.enum(["none", "sigmoid"]).default("none"),
      stretch: z.boolean().default(true),
      megabytes: z.number().positive().default(0),
    })
    .refine(({ file, url }) => (file === undefined) !== (url === undefined), "needs either 'file' or 'url'")
    .refine(({ url, sha256, md5 }) => !url || sha256 || md5, "a 'url' needs a 'sha256' or 'md5'");
}

type EntrySchema = ReturnType<typeof entrySchema>;

/** One entry of `models.json`, as written. */
export type CustomModelEntry = Zod.input<EntrySchema>;

/**
 * The models that the operator adds in `models.json`, none when there is no such file.
 * @throws EngineError `ModelUnavailable` with every mistake in the file
 */
export function readCustomModels(modelsDir: string): ModelSpec[] {
  const path = join(modelsDir, FILE_NAME);
  const text = readIfThere(path);
  return text === undefined
    ? []
    : parse(entrySchema().array(), text, path).map((entry) => toSpec(entry, path));
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new EngineError("ModelUnavailable", `Cannot read ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * A single model out of the JSON of an entry.
 * @param file the model's file, in place of the entry's `file`
 * @throws EngineError `ModelUnavailable` with every mistake in it
 */
export function parseCustomModel(text: string, file: string): ModelSpec {
  const path = resolve(file);
  const withFile = zod().preprocess(
    (value) => ({ name: "custom", file: path, ...Object(value) }),
    entrySchema(),
  );
  return toSpec(parse(withFile, text, "The fields of the model"), path);
}

function parse<T>(schema: Zod.ZodType<T>, text: string, where: string): T {
  const problem = (detail: string) => new EngineError("ModelUnavailable", `${where}: ${detail}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw problem((error as Error).message);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw problem(zod().prettifyError(parsed.error));
}

function toSpec(entry: Zod.output<EntrySchema>, listPath: string): ModelSpec {
  const { name, purpose, side, multipleOf, mean, std, resizeFilter } = entry;
  const { output, activation, stretch } = entry;
  return {
    name,
    purpose,
    license: { name: entry.license ?? entry.licence ?? "unknown", nonCommercial: entry.nonCommercial },
    source: sourceOf(entry, listPath),
    input: multipleOf === undefined ? { kind: "fixed", side } : { kind: "multiple", of: multipleOf, side },
    mean: onByteScale(mean),
    deviation: onByteScale(std),
    resizeFilter,
    output: { activation, stretch, ...(output !== undefined && { name: output }) },
    approximateMegabytes: entry.megabytes,
  };
}

function sourceOf({ file, url, sha256, md5 }: Zod.output<EntrySchema>, listPath: string): ModelSource {
  if (url === undefined) return { kind: "file", path: resolve(dirname(listPath), file!) };
  const checksum = sha256
    ? { algorithm: "sha256" as const, hex: sha256 }
    : { algorithm: "md5" as const, hex: md5! };
  return { kind: "https", url, checksum };
}

function onByteScale([red, green, blue]: [number, number, number]): [number, number, number] {
  return [red * 255, green * 255, blue * 255];
}
