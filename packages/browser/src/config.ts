import { type ModelName, type Quality, qualityOf } from "@alphacut/engine/portable";

/** The settings of `@imgly/background-removal`, and `signal`. Those without a meaning here are accepted. */
export interface Config {
  /**
   * Where the files of this package's folder `assets` are, if not where your bundler puts them: an address that ends with
   * a slash.
   */
  publicPath?: string;
  /** Tells on the console what the model runs on, and how long each picture took. */
  debug?: boolean;
  /** No meaning here: nothing ever runs on the page's own thread. */
  proxyToWorker?: boolean;
  /** `gpu`, the default: WebGPU where it works, else the processor. `cpu`: the processor in any case. */
  device?: "cpu" | "gpu";
  /** No meaning here: results always have the size of the picture. */
  rescale?: boolean;
  /** For pictures that are given by an address. */
  // biome-ignore lint/suspicious/noExplicitAny: as the original has it
  fetchArgs?: any;
  /** `fetch:…` with the bytes of a file that have come, `compute:inference` before (0, 1) and after (1, 1) a picture. */
  progress?: (key: string, current: number, total: number) => void;
  /** One model for all, and how much care the edges get: `small` is fast, `medium` standard, `large` best. */
  model?: ModelName;
  output?: {
    /** `image/png` when absent. */
    format?: "image/png" | "image/jpeg" | "image/webp" | "image/x-rgba8" | "image/x-alpha8";
    /** 0…1, of JPEG and WebP; 0.8 when absent. */
    quality?: number;
    /** What `removeBackground` answers; `foreground` when absent. */
    type?: "foreground" | "background" | "mask";
  };
  /** Gives up the picture: the call rejects with the signal's reason. */
  signal?: AbortSignal;
}

export type MediaType = NonNullable<NonNullable<Config["output"]>["format"]>;

const FORMATS: readonly MediaType[] = [
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/x-rgba8",
  "image/x-alpha8",
];

/** How a picture is made and written. */
export interface Encoding {
  mediaType: MediaType;
  /** 0…1. */
  quality: number;
  care: Quality;
}

/** @throws TypeError for a model or format that the original does not have either */
export function encodingOf({
  model = "medium",
  output: { format: mediaType = "image/png", quality = 0.8 } = {},
}: Config): Encoding {
  if (!FORMATS.includes(mediaType))
    throw new TypeError(`output.format is ${mediaType}; it takes ${FORMATS.join(", ")}`);
  const care = qualityOf(model);
  if (!(quality >= 0 && quality <= 1)) throw new TypeError(`output.quality is ${quality}; it takes 0 to 1`);
  return { mediaType, quality, care };
}
