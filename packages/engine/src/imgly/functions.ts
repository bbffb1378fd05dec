import type { Engine } from "../engine.ts";
import type { Recipe } from "../recipe.ts";
import { type Config, type Request, requestOf } from "./config.ts";
import { type ImageSource, readMask, readSource } from "./input.ts";
import { OUTPUTS } from "./terms.ts";

/** What `@imgly/background-removal-node` can do. Every call rejects with EngineError, or TypeError for an impossible setting. */
export interface Functions {
  /** The picture without its background; or what `output.type` asks for. */
  removeBackground(image: ImageSource, configuration?: Config): Promise<Blob>;
  /** The picture without its subject, a hole where that was. */
  removeForeground(image: ImageSource, configuration?: Config): Promise<Blob>;
  /** The mask of the subject: white where it is. */
  segmentForeground(image: ImageSource, configuration?: Config): Promise<Blob>;
  /** The older name of `segmentForeground`. */
  alphamask(image: ImageSource, configuration?: Config): Promise<Blob>;
  /** Cuts a picture out by a mask of any size, such as one of `segmentForeground`; no model runs. */
  applySegmentationMask(image: ImageSource, mask: ImageSource, configuration?: Config): Promise<Blob>;
  /** Loads the model before the first picture needs it. */
  preload(configuration?: Config): Promise<void>;
}

/** @param engine is asked for at every call */
export function functionsOf(engine: () => Engine): Functions {
  async function cutOut(
    image: ImageSource,
    configuration: Config,
    wanted: Pick<Recipe, "output" | "matte">,
  ): Promise<Blob> {
    const request = requestOf(configuration);
    const source = await readSource(image, configuration);
    const { progress, debug } = configuration;
    const { mediaType, ...encoding } = request;
    // A mask is all that `x-alpha8` can hold.
    const output = mediaType === "image/x-alpha8" ? "mask" : (wanted.output ?? "cutout");
    progress?.("compute:inference", 0, 1);
    const made = await engine().cutout(source, { ...wanted, ...encoding, output });
    progress?.("compute:inference", 1, 1);
    if (debug) console.debug("Alphacut:", made.width, "×", made.height, "pixels", made.timings);
    return toBlob(made, request, output === "mask");
  }

  const segmentForeground: Functions["segmentForeground"] = (image, configuration = {}) =>
    cutOut(image, configuration, { output: "mask" });
  return {
    removeBackground: (image, configuration = {}) =>
      cutOut(image, configuration, { output: OUTPUTS[configuration.output?.type ?? "foreground"] }),
    removeForeground: (image, configuration = {}) => cutOut(image, configuration, { output: "background" }),
    segmentForeground,
    alphamask: segmentForeground,
    applySegmentationMask: async (image, mask, configuration = {}) =>
      cutOut(image, configuration, { matte: await readMask(mask, configuration) }),
    preload: () => engine().ready(),
  };
}

function toBlob(
  { data, width, height }: { data: Uint8Array; width: number; height: number },
  { mediaType, format }: Request,
  isMask: boolean,
): Blob {
  if (format !== "raw") return new Blob([data as Uint8Array<ArrayBuffer>], { type: mediaType });
  const pixels = isMask && mediaType === "image/x-rgba8" ? grayToRgba(data) : data;
  return new Blob([pixels as Uint8Array<ArrayBuffer>], {
    type: `${mediaType};width=${width};height=${height}`,
  });
}

function grayToRgba(gray: Uint8Array): Uint8Array {
  const words = Uint32Array.from(gray, (value) => 0xff000000 + value * 0x010101);
  return new Uint8Array(words.buffer);
}
