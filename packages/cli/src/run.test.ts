import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { runCommand } from "./testing/run-command.ts";

describe("alphacut", () => {
  it.each([
    [["--help"], /Exit codes:/],
    [["help", "p"], /alphacut p photos cutouts/],
    [["models", "pull", "--help"], /--accept-license/],
    [["--version"], /^\d+\.\d+\.\d+\n$/],
  ])("answers %j on standard output and ends with 0", async (args, text) => {
    const { code, stdout, stderr } = await runCommand(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.toString()).toMatch(text);
  });

  it.each([
    [[], /Usage:/],
    [["cut"], /unknown command 'cut'/],
    [["p", "a"], /missing required argument 'out-dir'/],
    [["i", "-x", "{}", "a"], /--keep-mask/],
    [["d"], /Name the models to download/],
    [["i", "a", "b.png", "--padding", "5%"], /--padding needs --canvas/],
    [["i", "a", "b.png", "--dpi", "5"], /whole number, 72 to 1200/],
    [["i", "a", "b", "--format", "gif"], /Allowed choices are png, webp, jpeg, bmp/],
    [["i", "a", "b", "--width", "0"], /whole number, 1 to 10000/],
    [["i", "a", "b", "--rotate", "361"], /number, -360 to 360/],
    [["i", "a", "b", "--blur", "5", "--background", "red"], /cannot be used with/],
    [["i", "a", "b", "-om", "--shadow", "black"], /cannot be used with/],
    [["i", "a", "b", "--remote", "http://x", "--threads", "2"], /cannot be used with/],
    [["i", "a", "b.png", "--exact", "--width", "5"], /--exact needs --width and --height/],
    [["i", "a", "b.png", "-b", "no-color"], /'no-color' is no color/],
    [["i", "a", "b.png", "--gradient", "red"], /'red' are not two colors/],
    [["i", "a", "b.png", "--shadow", "red", "--shadow-offset", "1"], /'1' is no offset/],
    [["i", "a", "b.gif"], /Cannot tell the format of 'b\.gif'/],
    [["i", "--json", "a"], /--json needs a file/],
    [["b", "0", "10"], /whole number, 1 to 10000/],
    [["admin", "usage", "rebuild"], /Set ALPHACUT_ADMIN_TOKEN/],
  ])("refuses %j with 2 and says why", async (args, reason) => {
    const { code, stdout, stderr } = await runCommand(args);
    expect({ code, stdout: stdout.length }).toEqual({ code: 2, stdout: 0 });
    expect(stderr).toMatch(reason);
  });

  it("does not wait for a picture that nobody types", async () => {
    const { code, stderr } = await runCommand(["i"], { terminals: ["stdin"] });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Name a picture") });
  });

  it("does not write a picture to a terminal", async () => {
    const { code, stderr } = await runCommand(["i", "-"], { terminals: ["stdout"] });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("redirect the output") });
  });

  it("loads nothing but commander before it knows what to do, so that help comes at once", async () => {
    const { metafile } = await build({
      entryPoints: [fileURLToPath(new URL("./main.ts", import.meta.url))],
      bundle: true,
      splitting: true,
      packages: "external",
      platform: "node",
      format: "esm",
      outdir: "out",
      write: false,
      metafile: true,
    });
    const start = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint?.endsWith("main.ts"));
    const seen = new Set<string>();
    const collect = (output: (typeof start)[number]) => {
      for (const { path, kind, external } of output.imports) {
        if (kind !== "import-statement") continue;
        if (external) seen.add(path);
        else collect(metafile.outputs[path]!);
      }
    };
    start.forEach(collect);
    expect([...seen].filter((path) => !path.startsWith("node:"))).toEqual(["commander"]);
  });
});
