import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Backdrop } from "@alphacut/engine";
import { type Context, ExitCode } from "../context.ts";
import { createCutter } from "../cutter/create-cutter.ts";
import { describeError, isAbort, UsageError } from "../errors.ts";
import { formatOfFile, toRecipe } from "../recipe/recipe.ts";
import type { ModelOptions, RecipeOptions } from "../recipe/recipe-options.ts";
import { writeJson, writeOut, writeResult } from "../write-out.ts";

export interface ImageOptions extends RecipeOptions, ModelOptions {
  overwrite?: true;
  verbose?: true;
  json?: true;
}

const STREAM = "-";

/** `alphacut i`: one image, from a file or standard input to a file or standard output. */
export async function cutImage(
  input: string = STREAM,
  output: string = STREAM,
  options: ImageOptions,
  context: Context,
): Promise<ExitCode> {
  const toStream = output === STREAM;
  if (input === STREAM && context.stdin.isTTY)
    throw new UsageError("Name a picture, or redirect one to the input");
  if (toStream && context.stdout.isTTY)
    throw new UsageError("Name a file for the result, or redirect the output");
  if (toStream && options.json)
    throw new UsageError("--json needs a file for the result; the output carries the image");
  await checkFiles(input, output);
  const recipe = await toRecipe(options, options.format ?? (toStream ? "png" : formatOfFile(output)));
  if (!toStream && !options.overwrite && (await exists(output))) {
    context.stderr.write(`${output} is there already; --overwrite replaces it\n`);
    return ExitCode.failed;
  }
  const signal = context.interruption();
  const start = performance.now();
  const cutter = await createCutter(options, context);
  try {
    const bytes =
      input === STREAM
        ? await buffer(addAbortSignal(signal, context.stdin))
        : await readFile(input, { signal });
    const { data, width, height, foundSubject, backdrop } = await cutter.cut(bytes, recipe, signal);
    if (foundSubject === false) context.stderr.write(`${input}: nothing to cut out was found in it\n`);
    if (toStream) await writeOut(context.stdout, data);
    else await writeResult(output, data, { overwrite: options.overwrite ?? false });
    const ms = Math.round(performance.now() - start);
    const made = { status: "done", width, height, foundSubject, backdrop, ms } as const;
    if (options.verbose) context.stderr.write(`${input}: ${describe(made)}\n`);
    if (options.json) writeJson(context.stdout, { input, output, ...made });
    return ExitCode.done;
  } catch (error) {
    if (isAbort(error)) return ExitCode.interrupted;
    const reason = describeError(error, input);
    if (options.json) writeJson(context.stdout, { input, output, status: "failed", error: reason });
    context.stderr.write(`${input}: ${reason}\n`);
    return ExitCode.failed;
  } finally {
    await cutter.close();
  }
}

async function checkFiles(input: string, output: string): Promise<void> {
  if (input === "") throw new UsageError("The name of the picture is empty");
  if (output === "") throw new UsageError("The name of the result is empty");
  if (await isFolder(input)) throw new UsageError(`'${input}' is a folder; alphacut p takes folders`);
  if (output.endsWith("/") || (await isFolder(output)))
    throw new UsageError(`'${output}' is a folder; name a file in it, such as ${join(output, "cutout.png")}`);
}

interface Made {
  width: number | undefined;
  height: number | undefined;
  backdrop: Backdrop | undefined;
  ms: number;
}

function describe({ width, height, backdrop, ms }: Made): string {
  const facts = [`done in ${ms} ms`];
  if (width && height) facts.push(`${width} × ${height} px`);
  if (backdrop) facts.push(`${backdrop} backdrop`);
  return facts.join(", ");
}

async function exists(path: string): Promise<boolean> {
  return (await look(path)) !== undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return (await look(path))?.isDirectory() ?? false;
}

function look(path: string) {
  return stat(path).catch(() => undefined);
}
