import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, BrowserContextOptions, Download, Page } from "playwright-core";
import { expect } from "vitest";
import type { TestPicture } from "./pictures.ts";

const TIMEOUT_MS = 90_000;

/** Somebody with a browser of their own: nothing stored, nobody signed in. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Opens a page of the product. */
  open(path: string): Promise<void>;
  /** Fails when a page threw or the browser logged an error, such as something that the content policy refused. */
  leave(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** The test provokes failures, which browsers log. */
  expectsFailures?: boolean;
}

export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { expectsFailures, ...contextOptions } = options;
  const context = await browser.newContext({
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    extraHTTPHeaders: { "x-forwarded-for": nextAddress() },
    ...contextOptions,
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  return {
    page,
    context,
    async open(path) {
      await page.goto(url + path);
    },
    async leave() {
      await context.close();
      if (!expectsFailures) expect(complaints).toEqual([]);
    },
  };
}

let visitors = 0;

/** Everybody comes from an address of their own: the server counts sign-ins by address. */
function nextAddress(): string {
  visitors++;
  return `10.0.${visitors >> 8}.${visitors & 255}`;
}

/** Adds pictures in the editor, and waits until all of them are ready. */
export async function addPictures(page: Page, pictures: TestPicture[]): Promise<void> {
  await page.getByLabel("Choose pictures").setInputFiles(pictures);
  await page.getByText(`${pictures.length} of ${pictures.length} ready`).waitFor();
}

/** Opens a tool of the editor. */
export async function openTool(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name }).click();
}

/** Chooses one of a few tiles; the radio button itself is covered by its label. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name, exact: true }).check({ force: true });
}

/** Clicks what starts a download and reads what arrives. */
export async function downloadBy(page: Page, button: string): Promise<{ name: string; data: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return contentOf(download);
}

export async function contentOf(download: Download): Promise<{ name: string; data: Buffer }> {
  return { name: download.suggestedFilename(), data: await readFile(await download.path()) };
}
