import { describe, expect, it } from "vitest";
import { fromRembgFlags } from "./rembg-flags.ts";

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
  ])("%j means %j", (written, meant) => {
    expect(fromRembgFlags(written)).toEqual(meant);
  });
});
