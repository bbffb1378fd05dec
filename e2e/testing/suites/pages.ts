import { gzipSync } from "node:zlib";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Given, uidOf, visitAs } from "../people.ts";
import { discPicture, noisePicture } from "../pictures.ts";
import type { Product } from "../product.ts";
import { addPictures, openTool, visit } from "../visit.ts";

const SCREENS = [
  { name: "wide and light", options: { colorScheme: "light" } },
  {
    name: "phone-sized and dark",
    options: { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true },
  },
] as const;

const PAGES_FOR_EVERYBODY = ["/", "/sign-in", "/sign-up", "/forgot-password", "/reset-password"];
const SIGNED_IN_PAGES = [
  "/dashboard",
  "/dashboard/jobs",
  "/dashboard/keys",
  "/dashboard/requests",
  "/dashboard/billing",
  "/dashboard/profile",
  "/dashboard/admin/users",
  "/dashboard/admin/audit",
  "/dashboard/admin/system",
];

/** Gives an account something to show on each page: a limited key, a request, an entry in the audit trail, a job. */
async function fillDashboard(product: Product, email: string): Promise<void> {
  const uid = await uidOf(product, email);
  await product.admin("PATCH", `/users/${uid}`, { plan: "Premium-20000", reason: "a reason of some length" });
  const { key } = (await product.admin("POST", `/users/${uid}/keys`, {
    name: "a key",
    monthlyLimit: 20_000,
    allowedOrigins: ["https://a-shop-with-a-long-name.example.com"],
    allowedEndpoints: ["/rmbg", "/v2/rembg", "/v1.0", "/api/jobs"],
  })) as { key: string };
  const headers = { "x-api-key": key, origin: "https://a-shop-with-a-long-name.example.com" };
  const body = new FormData();
  body.append(
    "image",
    new Blob([new Uint8Array((await discPicture()).buffer)]),
    "a-picture-with-a-rather-long-file-name.png",
  );
  const job = await fetch(`${product.url}/api/jobs`, { method: "POST", headers, body });
  expect(job.status).toBe(201);
}

const LARGEST_SCRIPT_BYTES = 200_000;
/** What Lighthouse calls good. */
const LARGEST_LAYOUT_SHIFT = 0.1;

