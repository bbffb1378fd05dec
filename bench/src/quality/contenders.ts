import { type Engine, ModelStore } from "@alphacut/engine";
import sharp from "sharp";
import { Rival } from "../rival.ts";
import type { Scene } from "./scene.ts";

/** Somebody who cuts out: an encoded picture in, straight RGBA of the same size out. */
export interface Contender {
  name: string;
  cutOut: (scene: Scene) => Promise<Uint8Array>;
  stop: () => void;
}

export function ours(engine: Engine, quality: "fast" | "standard" | "best"): Contender {
  return {
    name: quality,
    cutOut: async ({ jpeg }) => rgbaOf((await engine.cutout(jpeg, { format: "png", quality })).data),
    stop: () => {},
  };
}

/**
 * What the open tools do: the model on the picture stretched to 1024 × 1024, its mask enlarged bilinearly, pasted over the
 * old pixels. The enlargement is centered here, which is kinder than libvips'.
 */
export async function naivePaste(modelsDir: string, threads: number): Promise<Contender> {
  const { path } = await new ModelStore(modelsDir).install("isnet");
  const model = await Rival.start("rival-model", { path, threads });
  return {
    name: "naive",
    async cutOut({ jpeg, width, height }) {
      const side = 1024;
      const input = await sharp(jpeg)
        .removeAlpha()
        .resize(side, side, { fit: "fill", kernel: "linear" })
        .raw()
        .toBuffer();
      const mask = (await model.ask({ width: side, height: side, rgb: input })) as Float32Array;
      const photo = await rgbaOf(jpeg);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const value = bilinear(
            mask,
            side,
            ((x + 0.5) * side) / width - 0.5,
            ((y + 0.5) * side) / height - 0.5,
          );
          photo[4 * (y * width + x) + 3] = Math.round(255 * value);
        }
      }
      return photo;
    },
    stop: () => model.stop(),
  };
}

/** The peer's own output. */
export async function peer(): Promise<Contender> {
  const rival = await Rival.start("rival-peer", {});
  return {
    name: "peer",
    cutOut: async ({ jpeg }) =>
      rgbaOf((await rival.ask({ jpeg, format: "png", answer: "picture" })) as Uint8Array),
    stop: () => rival.stop(),
  };
}

function rgbaOf(encoded: Uint8Array): Promise<Buffer> {
  return sharp(encoded).ensureAlpha().toColourspace("srgb").raw().toBuffer();
}

function bilinear(values: Float32Array, side: number, x: number, y: number): number {
  const [u, v] = [Math.min(side - 1, Math.max(0, x)), Math.min(side - 1, Math.max(0, y))];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const [right, bottom] = [Math.min(side - 1, left + 1), Math.min(side - 1, top + 1)];
  const at = (column: number, row: number) => values[row * side + column]!;
  const upper = at(left, top) + (at(right, top) - at(left, top)) * (u - left);
  const lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * (u - left);
  return upper + (lower - upper) * (v - top);
}
