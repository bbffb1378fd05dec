import type { Page } from "playwright-core";
import { expect } from "vitest";
import { pixelsOf } from "./pictures.ts";
import { downloadBy } from "./visit.ts";

/** What the editor's stage shows at some points of the result: straight RGBA each. */
export interface StageReading {
  /** Where the points are, in shares of the result's width and height. */
  points: { x: number; y: number }[];
  colors: [red: number, green: number, blue: number, alpha: number][];
}

/** Reads a grid of points of the result from the canvas that the user sees. */
export async function readStage(page: Page, columns: number, rows: number): Promise<StageReading> {
  const points = Array.from({ length: columns * rows }, (_, i) => ({
    x: ((i % columns) + 0.5) / columns,
    y: (Math.floor(i / columns) + 0.5) / rows,
  }));
  const colors = await page.evaluate((shares) => {
    const canvas = document.querySelector("canvas")!;
    const stage = canvas.getBoundingClientRect();
    const frame = document.querySelector(".checkerboard.absolute")!.getBoundingClientRect();
    const ratio = canvas.width / stage.width;
    const context = canvas.getContext("2d")!;
    return shares.map(({ x, y }) => {
      const left = (frame.left - stage.left + x * frame.width) * ratio;
      const top = (frame.top - stage.top + y * frame.height) * ratio;
      return [...context.getImageData(Math.floor(left), Math.floor(top), 1, 1).data];
    });
  }, points);
  return { points, colors: colors as StageReading["colors"] };
}

/** Downloads the result and compares it with what is on the screen. */
export async function expectDownloadLikeStage(page: Page): Promise<void> {
  const { data } = await downloadBy(page, "Download");
  const made = await pixelsOf(data);
  const { points, colors } = await readStage(page, 40, 40);
  const differences = points.flatMap(({ x, y }, i) => {
    const expected = made.at(Math.floor(x * made.width), Math.floor(y * made.height));
    return colors[i]!.map((channel, c) => Math.abs(channel - expected[c]!));
  });
  differences.sort((a, b) => a - b);
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  expect(mean).toBeLessThan(2);
  expect(differences[Math.floor(differences.length * 0.97)]).toBeLessThan(10);
}
