import { OUTPUTS } from "./terms.ts";

/**
 * What `@imgly/background-removal` and its sister for Node.js can do, over images and settings as each of them takes them.
 * Every call rejects with EngineError, or TypeError for an impossible setting.
 */
export interface Functions<Image, Settings> {
  /** The picture without its background; or what `output.type` asks for. */
  removeBackground(image: Image, configuration?: Settings): Promise<Blob>;
  /** The picture without its subject, a hole where that was. */
  removeForeground(image: Image, configuration?: Settings): Promise<Blob>;
  /** The mask of the subject: white where it is. */
  segmentForeground(image: Image, configuration?: Settings): Promise<Blob>;
  /** The older name of `segmentForeground`. */
  alphamask(image: Image, configuration?: Settings): Promise<Blob>;
  /** Cuts a picture out by a mask of any size, such as one of `segmentForeground`; no model runs. */
  applySegmentationMask(image: Image, mask: Image, configuration?: Settings): Promise<Blob>;
  /** Makes the model ready before the first picture needs it. */
  preload(configuration?: Settings): Promise<void>;
}

/** What a call asks for; with a `mask`, no model runs. */
export interface Wanted<Image> {
  output: (typeof OUTPUTS)[keyof typeof OUTPUTS];
  mask?: Image;
}

/** How pictures are cut out on one platform. */
export interface Means<Image, Settings> {
  cutOut(image: Image, configuration: Settings, wanted: Wanted<Image>): Promise<Blob>;
  preload(configuration: Settings): Promise<void>;
}

export function functionsOver<Image, Settings extends { output?: { type?: keyof typeof OUTPUTS } }>({
  cutOut,
  preload,
}: Means<Image, Settings>): Functions<Image, Settings> {
  const none = {} as Settings;
  const segmentForeground = (image: Image, configuration = none) =>
    cutOut(image, configuration, { output: "mask" });
  return {
    removeBackground: async (image, configuration = none) =>
      cutOut(image, configuration, { output: OUTPUTS[configuration.output?.type ?? "foreground"] }),
    removeForeground: (image, configuration = none) => cutOut(image, configuration, { output: "background" }),
    segmentForeground,
    alphamask: segmentForeground,
    applySegmentationMask: (image, mask, configuration = none) =>
      cutOut(image, configuration, { output: "cutout", mask }),
    preload: (configuration = none) => preload(configuration),
  };
}
