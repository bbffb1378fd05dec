import { readFile } from "node:fs/promises";
import {
  type Canvas,
  parseAlignment,
  parseCanvasSize,
  parseRegion,
  parseScale,
  parseSides,
  type Recipe,
} from "@alphacut/engine";
import { UsageError } from "../errors.ts";
import { parseColor } from "./color.ts";
import type { FinishOptions, PlacementOptions } from "./placement-options.ts";

/**
 * Where the subject is looked for and comes to lie.
 * @throws UsageError for a notation that is none, or for options that need another one
 */
export function toPlacement(options: PlacementOptions): Partial<Recipe> {
  const { roi, crop, cropMargin } = options;
  if (cropMargin !== undefined && !crop) throw new UsageError("--crop-margin needs --crop");
  const canvas = toCanvas(options);
  const margin = parsed(cropMargin, parseSides, "--crop-margin", "30px, 5% or '10px 5%'");
  const regionOfInterest = parsed(roi, parseRegion, "--roi", "10%,0,90%,800px");
  return {
    ...(regionOfInterest && { regionOfInterest }),
    ...(crop && { cropToSubject: { ...(margin && { margin }) } }),
    ...(canvas && { canvas }),
  };
}

function toCanvas(options: PlacementOptions): Canvas | undefined {
  if (options.canvas === undefined) {
    const { padding, scale, align } = options;
    const needy = Object.entries({ padding, scale, align }).find(([, value]) => value !== undefined);
    if (needy || !options.enlarge || !options.cutSides)
      throw new UsageError(`${needy ? `--${needy[0]}` : "Placing the subject"} needs --canvas`);
    return undefined;
  }
  const padding = parsed(options.padding, parseSides, "--padding", "30px, 5% or '10px 5%'");
  const scale = parsed(options.scale, parseScale, "--scale", "fit, fill, original or 80%");
  const align = parsed(options.align, parseAlignment, "--align", "center, bottom, top-left or '50% 100%'");
  return {
    ...parsed(options.canvas, parseCanvasSize, "--canvas", "2000x1500, or 2000 for a square"),
    ...(padding && { padding }),
    ...(scale && { scale }),
    ...(align && { align }),
    ...(!options.enlarge && { enlarge: false }),
    ...(!options.cutSides && { keepCutSides: false }),
  };
}

function parsed<T>(
  text: string | undefined,
  parse: (text: string) => T | undefined,
  option: string,
  examples: string,
): T | undefined {
  if (text === undefined) return undefined;
  const value = parse(text);
  if (value !== undefined) return value;
  throw new UsageError(`'${text}' is nothing for ${option}; write ${examples}`);
}

/** What is known of the picture, and what the file shall be like. */
export async function toFinish(options: FinishOptions): Promise<Partial<Recipe>> {
  const { outline, outlineWidth, existingAlpha, keepMask, removeMask, outputQuality, dpi } = options;
  return {
    ...(outline !== undefined && { outline: { color: parseColor(outline), width: outlineWidth } }),
    ...(existingAlpha && { existingAlpha }),
    ...(keepMask !== undefined && { keepMask: await readFile(keepMask) }),
    ...(removeMask !== undefined && { removeMask: await readFile(removeMask) }),
    ...(outputQuality !== undefined && { outputQuality }),
    ...(dpi !== undefined && { dpi }),
  };
}
