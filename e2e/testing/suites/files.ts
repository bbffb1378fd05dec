import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { describe, test } from "vitest";
import { type Given, visitAs } from "../people.ts";
import { discPicture, noisePicture } from "../pictures.ts";
import { expectDownloadLikeStage } from "../stage.ts";
import { addPictures, choose, downloadBy, openTool, visit } from "../visit.ts";

/** How pictures come in and results go out. */
export function filesSuite(given: Given): void {
  describe.concurrent("files", () => {
    test("a format that the browser does not know is shown, painted on and blurred all the same", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      const { buffer } = await discPicture();
      const scan = {
        name: "scan.tiff",
        mimeType: "image/tiff",
        buffer: await sharp(buffer).tiff().toBuffer(),
      };
      await addPictures(page, [scan]);
      await choose(page, "Blur");
      await openTool(page, "Brush");
      await choose(page, "Keep");
      const stage = (await page.locator(".checkerboard.absolute").boundingBox())!;
      await page.mouse.click(stage.x + 60, stage.y + 60);
      await choose(page, "Move");
      await expectDownloadLikeStage(page);
      await leave();
    });

    test("folders are dropped, addresses pasted and dropped; what is no picture is refused by name", async () => {
      const { page, open, leave } = await visitAs(given, "collector@example.org", { expectsFailures: true });
      await open("/");
      const sample = await page
        .locator("main img")
        .first()
        .evaluate((image: HTMLImageElement) => image.src);
      await page.evaluate(paste, sample);
      await page.getByText("1 of 1 ready").waitFor();

      const folder = await mkdtemp(join(tmpdir(), "alphacut-drop-"));
      await mkdir(join(folder, "shoes", "red"), { recursive: true });
      await writeFile(join(folder, "shoes", "one.png"), (await discPicture()).buffer);
      await writeFile(join(folder, "shoes", "red", "two.png"), (await discPicture()).buffer);
      await writeFile(join(folder, "shoes", "notes.txt"), "not a picture");
      await dropFiles(page, [join(folder, "shoes")]);
      await page.getByText("3 of 3 ready").waitFor();
      await rm(folder, { recursive: true });

      await page.evaluate(dropAddress, `${given.product().url}/nothing-here.png`);
      await page
        .getByRole("alert")
        .getByText(/nothing-here.png wasn.t added: /)
        .waitFor();
      await leave();
    });

    test("the file's size is shown before it is downloaded, a limit is kept, and names follow a pattern", async ({
      expect,
    }) => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      // Incompressible, so that their files are large.
      await addPictures(page, [await noisePicture("one.png", 700), await noisePicture("two.png", 701)]);
      await openTool(page, "File");
      await choose(page, "JPEG");
      await page.getByLabel("File name").fill("{name}-white-{n}");
      const file = page.getByRole("link", { name: /^Download one-white-1.jpg \([\d.]+ [kM]B\)$/ });
      const kilobytes = async () => {
        const [, value, unit] = /\(([\d.]+) ([kM])B\)/.exec((await file.getAttribute("aria-label"))!)!;
        return Number(value) * (unit === "M" ? 1000 : 1);
      };
      const shown = await kilobytes();
      expect(shown).toBeGreaterThan(500);
      const { name, data } = await downloadBy(page, "Download");
      expect(name).toBe("one-white-1.jpg");
      expect(Math.ceil(data.length / 1000)).toBe(shown);

      const dragged = await file.evaluate((link) => {
        const transfer = new DataTransfer();
        link.dispatchEvent(new DragEvent("dragstart", { dataTransfer: transfer, bubbles: true }));
        return {
          address: transfer.getData("DownloadURL"),
          files: [...transfer.files].map(({ name, size }) => [name, size]),
        };
      });
      expect(dragged.address).toMatch(/^image\/jpeg:one-white-1.jpg:blob:/);
      expect(dragged.files).toEqual([["one-white-1.jpg", data.length]]);

      await page.getByLabel("Maximum file size").selectOption({ label: "500 kB" });
      await expect.poll(kilobytes).toBeLessThanOrEqual(500);
      const { data: zip } = await downloadBy(page, "Download all as ZIP");
      const files = unzipSync(zip);
      expect(Object.keys(files)).toEqual(["one-white-1.jpg", "two-white-2.jpg"]);
      for (const { length } of Object.values(files)) expect(length).toBeLessThanOrEqual(500_000);
      await leave();
    });
  });
}

/** Drops files or folders of this machine onto the page, as a file manager does. */
async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await browser.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
}

/** Runs in the page. */
function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
}

/** As a link is dropped that was dragged from another page. Runs in the page. */
function dropAddress(address: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/uri-list", address);
  dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
}
