import type { OutputSettings } from "./terms.ts";

/** The settings of `@imgly/background-removal-node` and of its sister for browsers. Those without a meaning here are accepted. */
export interface Config extends OutputSettings {
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
}
