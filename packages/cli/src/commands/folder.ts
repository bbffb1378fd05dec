import type { Stats } from "node:fs";
import { readFile, rm, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Recipe } from "@alphacut/engine";
import { forEachAtOnce } from "../concurrency.ts";
import { type Context, ExitCode } from "../context.ts";
import { createCutter } from "../cutter/create-cutter.ts";
import { type Cutter, IMAGES_ON_THE_WAY } from "../cutter/cutter.ts";
import { describeError, isAbort, UsageError } from "../errors.ts";
import { changesSoon, hasChanged } from "../folder/changes.ts";
import { OutputPaths } from "../folder/output-paths.ts";
import type { FolderWork } from "../folder/remote-job.ts";
import { createReport, type Outcome, type Report } from "../folder/report.ts";
import { findPictures, whyNoPictures } from "../folder/walk.ts";
import { extensionOfFormat, toRecipe } from "../recipe/recipe.ts";
import type { ModelOptions, RecipeOptions } from "../recipe/recipe-options.ts";
import { writeResult } from "../write-out.ts";

export interface FolderOptions extends RecipeOptions, ModelOptions {
  overwrite?: true;
  watch?: true;
  deleteInput?: true;
  verbose?: true;
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
  const cutter = await createCutter(options, context);
  try {
    const modelReady = cutter.ready(signal);
    // A failed picture asks for it; where nothing is left to do, nobody does.
    modelReady.catch(() => {});
    // Who watches for pictures that are yet to come learns at once that the model is not there.
    if (options.watch) await modelReady;
    const known = await findPictures(inputDir, outputDir);
    const pictures = options.watch
      ? (await import("../folder/watch.ts")).watchPictures(inputDir, outputDir, signal)
      : known;
    if (!options.watch && known.length === 0)
      context.stderr.write(`${inputDir}: nothing to cut out: ${await whyNoPictures(inputDir, outputDir)}\n`);
    const total = options.watch ? undefined : known.length;
    const report = createReport(context, {
      total,
      json: options.json ?? false,
      verbose: options.verbose ?? false,
    });
    const outputs = new OutputPaths(outputDir, extensionOfFormat(recipe.format), known);
    const job = { cutter, recipe, modelReady, signal, report, options };
    const done = await cutRemotely(recipe, { inputDir, outputDir, names: known, outputs, ...job }, context);
    await forEachAtOnce(pictures, IMAGES_ON_THE_WAY, async (name) => {
      if (!done.has(name)) await cutPicture(join(inputDir, name), outputs.of(name), job);
    });
    report.end();
    if (signal.aborted && !options.watch) return ExitCode.interrupted;
    return report.failures > 0 ? ExitCode.failed : ExitCode.done;
  } finally {
    await cutter.close();
  }
}

/** What a server made as a job; nothing where there is no server, or when pictures are waited for. */
async function cutRemotely(
  recipe: Recipe,
  work: FolderWork & { options: FolderOptions },
  context: Context,
): Promise<Set<string>> {
  if (work.options.remote === undefined || work.options.watch) return new Set();
  const { cutAsJob } = await import("../folder/remote-job.ts");
  return cutAsJob(recipe, work, context);
}

async function checkFolders(inputDir: string, outputDir: string): Promise<void> {
  if (outputDir === "") throw new UsageError("The name of the results' folder is empty");
  const look = (path: string) => stat(path).catch(() => undefined);
  const [input, output] = await Promise.all([look(inputDir), look(outputDir)]);
  if (!input) throw new UsageError(`There is no folder '${inputDir}'`);
  if (!input.isDirectory()) throw new UsageError(`'${inputDir}' is a file; alphacut i takes single pictures`);
  if (output && !output.isDirectory())
    throw new UsageError(`'${outputDir}' is a file; results need a folder`);
  if (resolve(inputDir) === resolve(outputDir)) throw new UsageError("Results need a folder of their own");
}

interface Job {
  cutter: Cutter;
  recipe: Recipe;
  modelReady: Promise<void>;
  signal: AbortSignal;
  report: Report;
  options: FolderOptions;
}

async function cutPicture(input: string, output: string, job: Job): Promise<void> {
  const { modelReady, signal, report, options } = job;
  if (signal.aborted) return;
  let seen: Stats | undefined;
  try {
    seen = await stat(input);
    report.add(input, output, await outcomeOf(input, seen, output, job));
  } catch (error) {
    // A model that is not there fails the command, not every picture.
    await modelReady;
    if (isAbort(error)) return;
    // Whoever writes it may not be done yet; then it comes again.
    if (options.watch && seen && (await changesSoon(input, seen, signal))) return;
    report.add(input, output, { status: "failed", error: describeError(error, input) });
  }
}

async function outcomeOf(
  input: string,
  seen: Stats,
  output: string,
  { cutter, recipe, signal, options }: Job,
): Promise<Outcome> {
  const start = performance.now();
  const result = await stat(output).catch(() => undefined);
  const isStale = result !== undefined && result.mtimeMs < seen.mtimeMs;
  if (result && !isStale && !options.overwrite) return { status: "skipped" };
  const { data, width, height, foundSubject } = await cutter.cut(await readFile(input), recipe, signal);
  await writeResult(output, data, { overwrite: isStale || (options.overwrite ?? false) });
  // Made of what is not there any more: older than its picture, so that it is made again.
  if (await hasChanged(input, seen)) await utimes(output, seen.atime, seen.mtime);
  else if (options.deleteInput && foundSubject !== false) await rm(input);
  return { status: "done", width, height, ms: Math.round(performance.now() - start) };
}
