import { gzipSync } from "node:zlib";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { discPicture } from "./support/pictures.ts";
import type { Product } from "./support/product.ts";
import { addPictures, openTool, visit } from "./support/visit.ts";

const SCREENS = [
  { name: "wide and light", options: { colorScheme: "light" } },
  {
    name: "phone-sized and dark",
    options: { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true },
  },
] as const;

const LARGEST_SCRIPT_BYTES = 200_000;

/** Every page: accessibility, languages, weight. */
export function pagesSuite(given: { browser: () => Browser; product: () => Product }): void {
  describe.each(SCREENS)("accessibility, $name", ({ options }) => {
    test("axe finds nothing on pages for everybody", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, options);
      for (const path of ["/", "/sign-in", "/sign-up", "/forgot-password", "/reset-password"]) {
        await open(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await violations(page)).toEqual([]);
      }
      await leave();
    });

    test("axe finds nothing in the editor, whatever tool is open", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, options);
      await open("/");
      await page.getByLabel("Choose pictures").setInputFiles(await discPicture());
      await page.locator("button:enabled", { hasText: "Download" }).waitFor();
      for (const tool of ["Background", "Brush", "Shadow", "Size", "File"]) {
        await openTool(page, tool);
        expect(await violations(page)).toEqual([]);
      }
      await leave();
    });

    test("axe finds nothing in the dashboard", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, options);
      const email = `axe-${options.colorScheme}@example.org`;
      const password = "correct horse battery";
      await given.product().admin("POST", "/users", { email, password, emailVerified: true });
      await open("/sign-in");
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
      await page.getByText("Credits left").waitFor();
      for (const path of ["", "/keys", "/billing", "/profile"]) {
        await open(`/dashboard${path}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await violations(page)).toEqual([]);
      }
      await leave();
    });
  });

  describe("pages", () => {
    test("the language changes at once, is kept, and is told to screen readers", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      await open("/");
      const headings = {
        th: "ลบพื้นหลังออก",
        tr: "Arka planı kaldırın.",
        de: "Weg mit dem Hintergrund.",
        ko: "배경을 지워 보세요.",
      };
      for (const [language, heading] of Object.entries(headings)) {
        await page.locator("header button[popovertarget]:visible").first().click();
        await page.locator("header select").first().selectOption(language);
        await page.getByRole("heading", { name: heading }).waitFor();
        await page.reload();
        await page.getByRole("heading", { name: heading }).waitFor();
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
      }
      await leave();
    });

    test("speaks the browser's language from the start", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, { locale: "tr-TR" });
      await open("/");
      await page.getByRole("heading", { name: "Arka planı kaldırın." }).waitFor();
      await leave();
    });

    test("the first page needs less than 200 kB of compressed script", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      const scripts: Promise<Buffer>[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() === "script") scripts.push(response.body());
      });
      await open("/");
      await page.getByRole("heading", { level: 1 }).waitFor();
      const bytes = (await Promise.all(scripts)).map((script) => gzipSync(script).byteLength);
      expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_SCRIPT_BYTES);
      await leave();
    });

    test("nothing is asked of any other host", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      const hosts = new Set<string>();
      page.on("request", (request) => hosts.add(new URL(request.url()).host));
      await open("/");
      await addPictures(page, [await discPicture()]);
      await open("/sign-in");
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect([...hosts].filter((host) => host !== "")).toEqual([new URL(given.product().url).host]);
      await leave();
    });
  });
}

/** What axe finds, in words. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const loaded = window as unknown as { axe: typeof axe };
    const found = await loaded.axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}
