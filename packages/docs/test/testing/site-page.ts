import axe from "axe-core";
import type { Page } from "playwright-core";

/** What a reader meets on a page. */
export interface SitePage {
  path: string;
  anchors: string[];
  /** Absolute addresses of everything that the page links to or shows. */
  links: string[];
  /** Breaches of the accessibility rules, in words. */
  violations: string[];
}

/** Rules that a theme of other colors can break. */
const COLOR_RULES = ["color-contrast", "link-in-text-block"];

/** How a page is looked at. */
export type Inspection = "links" | "light" | "light and dark";

/**
 * Reads through guides by their menu, beginning with the page that is open. The pages share one document, so that axe is
 * loaded once.
 *
 * @param pages path of each page, and what is looked at beside its links and anchors: the accessibility rules in the light
 *   theme, and again in the dark one those about colors
 */
export async function readThrough(
  page: Page,
  pages: readonly (readonly [path: string, inspection: Inspection])[],
): Promise<SitePage[]> {
  // The theme names its switch when it has taken over the page that the server sent.
  await page.locator(".VPSwitchAppearance:not([title=''])").first().waitFor({ state: "attached" });
  await page.evaluate(axe.source);
  const read: SitePage[] = [];
  for (const [path, inspection] of pages) {
    if (read.length > 0) await page.locator(`.VPSidebar a[href="${path}"]`).click();
    await page.locator(`.vp-doc.${path.replaceAll("/", "_")}`).waitFor();
    read.push({ ...(await linksOf(page)), violations: await inspect(page, inspection) });
  }
  return read;
}

async function inspect(page: Page, inspection: Inspection): Promise<string[]> {
  if (inspection === "links") return [];
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("html:not(.dark)").waitFor();
  const light = await violations(page, []);
  if (inspection === "light") return light;
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("html.dark").waitFor();
  return [...light, ...(await violations(page, COLOR_RULES))];
}

async function linksOf(page: Page): Promise<Omit<SitePage, "violations">> {
  const { pictures, ...found } = await page.evaluate(() => ({
    path: location.pathname,
    anchors: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map(({ href }) => href),
    pictures: [...document.images].map(({ src }) => src),
  }));
  return { ...found, links: [...found.links, ...pictures] };
}

/** What axe finds by some of its rules, or by all when none is named; in words. */
async function violations(page: Page, rules: readonly string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const loaded = window as unknown as { axe: typeof axe };
    const found = await loaded.axe.run({
      resultTypes: ["violations"],
      preload: false,
      ...(only.length > 0 && { runOnly: [...only] }),
    });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, rules);
}
