import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Gallery, startGallery } from "../gallery.ts";
import type { Given } from "../people.ts";
import { visit } from "../visit.ts";
import { violations } from "./pages.ts";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

/** The gallery of components, which has no server. */
export function gallerySuite(given: Given): void {
  describe("the gallery", () => {
    let gallery: Gallery;
    beforeAll(async () => {
      gallery = await startGallery();
    });
    afterAll(() => gallery?.close());

    test("shows every state of the components without a server, on every width, light and dark, and axe finds nothing", async () => {
      const { page, leave } = await visit(given.browser(), gallery.url);
      // The first load may come twice: Vite finds out what it has to prepare.
      await page.goto(gallery.url, { waitUntil: "networkidle" });
      const ids = await page
        .locator("nav [data-state]")
        .evaluateAll((buttons) => buttons.map((button) => (button as HTMLElement).dataset.state!));
      expect(ids.length).toBeGreaterThan(30);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [i, id] of ids.entries()) {
        await page.setViewportSize(i % 2 === 0 ? WIDE : NARROW);
        await page.emulateMedia({ colorScheme: i % 4 < 2 ? "light" : "dark", reducedMotion: "reduce" });
        await page.goto(`${gallery.url}?state=${id}`);
        await page.locator("main > :not(h1)").first().waitFor({ state: "attached" });
        expect([id, await violations(page)]).toEqual([id, []]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([id, overflow > 0]).toEqual([id, false]);
      }
      await leave();
    });
  });
}
