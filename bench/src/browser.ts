/**
 * `npm run bench:browser`: the first and the second cutout in Chromium, memory and bytes, and how far masks agree with the
 * server's. `--peer FOLDER` names a folder in which `npm i @imgly/background-removal onnxruntime-web@1.21.0` was run; it is
 * measured beside ours, with the weights of its sister for Node, as its own come from an address of its maker.
 * `--pictures N` compares that many masks (10).
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { browserForms, createEngine } from "@alphacut/engine";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { ourPages, type Pages, peerPages } from "./browser/pages.ts";
import { peakMemory } from "./browser/peak-memory.ts";
import { generateScenes } from "./quality/generate.ts";

const { values } = parseArgs({
  options: {
    peer: { type: "string" },
    pictures: { type: "string", default: "10" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});
const PHOTO = fileURLToPath(new URL("../../docs/photo.jpg", import.meta.url));
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const CUTOUT_MS = 240_000;

interface Measured {
  firstSeconds: number;
  secondSeconds: number;
  /** Largest resident memory of the page's process. */
  peakMegabytes: number;
  megabytesLoaded: number;
}

async function measure(pages: Pages, picture: Buffer): Promise<Measured> {
  const browser = await chromium.launch({ executablePath: values.chromium, args: FLAGS });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(CUTOUT_MS);
    await page.goto(pages.url);
    await page.waitForFunction(() => "cutOut" in globalThis);
    const seconds = async () => {
      const begin = performance.now();
      await cutOut(page, picture);
      return (performance.now() - begin) / 1000;
    };
    const firstSeconds = await seconds();
    const megabytesLoaded = pages.bytes() / 1e6;
    const secondSeconds = await seconds();
    return { firstSeconds, secondSeconds, peakMegabytes: await peakMemory(), megabytesLoaded };
  } finally {
    await browser.close();
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof chromium.launch>>["newPage"]>>;

/** A PNG, by the function that the page has. */
async function cutOut(page: Page, picture: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async (base64) => {
    const file = await (await fetch(`data:image/jpeg;base64,${base64}`)).blob();
    const { cutOut } = globalThis as unknown as { cutOut: (file: Blob) => Promise<Blob> };
    const bytes = new Uint8Array(await (await cutOut(file)).arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 32_768)
      text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
    return btoa(text);
  }, picture.toString("base64"));
  return Buffer.from(base64, "base64");
}

async function alphaOf(png: Uint8Array): Promise<Buffer> {
  return sharp(png).ensureAlpha().extractChannel(3).raw().toBuffer();
}

/** Σ min / Σ max of the two mattes, for each picture. */
async function agreements(pages: Pages, count: number, modelsDir: string): Promise<[string, number][]> {
  const browser = await chromium.launch({ executablePath: values.chromium, args: FLAGS });
  const engine = createEngine({ modelsDir });
  try {
    const page = await browser.newPage();
    await page.goto(pages.url);
    await page.waitForFunction(() => "cutOut" in globalThis);
    const found: [string, number][] = [];
    for (const { name, jpeg } of (await generateScenes()).slice(0, count)) {
      const { data } = await engine.cutout(jpeg, { format: "png" });
      const [theirs, ours] = [await alphaOf(data), await alphaOf(await cutOut(page, jpeg))];
      let [intersection, union] = [0, 0];
      for (let i = 0; i < theirs.length; i++) {
        intersection += Math.min(theirs[i]!, ours[i]!);
        union += Math.max(theirs[i]!, ours[i]!);
      }
      found.push([name, intersection / union]);
      console.log(`${name}: ${(intersection / union).toFixed(4)}`);
    }
    return found;
  } finally {
    await Promise.all([browser.close(), engine.close()]);
  }
}

const folder = await mkdtemp(join(tmpdir(), "alphacut-bench-"));
try {
  await browserForms(folder);
  const picture = await sharp(await readFile(PHOTO))
    .resize(1500, 1000, { fit: "fill" })
    .jpeg({ quality: 92 })
    .toBuffer();
  const ours = await ourPages(folder);
  const rows: Record<string, Measured> = { "@alphacut/browser": await measure(ours, picture) };
  if (values.peer) {
    const peer = await peerPages(values.peer);
    rows["@imgly/background-removal"] = await measure(peer, picture);
    peer.close();
  }
  console.table(rows);
  const count = Number(values.pictures);
  if (count > 0) {
    const found = await agreements(ours, count, folder);
    const worst = Math.min(...found.map(([, agreement]) => agreement));
    console.log(`Worst agreement with the server over ${found.length} pictures: ${worst.toFixed(4)}`);
  }
  ours.close();
} finally {
  await rm(folder, { recursive: true });
}
