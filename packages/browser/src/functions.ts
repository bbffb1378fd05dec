import { OUTPUTS } from "@alphacut/engine/portable";
import { type Config, encodingOf } from "./config.ts";
import { type ImageSource, readSource } from "./input.ts";
import type { CutoutJob } from "./messages.ts";
import type { Remover } from "./remover.ts";

/** What `@imgly/background-removal` can do. Every call rejects with EngineError, or TypeError for an impossible setting. */
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
  /** Fetches the model and makes it ready before the first picture needs it. */
  preload(configuration?: Config): Promise<void>;
}

/** @param removerFor is asked for at every call */
export function functionsOf(removerFor: (configuration: Config) => Remover): Functions {
  async function cutOut(
    image: ImageSource,
    configuration: Config,
    wanted: Pick<CutoutJob, "output" | "matte">,
  ): Promise<Blob> {
    const { progress, debug, signal } = configuration;
    const encoding = encodingOf(configuration);
    const source = await readSource(image, configuration);
    const remover = removerFor(configuration);
    // A mask is all that `x-alpha8` can hold.
    const output = encoding.mediaType === "image/x-alpha8" ? "mask" : wanted.output;
    const begin = performance.now();
    const { blob, width, height } = await remover.cutOut(
      { ...encoding, ...wanted, output, source },
      { signal, onFetch: fetchProgress(progress), onCompute: () => progress?.("compute:inference", 0, 1) },
    );
    progress?.("compute:inference", 1, 1);
    if (debug) {
      const { status } = remover;
      console.debug(`Alphacut: ${width} × ${height} in ${Math.round(performance.now() - begin)} ms`, status);
    }
    return blob;
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
      cutOut(image, configuration, { output: "cutout", matte: await readSource(mask, configuration) }),
    preload: (configuration = {}) =>
      removerFor(configuration).load({
        signal: configuration.signal,
        onFetch: fetchProgress(configuration.progress),
      }),
  };
}

function fetchProgress(progress: Config["progress"]) {
  return (file: string, current: number, total: number) => progress?.(`fetch:${file}`, current, total);
}
