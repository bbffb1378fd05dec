import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { addUser, type Given, signIn } from "../people.ts";
import { discPicture } from "../pictures.ts";
import { readStage } from "../stage.ts";
import { addPictures, choose, downloadBy, openTool, visit } from "../visit.ts";

const RED = [0xcc, 0x22, 0x44, 255];
const COARSE_RED = [13, 2, 4, 16];
const COARSE_BLUE = [2, 4, 13, 16];

/** What stays when the page goes, and what a picture waits for. */
export function keptSuite(given: Given): void {
  const start = async (options: Parameters<typeof visit>[2] = {}) => {
    const guest = await visit(given.browser(), given.product().url, options);
    await guest.open("/");
    return guest;
  };

  describe.concurrent("work that is kept", () => {
    test("a page that is left warns, and the next visit goes on with pictures, strokes and settings at no cost", async ({
      expect,
    }) => {
      const { page, leave } = await start();
      const warnings: string[] = [];
      page.on("dialog", (dialog) => {
        warnings.push(dialog.type());
        void dialog.accept();
      });
      await addPictures(page, [await discPicture("one.png"), await discPicture("two.png")]);
      await makeRed(page);
      await openTool(page, "Brush");
      await choose(page, "Erase");
      const stage = (await page.getByRole("application").boundingBox())!;
      await page.mouse.click(stage.x + stage.width / 2, stage.y + stage.height / 2);
      await expect.poll(() => page.evaluate(keptStrokes)).toEqual([0, 1]);
      await page.reload();
      expect(warnings).toEqual(["beforeunload"]);

      const asked: string[] = [];
      page.on("request", (request) => request.method() === "POST" && asked.push(request.url()));
      await page.getByText("2 pictures, last edited this minute").waitFor();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("2 of 2 ready").waitFor();
      await expect.poll(async () => (await readStage(page, 1, 1)).colors[0]).toEqual(RED);
      expect(asked).toEqual([]);

      await downloadBy(page, "Download all as ZIP");
      await page.getByRole("button", { name: "Show two.png, Downloaded" }).waitFor();
      await page.reload();
      expect(warnings).toEqual(["beforeunload"]);
      await page.getByRole("button", { name: "Discard" }).click();
      await page.getByRole("button", { name: "Discard" }).waitFor({ state: "detached" });
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await page.evaluate(keptStrokes)).toEqual([]);
      await leave();
    });

    test("settings hold for the next visit", async () => {
      const { page, open, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await openTool(page, "File");
      await choose(page, "WebP");
      await open("/");
      await addPictures(page, [await discPicture()]);
      expect((await downloadBy(page, "Download")).name).toBe("disc-cutout.webp");
      await leave();
    });

    test("presets move to the account when somebody signs in, and are there in every browser", async ({
      expect,
    }) => {
      const { page, open, leave } = await start();
      await addPictures(page, [await discPicture()]);
      await makeRed(page);
      await openTool(page, "Presets");
      await page.getByText("Kept in this browser.").waitFor();
      await page.getByLabel("Name").fill("red shop");
      await page.getByRole("button", { name: "Save these settings" }).click();
      await page.getByRole("button", { name: "red shop", exact: true }).waitFor();
      await addUser(given.product(), "presets@example.org");
      await open("/sign-in");
      await signIn(page, "presets@example.org");
      await page.getByRole("heading", { name: "Usage" }).waitFor();
      await open("/");
      await addPictures(page, [await discPicture()]);
      await openTool(page, "Presets");
      await page.getByText("Kept in your account, for every browser.").waitFor();
      await page.getByRole("button", { name: "red shop", exact: true }).waitFor();
      await leave();

      const other = await start();
      await other.open("/sign-in");
      await signIn(other.page, "presets@example.org");
      await other.page.getByRole("heading", { name: "Usage" }).waitFor();
      await other.open("/");
      await addPictures(other.page, [await discPicture()]);
      await openTool(other.page, "Presets");
      await other.page.getByRole("button", { name: "red shop", exact: true }).click();
      await expect.poll(async () => (await readStage(other.page, 4, 4)).colors[0]).toEqual(RED);
      await other.page.getByRole("button", { name: "Remove red shop" }).click();
      await other.page.getByRole("button", { name: "red shop", exact: true }).waitFor({ state: "detached" });
      await other.leave();
    });

    test("thumbnails show the result; a picture may have settings of its own", async ({ expect }) => {
      const { page, leave } = await start();
      await addPictures(page, [await discPicture("one.png"), await discPicture("two.png")]);
      await makeRed(page);
      await expect.poll(() => page.evaluate(thumbnailCorners)).toEqual([COARSE_RED, COARSE_RED]);
      await page.getByRole("switch", { name: "Only this picture" }).click();
      await page.getByLabel("Background color as a hex code").fill("#2244cc");
      await openTool(page, "File");
      await choose(page, "WebP");
      await expect.poll(() => page.evaluate(thumbnailCorners)).toEqual([COARSE_BLUE, COARSE_RED]);
      const { data } = await downloadBy(page, "Download all as ZIP");
      expect(Object.keys(unzipSync(data))).toEqual(["one-cutout.webp", "two-cutout.png"]);
      await page.getByRole("button", { name: "Use for all pictures" }).click();
      await expect.poll(() => page.evaluate(thumbnailCorners)).toEqual([COARSE_BLUE, COARSE_BLUE]);
      await leave();
    });

    test("a picture that waits says why and until when: the plan's rate, no network", async () => {
      const { page, context, leave } = await start({ expectsFailures: true });
      let refusals = 3;
      await page.route("**/api/editor/cutout", (route) =>
        refusals-- > 0
          ? route.fulfill({
              status: 429,
              headers: { "retry-after": "2" },
              json: { error: "Too fast", code: "too_many_requests", status: 429 },
            })
          : route.continue(),
      );
      await page
        .getByLabel("Choose pictures")
        .setInputFiles([await discPicture("a.png"), await discPicture("b.png")]);
      await page.getByText(/You've reached the rate limit of your plan. Continuing in [12] s/).waitFor();
      await page.getByText("2 of 2 ready").waitFor();

      await context.setOffline(true);
      await page.getByLabel("Add pictures").setInputFiles(await discPicture("c.png"));
      await page.getByText("You're offline.").first().waitFor();
      await context.setOffline(false);
      await page.getByText("3 of 3 ready").waitFor();
      await leave();
    });
  });
}

async function makeRed(page: Page): Promise<void> {
  await choose(page, "Color");
  await page.getByLabel("Background color as a hex code").fill("#cc2244");
}

/** How many strokes each picture in the browser's database has. Runs in the page. */
function keptStrokes(): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("alphacut");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction("pictures").objectStore("pictures").getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve((all.result as { strokes: unknown[] }[]).map(({ strokes }) => strokes.length).sort());
      };
    };
  });
}

/** The color of every thumbnail near its upper left corner, to the next sixteenth: they are compressed. Runs in the page. */
function thumbnailCorners(): number[][] {
  return [...document.querySelectorAll<HTMLImageElement>("li img")].map((image) => {
    if (!image.complete || image.naturalWidth === 0) return [];
    const copy = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d")!;
    copy.drawImage(image, 0, 0);
    return [...copy.getImageData(3, 3, 1, 1).data].map((value) => Math.round(value / 16));
  });
}
