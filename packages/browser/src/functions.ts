import {
  encodingOf,
  type Functions as FunctionsOver,
  functionsOver,
  type Wanted,
} from "@alphacut/engine/portable";
import type { Config } from "./config.ts";
import { type ImageSource, readSource } from "./input.ts";
import type { Remover } from "./remover.ts";

/** What `@imgly/background-removal` can do. */
export type Functions = FunctionsOver<ImageSource, Config>;

/** @param removerFor is asked for at every call */
export function functionsOf(removerFor: (configuration: Config) => Remover): Functions {
  async function cutOut(
    image: ImageSource,
    configuration: Config,
    wanted: Wanted<ImageSource>,
  ): Promise<Blob> {
    const { progress, debug, signal } = configuration;
    const encoding = encodingOf(configuration);
    const source = await readSource(image, configuration);
    const matte = wanted.mask === undefined ? undefined : await readSource(wanted.mask, configuration);
    const remover = removerFor(configuration);
    // A mask is all that `x-alpha8` can hold.
    const output = encoding.mediaType === "image/x-alpha8" ? "mask" : wanted.output;
    const begin = performance.now();
    const { blob, width, height } = await remover.cutOut(
      { ...encoding, output, source, ...(matte && { matte }) },
      { signal, onFetch: fetchProgress(progress), onCompute: () => progress?.("compute:inference", 0, 1) },
    );
    progress?.("compute:inference", 1, 1);
    if (debug) {
      const { status } = remover;
      console.debug(`Alphacut: ${width} × ${height} in ${Math.round(performance.now() - begin)} ms`, status);
    }
    return blob;
  }
  return functionsOver({
    cutOut,
    preload: (configuration) =>
      removerFor(configuration).load({
        signal: configuration.signal,
        onFetch: fetchProgress(configuration.progress),
      }),
  });
}

function fetchProgress(progress: Config["progress"]) {
  return (file: string, current: number, total: number) => progress?.(`fetch:${file}`, current, total);
}
