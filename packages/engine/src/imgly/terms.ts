import type { Quality } from "../recipe.ts";

/** What the words of `@imgly/background-removal` and of its sister for Node.js mean here; needs no Node.js. */

const QUALITIES = {
  small: "fast",
  isnet_quint8: "fast",
  medium: "standard",
  isnet_fp16: "standard",
  large: "best",
  isnet: "best",
} as const satisfies Record<string, Quality>;

/** A model of theirs: here a level of quality. */
export type ModelName = keyof typeof QUALITIES;

const MEDIA_TYPES = ["image/png", "image/jpeg", "image/webp", "image/x-rgba8", "image/x-alpha8"] as const;

export type MediaType = (typeof MEDIA_TYPES)[number];

/** Their settings of how a picture is made and written. */
export interface OutputSettings {
  /** One model for all, and how much care the edges get: `small` is fast, `medium` standard, `large` best. */
  model?: ModelName;
  output?: {
    /** `image/png` when absent. */
    format?: MediaType;
    /** 0…1, of JPEG and of the colors of WebP; 0.8 when absent. */
    quality?: number;
    /** What `removeBackground` answers; `foreground` when absent. */
    type?: "foreground" | "background" | "mask";
  };
}

/** How a picture is made and written. */
export interface Encoding {
  mediaType: MediaType;
  /** 0…1. */
  quality: number;
  care: Quality;
}

/** @throws TypeError for a model, format or quality that the original does not have either */
export function encodingOf({
  model = "medium",
  output: { format: mediaType = "image/png", quality = 0.8 } = {},
}: OutputSettings): Encoding {
  if (!MEDIA_TYPES.includes(mediaType))
    throw new TypeError(`output.format is ${mediaType}; it takes ${MEDIA_TYPES.join(", ")}`);
  if (!Object.hasOwn(QUALITIES, model))
    throw new TypeError(`model is ${model}; it takes ${Object.keys(QUALITIES).join(", ")}`);
  if (!(quality >= 0 && quality <= 1)) throw new TypeError(`output.quality is ${quality}; it takes 0 to 1`);
  return { mediaType, quality, care: QUALITIES[model] };
}

/** Values of `output.type`. */
export const OUTPUTS = { foreground: "cutout", background: "background", mask: "mask" } as const;

/** Pixels as a canvas has them (`ImageData`): RGBA. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** Pixels as the package `ndarray` has them: `[height, width, channels]`, rows without gaps. */
export interface PixelArray {
  shape: number[];
  data: Uint8Array | Uint8ClampedArray;
}

const CHANNELS: Readonly<Record<string, number>> = { "image/x-rgba8": 4, "image/x-alpha8": 1 };

/**
 * The `[height, width, channels]` of raw pixels, from the media type under which these functions answer them, such as
 * `image/x-rgba8;width=640;height=480`; a side that is not named is 0.
 *
 * @returns undefined for a picture in a file
 */
export function rawShapeOf(mediaType: string): [height: number, width: number, channels: number] | undefined {
  const [type = "", ...parameters] = mediaType.split(";");
  const channels = CHANNELS[type.trim()];
  if (channels === undefined) return undefined;
  const sizes = new URLSearchParams(parameters.map((parameter) => parameter.trim()).join("&"));
  return [Number(sizes.get("height")), Number(sizes.get("width")), channels];
}

const LONGEST_NAME = 200;

/** An address as an error may show it: a `data:` address holds a whole picture. */
export function shownAddress(address: string): string {
  if (address.length <= LONGEST_NAME) return address;
  return `${address.slice(0, 40)}… (${address.length} characters)`;
}
