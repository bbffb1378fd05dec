import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const folder = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** A project outside of the workspace that has this package installed. */
let consumer: string;
beforeAll(async () => {
  await run(process.execPath, [tsc, "-b", folder, join(folder, "cjs")]);
  consumer = await mkdtemp(join(folder, "dist", "consumer-"));
  await mkdir(join(consumer, "node_modules", "@alphacut"), { recursive: true });
  await symlink(folder, join(consumer, "node_modules", "@alphacut", "sdk"));
});
afterAll(() => rm(consumer, { recursive: true, force: true }));

async function bundle(source: string, platform: "browser" | "node") {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: consumer },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform,
  });
  return { gzipBytes: gzipSync(outputFiles[0]!.contents).length, inputs: Object.keys(metafile.inputs) };
}

describe("the published package", () => {
  it("has no fault that publint knows", async () => {
    const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
    expect(messages.map((message) => formatMessage(message, pkg!))).toEqual([]);
  });

  it.each([
    [
      "import",
      "main.mjs",
      'import sdk, { rembg } from "@alphacut/sdk"; console.log(sdk === rembg, typeof rembg)',
    ],
    [
      "require",
      "main.cjs",
      'const { rembg, default: sdk } = require("@alphacut/sdk"); console.log(sdk === rembg, typeof rembg)',
    ],
    [
      "import the browser entry",
      "browser.mjs",
      'import { rembg } from "@alphacut/sdk/browser"; console.log(true, typeof rembg)',
    ],
    [
      "require the browser entry",
      "browser.cjs",
      'console.log(true, typeof require("@alphacut/sdk/browser").rembg)',
    ],
    [
      "import the functions of remove.bg",
      "remove-bg.mjs",
      'import { removeBackgroundFromImageUrl as call } from "@alphacut/sdk/remove-bg"; console.log(true, typeof call)',
    ],
    [
      "require the functions of remove.bg",
      "remove-bg.cjs",
      'console.log(true, typeof require("@alphacut/sdk/remove-bg").removeBackgroundFromImageFile)',
    ],
  ])("works for those who %s it", async (_, file, source) => {
    await writeFile(join(consumer, file), source);
    expect((await run(process.execPath, [join(consumer, file)])).stdout).toBe("true function\n");
  });

  it.each(["mts", "cts"])(
    "has types that a strict project without Node's types can use from a .%s file",
    async (ext) => {
      const file = join(consumer, `types.${ext}`);
      await writeFile(
        file,
        `import { createClient } from "@alphacut/sdk/browser";
       export const width: Promise<number | undefined> = createClient().removeBackground(new Blob()).then((result) => result.width);`,
      );
      const compilerOptions = {
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        module: "nodenext",
        lib: ["es2022", "dom"],
        types: [],
      };
      const project = join(consumer, `tsconfig.${ext}.json`);
      await writeFile(project, JSON.stringify({ compilerOptions, files: [file] }));
      const { stdout } = await run(process.execPath, [tsc, "-p", project]).catch((error) => error);
      expect(stdout).toBe("");
    },
  );

  it("stays small, and its browser bundle has nothing of Node", async () => {
    const everything = 'export * from "@alphacut/sdk"';
    const browser = await bundle(everything, "browser");
    expect(browser.inputs.filter((input) => input.includes("node"))).toEqual([]);
    expect(browser.gzipBytes).toBeLessThan(6000);
    expect((await bundle(everything, "node")).gzipBytes).toBeLessThan(6000);
  });
});
