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
    ["a blurred background", ["--blur", "20"], "/v2/rembg/blur/", { radius: "20" }],
    [
      "a gradient",
      ["--gradient", "white,rgb(0, 0, 255)"],
      "/v2/rembg/gradient/",
      { top_color: "(255, 255, 255, 255)", bottom_color: "(0, 0, 255, 255)" },
    ],
    [
      "a shadow",
      ["--shadow", "#00000080", "--shadow-offset", "-5,8", "--shadow-blur", "4"],
      "/v2/rembg/shadow/",
      { shadow_color: "(0, 0, 0, 128)", offset: "(-5, 8)", blur_radius: "4" },
    ],
    ["a model", ["-m", "falcon"], "/v2/rembg/", { model: "falcon" }],
    ["a mask of a model", ["-m", "falcon", "-om"], "/v2/rembg/mask/", { model: "falcon" }],
  ])("asks the endpoint that can do %s", async (_, args, path, fields) => {
    expect(await run(args)).toMatchObject({ code: 0, stderr: "" });
    expect(server.received).toMatchObject([{ path, fields: { ...fields, format: "png" } }]);
  });

  it.each([
    [["--blur", "20", "--width", "100"]],
    [["--blur", "20", "--shadow", "black"]],
    [["-m", "falcon", "-b", "red"]],
    [["--background-image", "photo"]],
  ])("refuses %j, which no endpoint does, before anything is sent", async (args) => {
    const given = args.map((argument) => (argument === "photo" ? photo : argument));
    expect(await run(given)).toMatchObject({ code: 2, stderr: expect.stringContaining("--remote") });
    expect(server.received).toEqual([]);
  });

  it("repeats the server's own words about a picture that it refuses", async () => {
    await workplace.put("photo.png", "no picture");
    expect(await run([])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("invalid file signature"),
    });
  });
});
