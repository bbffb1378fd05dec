import { EngineError } from "@alphacut/engine";
import type { CutoutEngine } from "../cutout/engine.ts";
import { inspectImage } from "../cutout/image-rules.ts";
import { InvalidRequest, type Problem } from "../http/failure.ts";
import type { UploadedFile } from "../http/file-collector.ts";
import type { FormRules } from "../http/forms.ts";
import type { Form } from "../http/multipart.ts";
import { errors } from "../http/own-errors.ts";
import { describe, editorImageRules } from "./image-rules.ts";
import { parseRecipe, withFiles } from "./wire.ts";

const MAX_CORRECTION_BYTES = 8 * 1024 * 1024;
/** What is known of the photo: any picture, white where it is so. */
const MASKS = ["keep_mask", "remove_mask"] as const;
export const editorForm: FormRules = {
  kinds: ["multipart"],
  files: {
    image: editorImageRules.maxBytes,
    correction: MAX_CORRECTION_BYTES,
    ...Object.fromEntries(MASKS.map((name) => [name, MAX_CORRECTION_BYTES])),
    background: editorImageRules.maxBytes,
  },
};

/**
 * What an editor's form asks for.
 * @throws InvalidRequest with everything that is wrong
 */
export async function readEditorForm({ files, fields }: Form, engine: CutoutEngine) {
  const asked = parseRecipe(fields.recipe);
  const wantsPicture = "recipe" in asked && asked.recipe.background?.kind === "picture";
  const background = wantsPicture ? files.background : undefined;
  const problems = [
    ...(await imageProblems(files.image, engine)),
    ...("problems" in asked ? asked.problems : []),
    ...(await correctionProblems(files.correction, engine)),
    ...(await maskProblems(files, engine)),
    ...(wantsPicture ? await backgroundProblems(background, engine) : []),
  ];
  const image = files.image?.bytes;
  if (problems.length > 0 || !image || !("recipe" in asked)) throw new InvalidRequest(problems);
  const recipe = withFiles(asked.recipe, {
    correction: files.correction?.bytes,
    background: background?.bytes,
    keepMask: files.keep_mask?.bytes,
    removeMask: files.remove_mask?.bytes,
  });
  return { image, recipe };
}

async function imageProblems(file: UploadedFile | undefined, engine: CutoutEngine): Promise<Problem[]> {
  const { problems } = await inspectImage(file, editorImageRules, (bytes) => engine.probe(bytes));
  return problems.map((problem) => ({ field: "image", message: describe(problem), code: problem.code }));
}

async function backgroundProblems(file: UploadedFile | undefined, engine: CutoutEngine): Promise<Problem[]> {
  const { problems } = await inspectImage(file, editorImageRules, (bytes) => engine.probe(bytes));
  return problems.length === 0 ? [] : [problemOf("background", "InvalidBackground")];
}

async function correctionProblems(file: UploadedFile | undefined, engine: CutoutEngine): Promise<Problem[]> {
  if (!file) return [];
  const isPng = file.bytes !== undefined && (await isReadablePng(file.bytes, engine));
  return isPng ? [] : [problemOf("correction", "InvalidCorrection")];
}

async function maskProblems(files: Form["files"], engine: CutoutEngine): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const name of MASKS) {
    const file = files[name];
    if (file && !(file.bytes && (await isReadable(file.bytes, engine))))
      problems.push(problemOf(name, "InvalidMask"));
  }
  return problems;
}

async function isReadablePng(bytes: Uint8Array, engine: CutoutEngine): Promise<boolean> {
  const isPng = Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "\x89PNG";
  return isPng && isReadable(bytes, engine);
}

async function isReadable(bytes: Uint8Array, engine: CutoutEngine): Promise<boolean> {
  return engine.probe(bytes).then(
    () => true,
    (error: unknown) => {
      if (error instanceof EngineError) return false;
      throw error;
    },
  );
}

function problemOf(field: string, code: "InvalidBackground" | "InvalidCorrection" | "InvalidMask"): Problem {
  return { field, message: errors[code].message, code };
}
