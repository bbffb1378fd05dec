import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brightnessModel } from "@alphacut/engine/testing";
import type { Sample } from "./page-shape.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SOURCE = ["--conditions=@alphacut/source", "--import", import.meta.resolve("tsx")];
const LIMIT_MS = 60_000;

export interface SampleRun {
  code: number;
  stdout: string;
  stderr: string;
  /** Every file of its folder when it ended, by name. */
  files: Map<string, Buffer>;
}

/** Where samples run as their readers would run them: with a photo, and with our packages and our command installed. */
export interface Workshop {
  /** Runs a sample in a folder of its own. */
  run(sample: Sample): Promise<SampleRun>;
  remove(): Promise<void>;
}

/** @param replacements what stands in the samples for addresses, keys and the like, and what it is here */
export async function openWorkshop(replacements: Readonly<Record<string, string>>): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-guides-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await installCommand(join(folder, "bin"));
  const model = await brightnessModel(folder);
  const env = {
    HOME: folder,
    PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
    ALPHACUT_MODELS_DIR: await listModel(folder),
    ALPHACUT_MODEL: model.name,
  };
  const engineOptions = `modelsDir: "models", model: "${model.name}", customModels: [${JSON.stringify(model)}]`;
  const words = { ...replacements, 'modelsDir: "models"': engineOptions };

  return {
    async run({ language, code }) {
      const cwd = await mkdtemp(join(folder, "run-"));
      await copyFile(join(ROOT, "docs/photo.jpg"), join(cwd, "photo.jpg"));
      const [command, name] = commandFor(language);
      const text = Object.entries(words).reduce((sum, [word, value]) => sum.replaceAll(word, value), code);
      await writeFile(join(cwd, name), text);
      const result = await execute([...command, name], { cwd, env });
      return { ...result, files: await filesIn(cwd) };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** The command that runs a sample, and the name of its file. */
function commandFor(language: string): [command: string[], name: string] {
  if (language === "sh") return [["bash", "-euo", "pipefail"], "sample.sh"];
  if (language === "python") return [["python3"], "sample.py"];
  return [[process.execPath, ...SOURCE], "sample.mjs"];
}

async function installCommand(bin: string): Promise<void> {
  await mkdir(bin);
  const main = join(ROOT, "packages/cli/src/main.ts");
  await writeFile(
    join(bin, "alphacut"),
    `#!/bin/sh\nexec "${process.execPath}" ${SOURCE.join(" ")} "${main}" "$@"\n`,
  );
  await chmod(join(bin, "alphacut"), 0o755);
}

async function listModel(folder: string): Promise<string> {
  const numbers = { side: 256, multipleOf: 32, mean: [0, 0, 0], std: [1, 1, 1], stretch: false };
  const entry = { name: "brightness", file: "brightness.onnx", ...numbers };
  await writeFile(join(folder, "models.json"), JSON.stringify([entry]));
  return folder;
}

async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = async (path: string) => [relative(folder, path), await readFile(path)] as const;
  return new Map(await Promise.all(paths.map(read)));
}

function execute([command = "", ...args]: string[], options: { cwd: string; env: Record<string, string> }) {
  return new Promise<Omit<SampleRun, "files">>((resolve) => {
    const child = execFile(command, args, { ...options, timeout: LIMIT_MS }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}
