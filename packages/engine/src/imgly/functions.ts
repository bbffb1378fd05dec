import type { Engine } from "../engine.ts";
import type { OutputFormat } from "../recipe.ts";
import type { Config } from "./config.ts";
import { type Functions as FunctionsOver, functionsOver, type Wanted } from "./functions-over.ts";
import { type ImageSource, readMask, readSource } from "./input.ts";
import { encodingOf, type MediaType } from "./terms.ts";

/** What `@imgly/background-removal-node` can do. */
export type Functions = FunctionsOver<ImageSource, Config>;

const FORMATS: Readonly<Record<MediaType, OutputFormat>> = {
  "image/png": "png",
  "image/jpeg": "jpeg",
  "image/webp": "webp",
  "image/x-rgba8": "raw",
  "image/x-alpha8": "raw",
};

/** @param engine is asked for at every call */
export function functionsOf(engine: () => Engine): Functions {
  async function cutOut(
    image: ImageSource,
    configuration: Config,
    wanted: Wanted<ImageSource>,
  ): Promise<Blob> {
    const { mediaType, quality, care } = encodingOf(configuration);
    const source = await readSource(image, configuration);
    const matte = wanted.mask === undefined ? undefined : await readMask(wanted.mask, configuration);
    const { progress, debug } = configuration;
    // A mask is all that `x-alpha8` can hold.
    const output = mediaType === "image/x-alpha8" ? "mask" : wanted.output;
    progress?.("compute:inference", 0, 1);
    const made = await engine().cutout(source, {
      format: FORMATS[mediaType],
      quality: care,
      outputQuality: Math.max(1, Math.round(quality * 100)),
      output,
      ...(matte && { matte }),
    });
    progress?.("compute:inference", 1, 1);
    if (debug) console.debug("Alphacut:", made.width, "×", made.height, "pixels", made.timings);
    return toBlob(made, mediaType, output === "mask");
  }
  return functionsOver({ cutOut, preload: () => engine().ready() });
}

function toBlob(
  { data, width, height }: { data: Uint8Array; width: number; height: number },
  mediaType: MediaType,
  isMask: boolean,
): Blob {
  if (FORMATS[mediaType] !== "raw") return new Blob([data as Uint8Array<ArrayBuffer>], { type: mediaType });
  const pixels = isMask && mediaType === "image/x-rgba8" ? grayToRgba(data) : data;
  return new Blob([pixels as Uint8Array<ArrayBuffer>], {
    type: `${mediaType};width=${width};height=${height}`,
  });
}

function grayToRgba(gray: Uint8Array): Uint8Array {
  const words = Uint32Array.from(gray, (value) => 0xff000000 + value * 0x010101);
  return new Uint8Array(words.buffer);
}
