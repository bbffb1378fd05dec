import { access, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { writeWhole } from "@alphacut/engine";
import { forEachAtOnce } from "../concurrency.ts";
import { type Context, ExitCode } from "../context.ts";
import { createCutter } from "../cutter/create-cutter.ts";
import { type Cutter, IMAGES_ON_THE_WAY } from "../cutter/cutter.ts";
import { describeError, isAbort, UsageError } from "../errors.ts";
import { OutputPaths } from "../folder/output-paths.ts";
import { createReport, type Outcome, type Report } from "../folder/report.ts";
import { findPictures } from "../folder/walk.ts";
import { extensionOfFormat, toRecipe } from "../recipe/recipe.ts";
import type { ModelOptions, RecipeOptions } from "../recipe/recipe-options.ts";

export interface FolderOptions extends RecipeOptions, ModelOptions {
  overwrite?: true;
  watch?: true;
  json?: true;
}

/** `alphacut p`: every picture of a folder and all below it. */
export async function cutFolder(
  inputDir: string,
  outputDir: string,
  options: FolderOptions,
  context: Context,
): Promise<ExitCode> {
  await checkFolders(inputDir, outputDir);
  const recipe = await toRecipe(options, "png");
  const signal = context.interruption();
  const cutter = await createCutter(recipe, options, context);
  try {
    const modelReady = cutter.ready(signal);
    // A failed picture asks for it; where nothing is left to do, nobody does.
    modelReady.catch(() => {});
    // Who watches for pictures that are yet to come learns at once that the model is not there.
    if (options.watch) await modelReady;
    const pictures = options.watch
      ? (await import("../folder/watch.ts")).watchPictures(inputDir, outputDir, signal)
      : await findPictures(inputDir, outputDir);
    const total = Array.isArray(pictures) ? pictures.length : undefined;
    const report = createReport(context, { total, json: options.json ?? false });
    const outputs = new OutputPaths(outputDir, extensionOfFormat(recipe.format));
    const job = { cutter, modelReady, signal, report, overwrite: options.overwrite ?? false };
    await forEachAtOnce(pictures, IMAGES_ON_THE_WAY, (name) =>
      cutPicture(join(inputDir, name), outputs.of(name), job),
    );
    report.end();
    if (signal.aborted && !options.watch) return ExitCode.interrupted;
    return report.failures > 0 ? ExitCode.failed : ExitCode.done;
  } finally {
    await cutter.close();
  }
}

async function checkFolders(inputDir: string, outputDir: string): Promise<void> {
  const input = await stat(inputDir).catch(() => undefined);
  if (!input?.isDirectory()) throw new UsageError(`There is no folder '${inputDir}'`);
  if (resolve(inputDir) === resolve(outputDir)) throw new UsageError("Results need a folder of their own");
}

interface Job {
  cutter: Cutter;
  modelReady: Promise<void>;
  signal: AbortSignal;
  report: Report;
  overwrite: boolean;
}

async function cutPicture(
  input: string,
  output: string,
  { cutter, modelReady, signal, report, overwrite }: Job,
): Promise<void> {
  if (signal.aborted) return;
  const start = performance.now();
  const outcome = async (): Promise<Outcome> => {
    if (!overwrite && (await exists(output))) return { status: "skipped" };
    const { data, width, height } = await cutter.cut(await readFile(input), signal);
    await mkdir(dirname(output), { recursive: true });
    await writeWhole(output, data, { overwrite });
    return { status: "done", width, height, ms: Math.round(performance.now() - start) };
  };
  const failure = async (error: unknown): Promise<Outcome | undefined> => {
    // A model that is not there fails the command, not every picture.
    await modelReady;
    return isAbort(error) ? undefined : { status: "failed", error: describeError(error) };
  };
  const result = await outcome().catch(failure);
  if (result) report.add(input, output, result);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
