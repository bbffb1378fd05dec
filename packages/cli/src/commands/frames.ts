import { addAbortSignal } from "node:stream";
import { forEachInOrder } from "../concurrency.ts";
import { type Context, ExitCode } from "../context.ts";
import { createCutter } from "../cutter/create-cutter.ts";
import { type CutImage, IMAGES_ON_THE_WAY } from "../cutter/cutter.ts";
import { describeError, isAbort, UsageError } from "../errors.ts";
import { readFrames } from "../frames/raw-frames.ts";
import { formatOfFile, toRecipe } from "../recipe/recipe.ts";
import type { ModelOptions, RecipeOptions } from "../recipe/recipe-options.ts";
import { writeJson, writeOut, writeResult } from "../write-out.ts";

export interface FramesOptions extends RecipeOptions, ModelOptions {
  output?: string;
  smooth?: true;
  overwrite?: true;
  json?: true;
}

/** `alphacut b`: raw RGB24 frames on standard input; files, or frames on standard output, in the same order. */
export async function cutFrames(
  width: number,
  height: number,
  options: FramesOptions,
  context: Context,
): Promise<ExitCode> {
  const { output, json } = options;
  if (output === undefined && context.stdout.isTTY)
    throw new UsageError("Redirect the output, or name files with --output");
  if (output === undefined && json)
    throw new UsageError("--json needs --output; the output carries the frames");
  if (output !== undefined) numbered(output, 1);
  const recipe = await toRecipe(options, output === undefined ? "raw" : formatOfFile(output));
  const signal = context.interruption();
  const cutter = await createCutter({ ...options, film: { smooth: options.smooth ?? false } }, context);
  let written = 0;
  const write = async ({ data }: CutImage) => {
    const number = written + 1;
    if (output === undefined) await writeOut(context.stdout, data);
    else await writeResult(numbered(output, number), data, { overwrite: options.overwrite ?? false });
    written = number;
    if (output && json)
      writeJson(context.stdout, { input: number, output: numbered(output, number), status: "done" });
  };
  try {
    const frames = readFrames(addAbortSignal(signal, context.stdin), width * height * 3);
    const cut = (data: Buffer) => cutter.cut({ width, height, channels: 3, data }, recipe, signal);
    await forEachInOrder(frames, IMAGES_ON_THE_WAY, cut, write);
    return ExitCode.done;
  } catch (error) {
    if (isAbort(error)) return ExitCode.interrupted;
    context.stderr.write(`frame ${written + 1}: ${describeError(error)}\n`);
    return ExitCode.failed;
  } finally {
    await cutter.close();
  }
}

/** Fills in `%d`, `%u` or `%05d`, as in ffmpeg. */
function numbered(pattern: string, number: number): string {
  const path = pattern.replace(/%0?(\d*)[du]/, (_, digits: string) =>
    String(number).padStart(Number(digits), "0"),
  );
  if (path === pattern)
    throw new UsageError(`'${pattern}' needs a place for the number, such as frame-%05d.png`);
  return path;
}
