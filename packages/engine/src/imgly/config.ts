import type { OutputFormat, Quality } from "../recipe.ts";
import { type ModelName, qualityOf } from "./terms.ts";

/** The settings of `@imgly/background-removal-node` and of its sister for browsers. Those without a meaning here are accepted. */
export interface Config {
  /** No meaning here: the model is part of the installation, and nothing is fetched. */
  publicPath?: string;
  /** Tells on the console how long each picture took. */
  debug?: boolean;
  /** No meaning here: nothing ever runs on the caller's thread. */
  proxyToWorker?: boolean;
  /** No meaning here: the model runs on the processor. */
  device?: "cpu" | "gpu";
  /** No meaning here: results always have the size of the picture. */
  rescale?: boolean;
  /** For pictures that are given by an `http` address. */
  // biome-ignore lint/suspicious/noExplicitAny: as the original has it
  fetchArgs?: any;
  /** Called with `compute:inference`, 0, 1 before a picture and 1, 1 after it. */
  progress?: (key: string, current: number, total: number) => void;
  /** One model for all, and how much care the edges get: `small` is fast, `medium` standard, `large` best. */
  model?: ModelName;
  output?: {
    /** `image/png` when absent. */
    format?: "image/png" | "image/jpeg" | "image/webp" | "image/x-rgba8" | "image/x-alpha8";
    /** 0…1, of JPEG and of the colors of WebP; 0.8 when absent. */
    quality?: number;
    /** What `removeBackground` answers; `foreground` when absent. */
    type?: "foreground" | "background" | "mask";
  };
}

const FORMATS: Readonly<Record<string, OutputFormat>> = {
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/webp": "webp",
  "image/x-rgba8": "raw",
  "image/x-alpha8": "raw",
};

/** What is asked of the engine, and the media type of the answer. */
export interface Request {
  mediaType: string;
  format: OutputFormat;
  quality: Quality;
  /** 1…100. */
  outputQuality: number;
}

/** @throws TypeError for a model or format that the original does not have either */
export function requestOf({
  model = "medium",
  output: { format: mediaType = "image/png", quality = 0.8 } = {},
}: Config): Request {
  const format = FORMATS[mediaType];
  if (format === undefined)
    throw new TypeError(`output.format is ${mediaType}; it takes ${Object.keys(FORMATS).join(", ")}`);
  const level = qualityOf(model);
  if (!(quality >= 0 && quality <= 1)) throw new TypeError(`output.quality is ${quality}; it takes 0 to 1`);
  return {
    mediaType,
    format,
    quality: level,
    outputQuality: Math.max(1, Math.round(quality * 100)),
  };
}
