import type { Scene } from "./scene.ts";

/** How far a cutout is from the truth. Lower is better but for `iou`. */
export interface Scores {
  /** Mean |Δα| over the whole picture × 1000. */
  mad: number;
  /** Mean |Δα| in the transition band × 1000. */
  bandMad: number;
  /** Mean |Δ composite| in the band over white, black and green, in levels 0…255: what a viewer sees as halo. */
  composite: number;
  /** Intersection over union at α ≥ 0.5. */
  iou: number;
}

const BACKGROUNDS = [
  [255, 255, 255],
  [0, 0, 0],
  [0, 255, 0],
] as const;

/** @param rgba a cutout of the scene's size, straight alpha */
export function score(scene: Scene, rgba: Uint8Array): Scores {
  const { alpha, foreground } = scene;
  const band = transitionBand(scene);
  let [total, inBand, pixels, seen, intersection, union] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < alpha.length; i++) {
    const [guess, truth] = [rgba[4 * i + 3]!, alpha[i]!];
    total += Math.abs(guess - truth);
    if (guess > 127 && truth > 127) intersection++;
    if (guess > 127 || truth > 127) union++;
    if (!band[i]) continue;
    pixels++;
    inBand += Math.abs(guess - truth);
    for (const color of BACKGROUNDS) {
      for (let c = 0; c < 3; c++) {
        const made = rgba[4 * i + c]! * guess + color[c]! * (255 - guess);
        const right = foreground[3 * i + c]! * truth + color[c]! * (255 - truth);
        seen += Math.abs(made - right) / 255;
      }
    }
  }
  return {
    mad: (1000 * total) / 255 / alpha.length,
    bandMad: pixels ? (1000 * inBand) / 255 / pixels : 0,
    composite: pixels ? seen / pixels / 9 : 0,
    iou: union ? intersection / union : 1,
  };
}

/** Where the true alpha is undecided or jumps, widened by a three-hundredth of the long side (at least 2 pixels). */
export function transitionBand({ alpha, width, height }: Scene): Uint8Array {
  const core = new Uint8Array(alpha.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const value = alpha[i]!;
      const jumps =
        (x + 1 < width && Math.abs(value - alpha[i + 1]!) > 128) ||
        (y + 1 < height && Math.abs(value - alpha[i + width]!) > 128);
      core[i] = (value > 5 && value < 250) || jumps ? 1 : 0;
    }
  }
  return dilate(core, width, height, Math.max(2, Math.round(Math.max(width, height) / 300)));
}

/** Widens by a chamfer 3–4 distance (Borgefors 1986), which is within 8 % of the Euclidean one. */
function dilate(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const far = 1 << 20;
  const distance = Int32Array.from(mask, (set) => (set ? 0 : far));
  const relax = (i: number, j: number, cost: number) => {
    const through = distance[j]! + cost;
    if (through < distance[i]!) distance[i] = through;
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0) relax(i, i - 1, 3);
      if (y > 0) relax(i, i - width, 3);
      if (y > 0 && x > 0) relax(i, i - width - 1, 4);
      if (y > 0 && x + 1 < width) relax(i, i - width + 1, 4);
    }
  }
  for (let y = height - 1, i = width * height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      if (x + 1 < width) relax(i, i + 1, 3);
      if (y + 1 < height) relax(i, i + width, 3);
      if (y + 1 < height && x + 1 < width) relax(i, i + width + 1, 4);
      if (y + 1 < height && x > 0) relax(i, i + width - 1, 4);
    }
  }
  return Uint8Array.from(distance, (d) => (d <= 3 * radius ? 1 : 0));
}
