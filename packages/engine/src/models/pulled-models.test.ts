import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine } from "../engine.ts";
import type { Mask } from "../image/raster.ts";
import { LocalSegmenter } from "../segment/local-segmenter.ts";
import type { Segmenter } from "../segment/segmenter.ts";
import { type FileServer, startFileServer } from "../testing/file-server.ts";
import { fixedModel } from "../testing/fixed-model.ts";
import { MODELS, type ModelSpec } from "./catalog.ts";
import { pullModel } from "./pull.ts";
import { ModelStore } from "./store.ts";

const PULLED = MODELS.filter(({ source }) => source.kind === "https");
const STRIPES = [
  [0, 0, 0],
  [200, 30, 30],
  [30, 120, 60],
  [255, 255, 255],
] as const;
const WIDTH = 320;
const HEIGHT = 200;

let directory: string;
let server: FileServer;
let engine: Engine;
let store: ModelStore;
/** What the model made of the last picture, before its edges were refined. */
let mask: Mask;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-pulled-"));
  server = await startFileServer();
  const customModels = PULLED.map(serveStandIn);
  store = new ModelStore(directory, { custom: customModels });
  await pullModel(store, "u2netp");
  const local = new LocalSegmenter({ store, model: "u2netp", threads: 1, timeoutMs: 60_000 });
  const segmenter: Segmenter = {
    segment: async (input, options) => {
      mask = await local.segment(input, options);
      return mask;
    },
    ready: () => local.ready(),
    status: () => local.status(),
    close: () => local.close(),
  };
  engine = createEngine({ modelsDir: directory, customModels, model: "u2netp", segmenter });
});
afterAll(async () => {
  await engine.close();
  await server.close();
  await rm(directory, { recursive: true });
});

/** The catalog's entry with a small graph of the same shape in place of the weights. */
function serveStandIn(spec: ModelSpec): ModelSpec {
  const bytes = fixedModel(spec.input.side);
  server.files.set(`/${spec.name}`, { bytes, etag: '"1"' });
  const checksum = { algorithm: "sha256", hex: createHash("sha256").update(bytes).digest("hex") } as const;
  return { ...spec, source: { kind: "https", url: `${server.url}/${spec.name}`, checksum } };
}

/** Four upright stripes of flat color. */
function picture(): Promise<Buffer> {
  const pixels = Array.from(
    { length: WIDTH * HEIGHT },
    (_, i) => STRIPES[Math.floor(((i % WIDTH) * 4) / WIDTH)]!,
  );
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
  return sharp(Buffer.from(pixels.flat()), { raw }).png().toBuffer();
}

/** What the graph makes of a stripe, by the formulas that the models were trained with. */
function expectedMask({ mean, deviation, output }: ModelSpec): number[] {
  const values = STRIPES.map((color) => {
    const seen = color.map((channel, c) => (channel - mean[c]!) / deviation[c]!);
    const value = (seen[0]! + seen[1]! + seen[2]!) / 3;
    return output.activation === "sigmoid" ? 1 / (1 + Math.exp(-value)) : value;
  });
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => ((value - low) / (high - low)) * 255);
}

describe("a pulled model", () => {
  it.each(PULLED.map(({ name }) => name))("%s runs with its own preparation of the picture", async (name) => {
    const { spec } = await pullModel(store, name);
    const { data } = await engine.cutout(await picture(), { format: "png", output: "mask", model: name });
    const { side } = spec.input;
    expect([mask.width, mask.height]).toEqual([side, side]);
    const middles = STRIPES.map((_, stripe) => mask.data[(side / 2) * side + (stripe + 0.5) * (side / 4)]!);
    for (const [stripe, expected] of expectedMask(spec).entries()) {
      expect(Math.abs(middles[stripe]! - expected), `stripe ${stripe}: ${middles}`).toBeLessThanOrEqual(2);
    }
    const { width, height } = await sharp(data).metadata();
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
  });
});
