import { unzipSync } from "fflate";
import sharp from "sharp";
import { describe, test } from "vitest";
import type { Given } from "../people.ts";
import { discPicture } from "../pictures.ts";
import { addPictures, downloadBy, openTool, visit } from "../visit.ts";

/** All results at once. */
export function gridSuite(given: Given): void {
  describe.concurrent("grid", () => {
    test("results are chosen, judged, opened and removed, by mouse and by keyboard alone", async ({
      expect,
    }) => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      const black = { name: "nothing.png", mimeType: "image/png", buffer: await plain() };
      const names = ["one.png", "two.png", "three.png", "four.png"];
      const discs = await Promise.all(names.map((name) => discPicture(name)));
      await addPictures(page, [...discs, black]);
      await page.getByRole("button", { name: "Show all results" }).click();
      const grid = page.getByRole("list", { name: "Pictures" });
      const tile = (name: string) => grid.getByRole("button", { name: new RegExp(`^${name}, `) });
      expect(await grid.getByRole("listitem").count()).toBe(5);
      await grid.getByText("No subject found").waitFor();
      await grid.getByText("640 × 480 px").first().waitFor();
      await openTool(page, "Presets");
      await page.getByRole("button", { name: "Amazon" }).click();
      await grid
        .getByText(/^Enlarged to \d{3}%/)
        .first()
        .waitFor();

      await tile("one.png").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Delete");
      await page.getByText("4 of 4 ready").waitFor();
      expect(await tile("four.png").evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press("End");
      await page.keyboard.press("Space");
      const { data } = await downloadBy(page, "Download 2 as ZIP");
      expect(Object.keys(unzipSync(data))).toEqual(["two-white.jpg", "four-white.jpg"]);
      await tile("four.png").focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("Enter");
      await page.getByRole("application", { name: "one.png without its background" }).waitFor();

      await page.getByRole("button", { name: "Show all results" }).click();
      await tile("two.png").dblclick();
      await page.getByRole("application", { name: "two.png without its background" }).waitFor();
      await leave();
    });

    test("of three hundred pictures only those on the screen are drawn, and cutouts lie on the disk", async ({
      expect,
    }) => {
      const { page, context, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      // Answered here: the server is no part of this.
      const cutout = await sharp((await discPicture()).buffer)
        .webp()
        .toBuffer();
      await page.route("**/api/editor/cutout", (route) =>
        route.fulfill({
          body: cutout,
          headers: { "x-width": "640", "x-height": "480", "x-editor-ticket": "-" },
        }),
      );
      const { buffer } = await discPicture();
      const many = Array.from({ length: 300 }, (_, i) => ({
        name: `${i + 1}.png`,
        mimeType: "image/png",
        buffer,
      }));
      await page.getByLabel("Choose pictures").setInputFiles(many);
      await page.getByRole("button", { name: "Show all results" }).click();
      await page.getByText("300 of 300 ready").waitFor();
      const grid = page.getByRole("list", { name: "Pictures" });
      const devtools = await context.newCDPSession(page);
      const heap = async () => {
        await devtools.send("HeapProfiler.collectGarbage");
        return (await devtools.send("Runtime.getHeapUsage")).usedSize;
      };
      const before = await heap();
      await grid.getByRole("button", { name: /^1.png, / }).focus();
      for (let pages = 0; pages < 60; pages++) await page.keyboard.press("PageDown");
      await grid
        .getByRole("button", { name: /^300.png, / })
        .and(page.locator(":focus"))
        .waitFor();
      await expect.poll(() => grid.locator("img").count()).toBeGreaterThan(3);
      expect(await grid.getByRole("listitem").count()).toBeLessThan(40);
      expect(((await heap()) - before) / 1e6).toBeLessThan(10);
      expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(1500);
      await leave();
    });
  });
}

/** Black: there is nothing to find. */
function plain(): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background: "black" } })
    .png()
    .toBuffer();
}
