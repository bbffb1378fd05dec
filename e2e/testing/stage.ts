import type { Page } from "playwright-core";

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
