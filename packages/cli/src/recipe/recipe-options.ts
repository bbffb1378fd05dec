import { Option } from "commander";
import { decimal, integer } from "./numbers.ts";
import {
  type FinishOptions,
  finishOptions,
  type PlacementOptions,
  placementOptions,
} from "./placement-options.ts";

/** What the options of `recipeOptions` become. */
export interface RecipeOptions extends PlacementOptions, FinishOptions {
  format?: "png" | "webp" | "jpeg" | "bmp";
  onlyMask?: true;
  quality?: "fast" | "standard" | "best";
  width?: number;
  height?: number;
  exact?: true;
  rotate?: number;
  expand: boolean;
  background?: string;
  backgroundImage?: string;
  blur?: number;
  gradient?: string;
  shadow?: string;
  shadowKind: "drop" | "contact";
  shadowOffset: string;
  shadowBlur: number;
}

/** Which model makes the cutout, and where. */
export interface ModelOptions {
  model?: string;
  modelFile?: string;
  modelFields?: string;
  threads?: number;
  remote?: string;
  key?: string;
}

const BACKGROUNDS = ["background", "backgroundImage", "blur", "gradient"];
const withoutOtherBackgrounds = (option: Option, name: string) =>
  option.conflicts(["onlyMask", ...BACKGROUNDS.filter((other) => other !== name)]);

export function recipeOptions(): Option[] {
  return [
    new Option("-f, --format <format>", "format of the result").choices(["png", "webp", "jpeg", "bmp"]),
    new Option("--only-mask", "the mask instead of the cutout, white where the subject is (also -om)"),
    new Option("-q, --quality <quality>", "how much time the edges may cost").choices([
      "fast",
      "standard",
      "best",
    ]),
    new Option("--width <px>", "width of the result; the height follows").argParser(integer(1, 10_000)),
    new Option("--height <px>", "height of the result; with --width: fits inside both").argParser(
      integer(1, 10_000),
    ),
    new Option("--exact", "exactly --width by --height, even if it distorts"),
    new Option("--rotate <degrees>", "turn counter-clockwise").argParser(decimal(-360, 360)),
    new Option("--no-expand", "keep the canvas when turning"),
    ...placementOptions(),
    withoutOtherBackgrounds(
      new Option(
        "-b, --background <color>",
        "background color: #rrggbb[aa] or a CSS name (also -bgc R G B A)",
      ),
      "background",
    ),
    withoutOtherBackgrounds(
      new Option("--background-image <file>", "a picture as background, cropped to cover it"),
      "backgroundImage",
    ),
    withoutOtherBackgrounds(
      new Option("--blur <radius>", "the photo's own background, blurred (pixels)").argParser(
        integer(1, 1000),
      ),
      "blur",
    ),
    withoutOtherBackgrounds(
      new Option("--gradient <top,bottom>", "two colors, from top to bottom"),
      "gradient",
    ),
    new Option(
      "--shadow <color>",
      "a shadow of this color, such as #00000080, or 'original': the photo's own, where it fell on a plain backdrop",
    ).conflicts("onlyMask"),
    new Option("--shadow-kind <kind>", "drop, or contact: on the ground that the subject stands on")
      .choices(["drop", "contact"])
      .default("drop"),
    new Option("--shadow-offset <x,y>", "where the shadow falls, in pixels to the right and down").default(
      "20,20",
    ),
    new Option("--shadow-blur <radius>", "softness of the shadow in pixels")
      .argParser(integer(0, 100))
      .default(20),
    ...finishOptions(),
  ];
}

export function modelOptions(): Option[] {
  return [
    new Option("-m, --model <name>", "model to use: see 'alphacut models list'"),
    new Option("--model-file <file>", "an ONNX model of your own").conflicts("model"),
    new Option(
      "--model-fields <json>",
      'how it is used: {"side":320,"mean":[…],"std":[…]}, as in models.json',
    ),
    new Option("--threads <number>", "threads of the model (all cores)").argParser(integer(1, 1024)),
    new Option("--remote <url>", "let an Alphacut server do it").conflicts(["modelFile", "threads"]),
    new Option("--key <key>", "API key for --remote (or ALPHACUT_API_KEY)"),
  ];
}
