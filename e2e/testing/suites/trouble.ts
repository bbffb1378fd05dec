import { describe, expect, test } from "vitest";
import type { Given } from "../people.ts";
import { discPicture, noisePicture } from "../pictures.ts";
import { visit } from "../visit.ts";

/** What happens when things go wrong. Restarts the server: first starts take long. */
export function troubleSuite(given: Given): void {
  describe("trouble", () => {
    test("a server that goes away in the middle of an upload is waited for, and the picture is still there", async () => {
      const product = given.product();
      const { page, context, open, leave } = await visit(given.browser(), product.url, {
        expectsFailures: true,
      });
      await open("/");
      const network = await context.newCDPSession(page);
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 };
      await network.send("Network.emulateNetworkConditions", slow);
      await page.getByLabel("Choose pictures").setInputFiles(await noisePicture("noise.png", 900));
      await page.getByText(/Uploading [1-9]/).waitFor();
      await product.kill();
      await page.getByRole("alert").getByText("Can't reach the server").waitFor();

      await product.restart();
      await network.send("Network.emulateNetworkConditions", { ...slow, uploadThroughput: -1 });
      await page.getByRole("button", { name: "Try again", exact: true }).click();
      await page.getByText("1 of 1 ready").waitFor();
      await leave();
    });

    test("a guest sees what is left, works up to the limit, and is told when it is reached", async () => {
      const product = given.product();
      await product.restart({ ALPHACUT_ANONYMOUS_DAILY: "1" });
      const { page, open, leave } = await visit(given.browser(), product.url, { expectsFailures: true });
      await open("/");
      await page.getByText("1 free picture left today").waitFor();
      await page.getByLabel("Choose pictures").setInputFiles(await discPicture("first.png"));
      await page.getByText("No free pictures left today").waitFor();
      await page.getByRole("button", { name: "Download" }).click();
      await page.getByText("first-cutout.png was downloaded").waitFor({ state: "attached" });

      await page.getByLabel("Add pictures").setInputFiles(await noisePicture("second.png", 64));
      await page.getByRole("button", { name: /^Show second.png, You've used today's free pictures/ }).click();
      await page.getByRole("alert").getByText("You've used today's free pictures").waitFor();
      expect(await page.getByText("1 of 2 ready").count()).toBe(1);
      await leave();
    });
  });
}
