import type { OutputSettings } from "@alphacut/engine/portable";

/** The settings of `@imgly/background-removal`, and `signal`. Those without a meaning here are accepted. */
export interface Config extends OutputSettings {
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
  /** Gives up the picture: the call rejects with the signal's reason. */
  signal?: AbortSignal;
}
