import { describe, expect, test } from "vitest";
import type { Given } from "../people.ts";
import { DISC, discPicture, HEIGHT, pixelsOf, WIDTH } from "../pictures.ts";
import { expectDownloadLikeStage } from "../stage.ts";
import { addPictures, choose, downloadBy, openTool, visit } from "../visit.ts";

/** The editor without the server, with a model whose mask is the picture's brightness. */
export function onDeviceSuite(given: Given): void {
  describe("the editor on this device", () => {
    test("sends no picture and takes no credit, goes on without a connection, and has threads and a strict policy", async () => {
      const { page, context, open, leave } = await visit(given.browser(), given.product().url, {
        expectsFailures: true,
      });
      await open("/");
      const sent: string[] = [];
      page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
      const free = page.getByText(/free pictures left today/).first();
      const before = await free.textContent();
      await page.getByRole("switch", { name: "On this device" }).click();
      await addPictures(page, [await discPicture()]);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(await free.textContent()).toBe(before);

      await context.setOffline(true);
      await page.getByLabel("Add pictures").setInputFiles([await discPicture("another.png")]);
      await page.getByText("2 of 2 ready").waitFor();
      const { name, data } = await downloadBy(page, "Download");
      const { width, height, at } = await pixelsOf(data);
      expect(name).toBe("disc-cutout.png");
      expect([width, height]).toEqual([WIDTH, HEIGHT]);
      expect(at(5, 5)[3]).toBe(0);
      for (const channel of at(DISC.x, DISC.y)) expect(channel).toBeGreaterThan(240);
      expect(sent).toEqual([]);
      await context.setOffline(false);
      await leave();
    });

    test("makes the download that the stage shows, with background, shadow, size and format", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      await page.getByRole("switch", { name: "On this device" }).click();
      await addPictures(page, [await discPicture()]);
      await choose(page, "Gradient");
      await openTool(page, "Shadow");
      await page.getByRole("radio", { name: "Drop shadow", exact: true }).check({ force: true });
      await openTool(page, "Size");
      await page.getByRole("switch", { name: "Crop to the subject" }).click();
      await page.getByRole("button", { name: "Rotate left by 90°" }).click();
      await expectDownloadLikeStage(page);
      await openTool(page, "File");
      await choose(page, "BMP");
      const { data } = await downloadBy(page, "Download");
      expect(data.toString("latin1", 0, 2)).toBe("BM");
      await leave();
    });

    test("is not offered where the operator has turned it off", async () => {
      const product = given.product();
      await product.restart({ ALPHACUT_ON_DEVICE: "false" });
      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/");
      await page
        .getByText(/free pictures left today/)
        .first()
        .waitFor();
      expect(await page.getByRole("switch", { name: "On this device" }).count()).toBe(0);
      await product.restart();
      await leave();
    });
  });
}
