/** Makes the README's pictures of the editor and of the dashboard from the running product: `npm run pictures -w e2e`. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { buildPages } from "../testing/build-pages.ts";
import { findChromium, launchChromium } from "../testing/chromium.ts";
import { visitAs } from "../testing/people.ts";
import { REAL_MODEL, startProduct } from "../testing/product.ts";
import { addPictures, choose, openTool } from "../testing/visit.ts";

const FOLDER = new URL("../../docs/", import.meta.url);
const SCREEN = { viewport: { width: 1200, height: 750 }, deviceScaleFactor: 1.5 };

const executable = findChromium();
if (!executable) throw new Error("Chromium is needed: apt-get install chromium-headless-shell");

buildPages();
const product = await startProduct();
const browser = await launchChromium(executable);
try {
  await product.restart(REAL_MODEL);
  const { page, open } = await visitAs(
    { browser: () => browser, product: () => product },
    "kim@example.org",
    {
      ...SCREEN,
      account: { plan: "Pro", prepaidCredits: 250 },
    },
  );
  await open("/");
  await addPictures(page, [
    { name: "espresso.jpg", mimeType: "image/jpeg", buffer: await readFile(new URL("photo.jpg", FOLDER)) },
  ]);
  await choose(page, "Gradient");
  await openTool(page, "Shadow");
  await choose(page, "Drop shadow");
  await page.getByRole("button", { name: "Before and after" }).click();
  await save(page, "editor");
  await inventUsage(page);
  await open("/dashboard");
  await page.getByRole("slider", { name: "Pictures per day" }).waitFor();
  await save(page, "dashboard");
} finally {
  await browser.close();
  await product.close();
}

async function save(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const { size } = await sharp(await page.screenshot())
    .webp({ quality: 82, effort: 6 })
    .toFile(fileURLToPath(new URL(`${name}.webp`, FOLDER)));
  console.log(`docs/${name}.webp  ${size} bytes`);
}

/** A new account has no past: gives it a year of one that works on weekdays. */
async function inventUsage(page: Page): Promise<void> {
  await page.route(/\/api\/account\/usage\?/, (route) => {
    const { searchParams } = new URL(route.request().url());
    const end = new Date(searchParams.get("to")!);
    const days: { date: string; app: number; api: number }[] = [];
    for (const day = new Date(searchParams.get("from")!); day <= end; day.setUTCDate(day.getUTCDate() + 1)) {
      const wave = Math.sin(days.length / 4) + Math.sin(days.length * 1.7);
      const weekend = [0, 6].includes(day.getUTCDay()) ? 0.3 : 1;
      days.push({
        date: day.toISOString().slice(0, 10),
        app: Math.round(weekend * (9 + 3 * wave)),
        api: Math.round(weekend * (24 + 7 * wave)),
      });
    }
    return route.fulfill({ json: { days } });
  });
}
