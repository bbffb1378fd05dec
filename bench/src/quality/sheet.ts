import sharp from "sharp";
import { transitionBand } from "./metrics.ts";
import type { Scene } from "./scene.ts";

const TILE = 260;
/** Pixels of the picture that a tile shows: about two of the sheet for each. */
const WINDOW = 130;
const BACKGROUNDS = ["#ffffff", "#000000", "#00ff00"];

export interface SheetRow {
  scene: Scene;
  /** Straight RGBA by contender. */
  cutouts: ReadonlyMap<string, Uint8Array>;
}

/** A picture to look at: for each scene the busiest piece of edge, over three backgrounds, by each contender and in truth. */
export async function contactSheet(rows: readonly SheetRow[]): Promise<Buffer> {
  const names = [...(rows[0]?.cutouts.keys() ?? []), "truth"];
  const label = 22;
  const layers = [];
  for (const [r, { scene, cutouts }] of rows.entries()) {
    const window = busiestWindow(scene);
    const all = [...cutouts.values(), truth(scene)];
    for (const [b, background] of BACKGROUNDS.entries()) {
      for (const [c, rgba] of all.entries()) {
        const input = await tile(scene, rgba, window, background);
        layers.push({ input, left: (c * BACKGROUNDS.length + b) * TILE, top: label + r * (TILE + label) });
      }
    }
    layers.push({ input: caption(scene.name), left: 4, top: r * (TILE + label) + 2 });
    for (const [c, name] of names.entries()) {
      layers.push({
        input: caption(name),
        left: c * BACKGROUNDS.length * TILE + 160,
        top: r * (TILE + label) + 2,
      });
    }
  }
  const width = names.length * BACKGROUNDS.length * TILE;
  const height = rows.length * (TILE + label);
  return sharp({ create: { width, height, channels: 3, background: "#777777" } })
    .composite(layers)
    .png()
    .toBuffer();
}

function truth({ alpha, foreground }: Scene): Uint8Array {
  const rgba = new Uint8Array(4 * alpha.length);
  for (let i = 0; i < alpha.length; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = foreground[3 * i + c]!;
    rgba[4 * i + 3] = alpha[i]!;
  }
  return rgba;
}

interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

function busiestWindow(scene: Scene): Window {
  const band = transitionBand(scene);
  const [width, height] = [Math.min(WINDOW, scene.width), Math.min(WINDOW, scene.height)];
  let best = { left: 0, top: 0, count: -1 };
  for (let top = 0; top + height <= scene.height; top += height >> 1) {
    for (let left = 0; left + width <= scene.width; left += width >> 1) {
      let count = 0;
      for (let y = top; y < top + height; y += 2) {
        for (let x = left; x < left + width; x += 2) count += band[y * scene.width + x]!;
      }
      if (count > best.count) best = { left, top, count };
    }
  }
  return { left: best.left, top: best.top, width, height };
}

function tile(
  { width, height }: Scene,
  rgba: Uint8Array,
  window: Window,
  background: string,
): Promise<Buffer> {
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .extract(window)
    .flatten({ background })
    .resize(TILE, TILE, { fit: "fill", kernel: "nearest" })
    .png()
    .toBuffer();
}

function caption(text: string): Buffer {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="18"><text y="14" font-size="14" fill="#fff" font-family="sans-serif">${text}</text></svg>`;
  return Buffer.from(svg);
}
