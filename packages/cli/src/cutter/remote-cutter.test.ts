import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EchoServer, startEchoServer } from "../testing/echo-server.ts";
import { createWorkplace, halves, type Workplace } from "../testing/workplace.ts";

let workplace: Workplace;
let server: EchoServer;
let photo: string;
beforeEach(async () => {
  workplace = await createWorkplace();
  server = await startEchoServer();
  photo = await workplace.put("photo.png", await halves());
});
afterEach(() => Promise.all([workplace.remove(), server.close()]));

const run = (args: string[], env = {}) =>
  workplace.run(["i", "--remote", server.url, ...args, photo, workplace.path("out.png")], { env });

describe("--remote", () => {
  it("uploads the picture and saves the answer", async () => {
    expect(await run([])).toMatchObject({ code: 0, stderr: "" });
    expect(await readFile(workplace.path("out.png"))).toEqual(await readFile(photo));
  });

  it("takes the key from the option, or from the environment", async () => {
    await run(["--key", "one"]);
    await run(["--overwrite"], { ALPHACUT_API_KEY: "two" });
    expect(server.received.map(({ key }) => key)).toEqual(["one", "two"]);
  });

  it.each<[string, string[], string, Record<string, string>]>([
    [
      "size, rotation, color and quality",
      [
        "--width",
        "20",
        "--height",
        "10",
        "--exact",
        "--rotate",
        "-90",
        "--no-expand",
        "-b",
        "#ff000080",
        "-q",
        "best",
      ],
      "/rmbg",
      {
        w: "20",
        h: "10",
        exact_resize: "true",
        angle: "-90",
        expand: "false",
        bg_color: "#ff000080",
        quality: "best",
      },
    ],
    ["a mask", ["-om"], "/rmbg", { mask: "true" }],
    ["a blurred background", ["--blur", "20"], "/rmbg", { blur: "20" }],
    ["a gradient", ["--gradient", "white,rgb(0, 0, 255)"], "/rmbg", { gradient: "#ffffffff #0000ffff" }],
    [
      "a shadow and an outline",
      [
        "--shadow",
        "#00000080",
        "--shadow-offset",
        "-5,8",
        "--shadow-blur",
        "4",
        "--outline",
        "red",
        "--outline-width",
        "2.5",
      ],
      "/rmbg",
      { shadow: "#00000080 -5 8 4", outline: "#ff0000ff 2.5" },
    ],
    ["a model", ["-m", "u2net", "-b", "red"], "/rmbg", { model: "u2net", bg_color: "#ff0000ff" }],
    [
      "placing the subject",
      [
        ...["--roi", "10%,0,90%,800px", "--crop", "--crop-margin", "5% 10px", "--canvas", "2000x1500"],
        ...["--padding", "5%", "--scale", "80%", "--align", "top-left", "--no-enlarge", "--no-cut-sides"],
      ],
      "/rmbg",
      {
        roi: "10% 0px 90% 800px",
        crop: "true",
        crop_margin: "5% 10px 5% 10px",
        canvas: "2000x1500",
        padding: "5% 5% 5% 5%",
        scale: "80%",
        align: "0% 0%",
        enlarge: "false",
        cut_sides: "false",
      },
    ],
    ["one axis", ["--canvas", "9", "--align", "bottom"], "/rmbg", { canvas: "9x9", align: "bottom" }],
    [
      "what the file shall be like",
      ["--existing-alpha", "keep", "--output-quality", "70", "--dpi", "300"],
      "/rmbg",
      { existing_alpha: "keep", output_quality: "70", dpi: "300" },
    ],
  ])("asks the server for %s", async (_, args, path, fields) => {
    expect(await run(args)).toMatchObject({ code: 0, stderr: "" });
    expect(server.received).toMatchObject([{ path, fields: { ...fields, format: "png" } }]);
  });

  it("sends the pictures beside the photo, too", async () => {
    expect(
      await run(["--background-image", photo, "--keep-mask", photo, "--remove-mask", photo]),
    ).toMatchObject({
      code: 0,
    });
    expect(server.received[0]!.files).toEqual(["image", "background_image", "keep_mask", "remove_mask"]);
  });

  it("repeats the server's own words about a picture that it refuses", async () => {
    await workplace.put("photo.png", "no picture");
    expect(await run([])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("invalid file signature"),
    });
  });
});
