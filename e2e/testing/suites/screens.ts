import { describe, expect, test } from "vitest";
import type { Given } from "../people.ts";
import { discPicture } from "../pictures.ts";
import { addPictures, choose, downloadBy, openTool, visit } from "../visit.ts";

/** Phones upright and held sideways, and a 1280 pixel window at 200 %. */
const SIZES = [
  [320, 480],
  [320, 568],
  [360, 640],
  [375, 553],
  [390, 844],
  [568, 320],
  [640, 400],
  [844, 390],
  [915, 412],
] as const;

const TOOLS = ["Background", "Brush", "Shadow", "Size", "Presets", "File"];

/** Small and low screens. */
export function screensSuite(given: Given): void {
  describe("small screens", () => {
    test("everything can be reached from 320 × 480 up, upright and sideways", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      await addPictures(page, [await discPicture()]);
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const tool of TOOLS) await openTool(page, tool);
        expect([width, height, await page.evaluate(outOfReach)]).toEqual([width, height, []]);
        await choose(page, "WebP");
        await choose(page, "PNG");
      }
      await leave();
    });

    test("on a phone, the tools fold away, and painting has the whole screen until it is done", async () => {
      const viewport = { width: 360, height: 640 };
      const { page, open, leave } = await visit(given.browser(), given.product().url, {
        viewport,
        hasTouch: true,
      });
      await open("/");
      await page.getByLabel("Choose pictures").setInputFiles(await discPicture());
      await page.locator("button:enabled", { hasText: "Download" }).waitFor();
      const height = async () => (await page.getByRole("application").boundingBox())!.height;
      const before = await height();
      await openTool(page, "Background");
      expect(await height()).toBeGreaterThan(before + 90);

      await openTool(page, "Brush");
      await choose(page, "Erase");
      expect(await height()).toBeGreaterThan(0.75 * viewport.height);
      const stage = (await page.getByRole("application").boundingBox())!;
      await page.touchscreen.tap(stage.x + stage.width / 2, stage.y + stage.height / 2);
      await page.getByRole("button", { name: "Done painting" }).click();
      expect(await height()).toBeCloseTo(before, 0);
      await downloadBy(page, "Download");
      await leave();
    });
  });
}

/** What of the controls is covered or out of the window, and whether the page scrolls. Runs in the page. */
function outOfReach(): string[] {
  const inReach = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  };
  const controls = document.querySelectorAll(
    "header a, header button, [role=tab], section > div > button, label:has(> [type=file]), li > button:first-child",
  );
  const lost = [...controls]
    .filter((element) => element.checkVisibility() && !inReach(element))
    .map((element) => element.getAttribute("aria-label") ?? element.textContent ?? "");
  const scrolls = document.documentElement.scrollHeight > innerHeight;
  return scrolls ? [...lost, "the page scrolls"] : lost;
}
