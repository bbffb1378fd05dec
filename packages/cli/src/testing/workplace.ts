import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CustomModelEntry } from "@alphacut/engine";
import { brightnessModel, slowModel } from "@alphacut/engine/testing";
import sharp from "sharp";
import { type CommandOptions, type CommandResult, runCommand } from "./run-command.ts";

/** A temporary folder and the commands run in it, with a tiny default model: what is bright is the subject. */
export interface Workplace {
  path(...parts: string[]): string;
  /** What every command runs with. */
  env: Record<string, string>;
  /** Writes a file and the folders on the way to it. */
  put(name: string, bytes: Uint8Array | string): Promise<string>;
  run(args: string[], options?: CommandOptions): Promise<CommandResult>;
  remove(): Promise<void>;
}

export async function createWorkplace(): Promise<Workplace> {
  const directory = await mkdtemp(join(tmpdir(), "alphacut-cli-"));
  const modelsDir = join(directory, "models");
  await mkdir(modelsDir);
  await Promise.all([brightnessModel(modelsDir), slowModel(modelsDir)]);
  const list = ["brightness", "slow"].map(
    (name): CustomModelEntry => ({
      name,
      file: `${name}.onnx`,
      side: 256,
      multipleOf: 32,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      stretch: false,
    }),
  );
  await writeFile(join(modelsDir, "models.json"), JSON.stringify(list));
  const env = { ALPHACUT_MODELS_DIR: modelsDir, ALPHACUT_MODEL: "brightness", ALPHACUT_THREADS: "1" };
  const path = (...parts: string[]) => join(directory, ...parts);
  return {
    path,
    env,
    async put(name, bytes) {
      await mkdir(join(path(name), ".."), { recursive: true });
      await writeFile(path(name), bytes);
      return path(name);
    },
    run: (args, options = {}) => runCommand(args, { ...options, env: { ...env, ...options.env } }),
    remove: () => rm(directory, { recursive: true }),
  };
}

/** A PNG whose left half is white, and so the subject, or of another gray, and whose right half is black. */
export function halves(width = 64, height = 32, gray = 255): Promise<Buffer> {
  return sharp(halvesRgb(width, height, gray), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** The same as raw RGB24. */
export function halvesRgb(width: number, height: number, gray = 255): Buffer {
  const row = Buffer.alloc(width * 3).fill(gray, 0, (width >> 1) * 3);
  return Buffer.concat(Array.from({ length: height }, () => row));
}

/** RGBA of the middle of the left and of the right half. */
export async function middles(image: Uint8Array): Promise<[left: number[], right: number[]]> {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number) => [...data.subarray(((info.height >> 1) * info.width + x) * 4).subarray(0, 4)];
  return [at(info.width >> 2), at((info.width * 3) >> 2)];
}
