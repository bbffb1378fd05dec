import type { Page } from "playwright-core";
import { describe, test } from "vitest";
import type { Given } from "../people.ts";
import { DISC, discPicture, WIDTH } from "../pictures.ts";
import { expectDownloadLikeStage, readStage } from "../stage.ts";
import { addPictures, choose, openTool, visit } from "../visit.ts";

/** What is done by hand on the stage. */
export function handsSuite(given: Given): void {
  const start = async () => {
    const guest = await visit(given.browser(), given.product().url);
    await guest.open("/");
    await addPictures(guest.page, [await discPicture()]);
    return guest;
  };

  describe.concurrent("hands", () => {
    test("what the stage shows is what the server makes: mirrored, cropped by hand, on the ground", async ({
      expect,
    }) => {
      const { page, leave } = await start();
      await choose(page, "Gradient");
      await openTool(page, "Shadow");
      await choose(page, "On the ground");
      await expectDownloadLikeStage(page);
      await openTool(page, "Size");
      await page.getByRole("button", { name: "Flip horizontally" }).click();
      await expectDownloadLikeStage(page);
      await page.getByRole("button", { name: "Crop manually" }).click();
      const corner = (await page.locator("[data-handle=nw]").boundingBox())!;
      await drag(page, corner, { x: 90, y: 70 });
      await page.getByRole("button", { name: "Crop manually" }).click();
      const text = await page.getByText(/^\d+\s×\s\d+\spx$/).textContent();
      const [width, height] = text!.match(/\d+/g)!.map(Number);
      expect(width).toBeLessThan(620);
      expect(height).toBeLessThan(460);
      await expectDownloadLikeStage(page);
      await page.keyboard.press("Control+z");
      await page.keyboard.press("Control+z");
      await page.getByText(/^640\s×\s4\d\d\spx$/).waitFor();
      await leave();
    });

    test("the subject is moved and scaled on its background, by pointer, keys and fields, and put back", async ({
      expect,
    }) => {
      const { page, leave } = await start();
      await choose(page, "Color");
      await page.getByLabel("Background color as a hex code").fill("#cc2244");
      await openTool(page, "Size");
      await page.getByRole("button", { name: "Move the subject" }).click();
      const frame = page.locator("[data-frame]");
      const before = (await frame.boundingBox())!;
      await drag(page, before, { x: -80, y: 40 });
      const moved = (await frame.boundingBox())!;
      expect(Math.abs(moved.x - before.x + 80)).toBeLessThan(4);
      expect(Math.abs(moved.y - before.y - 40)).toBeLessThan(4);
      await drag(page, (await page.locator("[data-handle=se]").boundingBox())!, { x: -60, y: -60 });
      expect((await frame.boundingBox())!.width).toBeLessThan(moved.width - 20);
      await page.getByRole("application").focus();
      await page.keyboard.press("ArrowRight");
      await expectDownloadLikeStage(page);
      await page.getByRole("button", { name: "Reset position" }).click();
      expect((await frame.boundingBox())!.x).toBeCloseTo(before.x, 0);
      await page.getByRole("slider", { name: "Scale" }).focus();
      await page.keyboard.press("PageUp");
      await page.getByText("110%").waitFor();
      await page.keyboard.press("Escape");
      await expectDownloadLikeStage(page);
      await leave();
    });

    test("space moves the view while painting, and a color is picked from the photo and remembered", async ({
      expect,
    }) => {
      const { page, leave } = await start();
      await openTool(page, "Brush");
      await choose(page, "Erase");
      const checkerboard = page.locator(".checkerboard.absolute");
      const before = (await checkerboard.boundingBox())!;
      const scale = before.width / WIDTH;
      await page.mouse.move(before.x + DISC.x * scale, before.y + DISC.y * scale);
      await page.keyboard.down("Space");
      await page.mouse.down();
      await page.mouse.move(before.x + DISC.x * scale + 50, before.y + DISC.y * scale - 30, { steps: 3 });
      await page.mouse.up();
      await page.keyboard.up("Space");
      const after = (await checkerboard.boundingBox())!;
      expect([Math.round(after.x - before.x), Math.round(after.y - before.y)]).toEqual([50, -30]);
      // Nothing was painted.
      expect(await page.getByRole("button", { name: "Undo" }).isDisabled()).toBe(true);

      await openTool(page, "Background");
      await choose(page, "Color");
      await page.getByRole("button", { name: "Background color: pick from the photo" }).click();
      await page.mouse.click(after.x + 20, after.y + 20);
      await expect.poll(() => page.getByLabel("Background color as a hex code").inputValue()).toBe("#000000");
      await page.getByRole("button", { name: "Background color: pick from the photo" }).click();
      await page.getByRole("application").focus();
      await page.keyboard.press("Escape");
      await page.getByLabel("Background color as a hex code").fill("#12ab34");
      await page.getByRole("tab", { name: "Background" }).focus();
      await page.getByRole("button", { name: "#ffffff" }).click();
      expect((await readStage(page, 4, 4)).colors[0]).toEqual([255, 255, 255, 255]);
      await page.getByRole("button", { name: "#12ab34" }).click();
      expect((await readStage(page, 4, 4)).colors[0]).toEqual([0x12, 0xab, 0x34, 255]);
      await leave();
    });
  });
}

/** Takes hold of the middle of something. */
async function drag(
  page: Page,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  by: { x: number; y: number },
): Promise<void> {
  const from = { x: x + width / 2, y: y + height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
  await page.mouse.up();
}