/** Every page: accessibility, languages, weight. */
export function pagesSuite(given: Given): void {
  describe.concurrent.each(SCREENS)("accessibility, $name", ({ options }) => {
    test("axe finds nothing on pages for everybody", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, options);
      for (const path of PAGES_FOR_EVERYBODY) {
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
      for (const tool of ["Background", "Brush", "Shadow", "Size", "File", "Presets"]) {
        await openTool(page, tool);
        expect(await violations(page)).toEqual([]);
      }
      await leave();
    });

    test("axe finds nothing in the dashboard and on the operator's pages", async () => {
      const email = `axe-${options.colorScheme}@example.org`;
      const { page, open, leave } = await visitAs(given, email, { ...options, account: { role: "admin" } });
      await fillDashboard(given.product(), email);
      for (const path of SIGNED_IN_PAGES) {
        await open(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await violations(page)).toEqual([]);
      }
      await open("/dashboard/admin/users");
      await page.getByRole("button", { name: `Edit ${email}` }).click();
      await page.getByRole("dialog").getByText("Delete this account").first().click();
      expect(await violations(page)).toEqual([]);
      await open("/dashboard/keys");
      await page.getByRole("button", { name: "Edit: a key" }).click();
      expect(await violations(page)).toEqual([]);
      await leave();
    });
  });

  // Alone, so that nothing else takes the time that it prints.
  describe("the first page", () => {
    test("is light, comes quickly and stays where it is", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url);
      const scripts: Promise<Buffer>[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() === "script") scripts.push(response.body());
      });
      await open("/");
      await page.getByText("free pictures left today").waitFor();
      const bytes = (await Promise.all(scripts)).map((script) => gzipSync(script).byteLength);
      const scriptBytes = bytes.reduce((sum, size) => sum + size, 0);
      const { shift, paintedMs, loadedMs } = await loading(page);
      console.log(
        `first page: ${Math.round(scriptBytes / 1000)} kB of compressed script, painted after ${paintedMs} ms, ` +
          `loaded after ${loadedMs} ms, layout shift ${shift.toFixed(3)}`,
      );
      expect(scriptBytes).toBeLessThan(LARGEST_SCRIPT_BYTES);
      expect(shift).toBeLessThan(LARGEST_LAYOUT_SHIFT);
      await leave();
    });
  });

  describe.concurrent("pages", () => {
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

    test("the dashboard fits a window 320 pixels wide in every language", async () => {
      const email = "narrow@example.org";
      const account = { role: "admin" };
      const viewport = { width: 320, height: 640 };
      const { page, open, leave } = await visitAs(given, email, { account, viewport });
      await fillDashboard(given.product(), email);
      for (const path of SIGNED_IN_PAGES) {
        await open(path);
        for (const language of ["th", "tr", "de", "ko", "en"]) {
          await page.locator("header button[popovertarget]:visible").first().click();
          await page.locator("header select").first().selectOption(language);
          await page.locator(`html[lang=${language}]`).waitFor();
          await page.keyboard.press("Escape");
          const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
          expect([path, language, scrollWidth]).toEqual([path, language, 320]);
        }
      }
      await leave();
    });

    test("every page has its own title, a description, a language, a viewport and images with sizes", async () => {
      const { page, context, open, leave } = await visitAs(given, "reader@example.org", {
        account: { role: "admin" },
      });
      const titles = new Set<string>();
      const check = async (path: string) => {
        await open(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        const described = await describePage(page);
        expect([path, described]).toEqual([
          path,
          {
            language: "en",
            viewport: "width=device-width, initial-scale=1",
            hasDescription: true,
            imagesWithoutSize: 0,
          },
        ]);
        titles.add(await page.title());
      };
      for (const path of SIGNED_IN_PAGES) await check(path);
      await context.clearCookies();
      for (const path of PAGES_FOR_EVERYBODY) await check(path);
      expect(titles.size).toBe(SIGNED_IN_PAGES.length + PAGES_FOR_EVERYBODY.length);
      await leave();
    });

    test("an address that no page has says so, and leads back", async () => {
      const { page, open, leave } = await visit(given.browser(), given.product().url, {
        expectsFailures: true,
      });
      await open("/no/such/page");
      await page.getByRole("heading", { name: "Page not found" }).waitFor();
      await page.getByRole("link", { name: "Go to the editor" }).click();
      await page.getByRole("heading", { name: "Remove the background." }).waitFor();
      await leave();
    });

    test("help leads where the operator says, from every page and from the profile", async () => {
      const { page, open, leave } = await visitAs(given, "helpless@example.org");
      await open("/dashboard/profile");
      await page.getByRole("main").getByText("Questions about this service go to its operator.").waitFor();
      const places = [
        page.getByRole("banner").getByRole("link", { name: "Help" }),
        page.getByText("help@example.org"),
      ];
      for (const link of places) expect(await link.getAttribute("href")).toBe("mailto:help@example.org");
      await leave();
    });

    test("nothing turns or slides for those who ask for less motion", async () => {
      const turning = async (reducedMotion: "reduce" | "no-preference") => {
        const { page, context, open, leave } = await visit(given.browser(), given.product().url, {
          reducedMotion,
          expectsFailures: true,
        });
        await open("/");
        const network = await context.newCDPSession(page);
        await network.send("Network.emulateNetworkConditions", {
          offline: false,
          latency: 0,
          downloadThroughput: -1,
          uploadThroughput: 50_000,
        });
        await page.getByLabel("Choose pictures").setInputFiles(await noisePicture("slow.png", 900));
        await page.getByText(/Uploading [1-9]/).waitFor();
        const animations = await page.evaluate(() => document.getAnimations().length);
        await leave();
        return animations;
      };
      expect(await turning("no-preference")).toBeGreaterThan(0);
      expect(await turning("reduce")).toBe(0);
    });

    test("nothing is asked of any other host", async () => {
      const { page, open, leave } = await visitAs(given, "private@example.org");
      const hosts = new Set<string>();
      page.on("request", (request) => hosts.add(new URL(request.url()).host));
      await open("/dashboard");
      await page.getByText("Credits left").waitFor();
      await open("/");
      await addPictures(page, [await discPicture()]);
      expect([...hosts].filter((host) => host !== "")).toEqual([new URL(given.product().url).host]);
      await leave();
    });
  });
}

/** How the page came: when something was painted, when all was there, and how much moved without the user's doing. */
async function loading(page: Page): Promise<{ paintedMs: number; loadedMs: number; shift: number }> {
  return page.evaluate(async () => {
    const shifts = await new Promise<PerformanceEntry[]>((resolve) => {
      new PerformanceObserver((list, observer) => {
        observer.disconnect();
        resolve(list.getEntries());
      }).observe({ type: "layout-shift", buffered: true });
      // An observer without anything to report is not called.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
    });
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return {
      paintedMs: Math.round(paint?.startTime ?? 0),
      loadedMs: Math.round(navigation!.loadEventEnd),
      shift: shifts.reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0),
    };
  });
}

function describePage(page: Page) {
  return page.evaluate(() => {
    const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content;
    return {
      language: document.documentElement.lang,
      viewport: meta("viewport"),
      hasDescription: (meta("description") ?? "").length > 20,
      imagesWithoutSize: document.querySelectorAll("img:not([width][height])").length,
    };
  });
}

/** What axe finds, in words. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const loaded = window as unknown as { axe: typeof axe };
    const found = await loaded.axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}
