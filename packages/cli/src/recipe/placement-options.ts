import { Option } from "commander";
import { decimal, integer } from "./numbers.ts";

/** What the options of `placementOptions` become. */
export interface PlacementOptions {
  roi?: string;
  crop?: true;
  cropMargin?: string;
  canvas?: string;
  padding?: string;
  scale?: string;
  align?: string;
  enlarge: boolean;
  cutSides: boolean;
}

const LENGTHS = "30px or 5%; one value, two or four, as in CSS";

/** Where the subject is looked for, what is cropped, and where it comes to lie. */
export function placementOptions(): Option[] {
  return [
    new Option("--roi <x1,y1,x2,y2>", "region of interest: only what is inside counts; pixels or percent"),
    new Option("--crop", "crop to the subject"),
    new Option("--crop-margin <lengths>", `what --crop leaves around it: ${LENGTHS}`),
    new Option("--canvas <size>", "place the subject on a canvas of this size, such as 2000x2000"),
    new Option("--padding <lengths>", `what the subject keeps away from the canvas's sides: ${LENGTHS}`),
    new Option("--scale <scale>", "how large it is on the canvas: fit, fill, original, or 80% of it"),
    new Option(
      "--align <place>",
      "where it lies on the canvas: center, bottom, top-left, '50% 100%', original",
    ),
    new Option("--no-enlarge", "never make the subject larger than it is, on a canvas"),
    new Option(
      "--no-cut-sides",
      "a side that the photo's frame cuts off keeps away from the canvas's edge too",
    ),
  ];
}

/** What the options of `finishOptions` become. */
export interface FinishOptions {
  outline?: string;
  outlineWidth: number;
  existingAlpha?: "multiply" | "keep";
  keepMask?: string;
  removeMask?: string;
  outputQuality?: number;
  dpi?: number;
}

/** What is known of the picture, and what the file shall be like. */
export function finishOptions(): Option[] {
  return [
    new Option("--outline <color>", "a line around the subject, as stickers have it").conflicts("onlyMask"),
    new Option("--outline-width <px>", "how wide it is").argParser(decimal(0.5, 500)).default(10),
    new Option(
      "--existing-alpha <what>",
      "keep: a picture that is a cutout already is taken as it is",
    ).choices(["multiply", "keep"]),
    new Option("--keep-mask <file>", "a picture that is white where the subject is for sure"),
    new Option("--remove-mask <file>", "the same for what is background for sure"),
    new Option("--output-quality <1-100>", "quality of JPEG and WebP files").argParser(integer(1, 100)),
    new Option(
      "--dpi <dots>",
      "dots per inch that the file names, 72 to 1200 (those of the picture)",
    ).argParser(integer(72, 1200)),
  ];
}
