import { describe, expect, it } from "vitest";
import { fromRembgFlags } from "./rembg-flags.ts";

const meant = (...args: string[]) => fromRembgFlags(args, {}).args;

describe("flags of the rembg tool", () => {
  it.each([
    [
      ["i", "-om", "a", "b"],
      ["i", "--only-mask", "a", "b"],
    ],
    [
      ["i", "-bgc", "255", "0", "0", "128", "a"],
      ["i", "--background", "255,0,0,128", "a"],
    ],
    [
      ["i", "--bgcolor", "255", "0", "0", "a"],
      ["i", "--background", "255,0,0", "a"],
    ],
    [
      ["i", "-bgc", "#fff", "a"],
      ["i", "--background", "#fff", "a"],
    ],
    [
      ["i", "-bgc", "1", "2", "3", "4", "5"],
      ["i", "--background", "1,2,3,4", "5"],
    ],
    [
      ["i", "-m", "u2net", "a"],
      ["i", "-m", "u2net", "a"],
    ],
    [
      ["i", "--", "-om"],
      ["i", "--", "-om"],
    ],
    [
      ["b", "--output_specifier=out/%03u.png", "4", "2"],
      ["b", "--output=out/%03u.png", "4", "2"],
    ],
    [
      ["p", "-w", "--delete_input", "a", "b"],
      ["p", "-w", "--delete-input", "a", "b"],
    ],
    [
      ["d", "u2net", "silueta"],
      ["models", "pull", "u2net", "silueta"],
    ],
    [
      ["d", "--help"],
      ["models", "pull", "--help"],
    ],
    [
      ["admin", "-x", "-a"],
      ["admin", "-x", "-a"],
    ],
  ])("%j means %j", (written, words) => {
    expect(fromRembgFlags(written, {})).toEqual({ args: words, notes: [] });
  });

  it("that are not needed here do nothing, and one line for each kind says why", () => {
    const { args, notes } = fromRembgFlags(
      [
        "i",
        "-a",
        "-af",
        "240",
        "-ab",
        "10",
        "--alpha-matting-erode-size=15",
        "-ppm",
        "-dc",
        "in.jpg",
        "out.png",
      ],
      {},
    );
    expect(args).toEqual(["i", "in.jpg", "out.png"]);
    expect(notes).toEqual([
      expect.stringMatching(/^-a, -af, -ab, --alpha-matting-erode-size: .*--quality best/),
      expect.stringMatching(/^-ppm: /),
      expect.stringMatching(/^-dc: /),
    ]);
  });

  it("that have no meaning here are refused, with what to use instead", () => {
    expect(() => meant("i", "-x", '{"sam_prompt":[]}', "a")).toThrow(/--model-file.*--keep-mask.*--roi/);
    expect(() => meant("p", "--extras", "{}", "a", "b")).toThrow("--model-file");
    expect(() => meant("d")).toThrow(/alphacut d u2net .*models list/);
  });
});

describe("rembg s", () => {
  it("serves at the port that its scripts ask, unless another is named", () => {
    expect(fromRembgFlags(["s"], {})).toEqual({
      args: ["serve", "--port", "7000"],
      notes: [expect.stringContaining("7000")],
    });
    expect(fromRembgFlags(["s", "-p", "5000"], {})).toEqual({ args: ["serve", "-p", "5000"], notes: [] });
    expect(fromRembgFlags(["s", "--port=5000"], {}).args).toEqual(["serve", "--port", "5000"]);
    expect(fromRembgFlags(["s"], { PORT: "80" }).args).toEqual(["serve"]);
  });

  it("takes its host, threads and log levels", () => {
    expect(meant("s", "-p", "1", "-h", "0.0.0.0", "-l", "warning", "-t", "2")).toEqual([
      "serve",
      "-p",
      "1",
      "--host",
      "0.0.0.0",
      "--log-level",
      "warn",
      "--threads",
      "2",
    ]);
    expect(meant("s", "-p", "1", "--log_level=critical")).toEqual([
      "serve",
      "-p",
      "1",
      "--log-level",
      "fatal",
    ]);
    expect(meant("s", "-h")).toEqual(["serve", "-h"]);
  });
});
