import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInChromium, launchChromium } from "../../../e2e/testing/chromium.ts";
import { type Product, startProduct } from "../../../e2e/testing/product.ts";
import { visit } from "../../../e2e/testing/visit.ts";
import { contents } from "../src/contents.ts";
import { guidesPath, type Language, languages } from "../src/languages.ts";
import { type Inspection, readThrough, type SitePage } from "./testing/site-page.ts";

const names = ["", ...Object.values(contents).flat()];
const photo = fileURLToPath(new URL("../pages/public/docs/pictures/photo.webp", import.meta.url));

/**
 * Other tests hold the languages together, page by page, and the theme is the same for all: so every page is looked at in one
 * language, and in the others one page of each kind.
 */
const inspectionOf = (language: Language, name: string): Inspection => {
  if (language === "en") return "light and dark";
  return ["", "errors", "client-library"].includes(name) ? "light" : "links";
};

/** What the sample for browsers exports. */
interface BrowserSample {
  showCutout(file: Blob, picture: HTMLImageElement, progressBar: HTMLProgressElement): Promise<void>;
}

// One file, so that one browser and one server serve all tests.
describeInChromium("the guides in a browser", (executable) => {
  let browser: Browser;
  let product: Product;
  const read: SitePage[] = [];

  beforeAll(async () => {
    [browser, product] = await Promise.all([launchChromium(executable), startProduct()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), product?.close()]);
  });

  it.each(languages)("axe finds nothing in the guides in %s", async (language) => {
    const { page, open, leave } = await visit(browser, product.url, { reducedMotion: "reduce" });
    const path = guidesPath(language);
    await open(path);
    const guides = await readThrough(
      page,
      names.map((name) => [path + name, inspectionOf(language, name)]),
    );
    await leave();
    read.push(...guides);
    const found = guides.filter(({ violations }) => violations.length > 0);
    expect(found.map(({ path, violations }) => [path, ...violations])).toEqual([]);
  });

  it("no link leads nowhere, to no page, no part of a page, no picture", async () => {
    expect(read).toHaveLength(languages.length * names.length);
    const anchors = new Map(read.map((page) => [product.url + page.path, new Set(page.anchors)]));
    const links = new Set(read.flatMap((page) => page.links));
    const own = [...links].map((link) => new URL(link)).filter(({ origin }) => origin === product.url);
    const elsewhere = own.filter(({ origin, pathname }) => !anchors.has(origin + pathname));
    const addresses = [...new Set(elsewhere.map(({ pathname }) => product.url + pathname))];
    const missing = await Promise.all(
      addresses.map(async (address) => ((await fetch(address)).ok ? [] : [address])),
    );
    expect(missing.flat()).toEqual([]);
    const lost = own.filter(({ origin, pathname, hash }) => {
      const there = anchors.get(origin + pathname);
      return hash !== "" && !there?.has(decodeURIComponent(hash.slice(1)));
    });
    expect(lost.map(String)).toEqual([]);
  });

  it.each([
    ["th", "ลบพื้นหลัง"],
    ["ko", "크레딧"],
    ["tr", "golge"],
    ["de", "größe"],
    ["en", "credits"],
  ] as const)("the search in %s finds %s and leads to a page of that language", async (language, word) => {
    const { page, open, leave } = await visit(browser, product.url);
    await open(guidesPath(language));
    await page.locator("#local-search button").click();
    await page.locator("#localsearch-input").fill(word);
    await page.locator("#localsearch-list a").first().click();
    await page.waitForURL(
      (url) => url.pathname.startsWith(guidesPath(language)) && url.pathname !== guidesPath(language),
    );
    await leave();
  });

  it("the language switch keeps the page", async () => {
    const { page, open, leave } = await visit(browser, product.url);
    await open("/docs/credits");
    for (const [name, path] of [
      ["ไทย", "/th/docs/credits"],
      ["한국어", "/ko/docs/credits"],
      ["English", "/docs/credits"],
    ]) {
      await page.locator(".VPNavBarTranslations button").hover();
      await page.locator(".VPNavBarTranslations").getByRole("link", { name: name! }).click();
      await page.waitForURL((url) => url.pathname === path);
    }
    await leave();
  });

  it("landmarks are named in the page's language, also after another page and another language", async () => {
    const { page, open, leave } = await visit(browser, product.url);
    await open("/docs/credits");
    await page.getByRole("navigation", { name: "Menu" }).getByRole("link", { name: "Errors" }).click();
    await page.getByRole("navigation", { name: "Previous, Next" }).waitFor();
    await page.locator(".VPNavBarTranslations button").hover();
    await page.locator(".VPNavBarTranslations").getByRole("link", { name: "Deutsch" }).click();
    await page.getByRole("navigation", { name: "Zurück, Weiter" }).waitFor();
    await page.getByRole("navigation", { name: "Menü" }).waitFor();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.locator('.VPNavBarHamburger[aria-label="Menü"]').waitFor();
    await leave();
  });

  it("a sample is copied as it works here", async () => {
    const { page, context, open, leave } = await visit(browser, product.url);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open("/docs/quick-start");
    const sample = page.locator("div.language-sh", { hasText: "-o cutout.webp" }).first();
    await sample.hover();
    await sample.getByRole("button", { name: "Copy code" }).click();
    const written = await readFile(new URL("../samples/quick-start.sh", import.meta.url), "utf8");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim()).toBe(written.trim().replace("http://127.0.0.1:8080", product.url));
    await leave();
  });

  it("the sample for browsers shows a cutout and fills its bar", async () => {
    const bundle = await build({
      entryPoints: [fileURLToPath(new URL("../samples/client-browser.js", import.meta.url))],
      bundle: true,
      globalName: "sample",
      write: false,
      conditions: ["@alphacut/source"],
    });
    const code = bundle.outputFiles[0]!.text.replace("http://127.0.0.1:8080", product.url);
    const { page, open, leave } = await visit(browser, product.url, { bypassCSP: true });
    await open("/docs/");
    await page.addScriptTag({ content: code });
    const [width, progress] = await page.evaluate(async () => {
      const { sample } = window as unknown as { sample: BrowserSample };
      const photo = await (await fetch("/docs/pictures/photo.webp")).blob();
      const [picture, bar] = [new Image(), document.createElement("progress")];
      await sample.showCutout(photo, picture, bar);
      await picture.decode();
      return [picture.naturalWidth, bar.value];
    });
    expect([width, progress]).toEqual([600, 1]);
    await leave();
  });

  it("the dark theme is chosen by a switch and remembered, within the content policy", async () => {
    const { page, open, leave } = await visit(browser, product.url, { colorScheme: "light" });
    await open("/de/docs/rmbg");
    await page.getByRole("switch", { name: "Zum dunklen Design wechseln" }).first().click();
    await page.locator("html.dark").waitFor();
    await page.reload();
    await page.locator("html.dark").waitFor();
    await leave();
  });

  it("asks nothing of any other host", async () => {
    const { page, open, leave } = await visit(browser, product.url);
    const hosts = new Set<string>();
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await open("/th/docs/rmbg");
    await open("/reference");
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect([...hosts].filter(Boolean)).toEqual([new URL(product.url).host]);
    await leave();
  });

  it("the reference sends a photo and shows the picture that comes back", async () => {
    const { page, open, leave } = await visit(browser, product.url, { expectsFailures: true });
    await open("/reference");
    await page.getByRole("button", { name: /Test Request.*post \/rmbg/ }).click();
    const client = page.getByRole("dialog");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      client.getByRole("button", { name: "Select File" }).first().click(),
    ]);
    await chooser.setFiles(photo);
    const send = async () => {
      const [answer] = await Promise.all([
        page.waitForResponse(`${product.url}/rmbg`),
        client.getByRole("button", { name: "Send post request" }).click(),
      ]);
      expect(answer.request().headers()["content-type"]).toMatch(/^multipart\/form-data/);
      return answer.headers()["content-type"];
    };
    // The reference takes the file up a moment after it shows its name, and tells nobody when.
    await expect.poll(send, { timeout: 90_000, interval: 500 }).toBe("image/webp");
    const shown = client.locator("img[src^='blob:']");
    await shown.waitFor();
    expect(await shown.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(600);
    await leave();
  });
});
