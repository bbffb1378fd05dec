/** `npm run bench:quality -- [FOLDER] [--quality standard,best] [--no-peer]`: how good the cutouts are, and what they look like. */
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createEngine, type Quality } from "@alphacut/engine";
import { type Contender, naivePaste, ours, peer } from "./quality/contenders.ts";
import { generateScenes } from "./quality/generate.ts";
import { type Scores, score } from "./quality/metrics.ts";
import { readScenes } from "./quality/scene.ts";
import { contactSheet, type SheetRow } from "./quality/sheet.ts";
import { median, printTable } from "./report.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quality: { type: "string", default: "standard" },
    "no-peer": { type: "boolean", default: false },
  },
});

const out = fileURLToPath(new URL("../out", import.meta.url));
const modelsDir = join(out, "models");
await mkdir(modelsDir, { recursive: true });
const threads = availableParallelism();
const engine = createEngine({ modelsDir, threads });
const contenders: Contender[] = [await naivePaste(modelsDir, threads)];
if (!values["no-peer"]) contenders.push(await peer());
for (const quality of values.quality.split(",")) contenders.push(ours(engine, quality as Quality));

const scenes = positionals[0] ? await readScenes(positionals[0]) : await generateScenes();
const results = new Map<string, Scores[]>(contenders.map(({ name }) => [name, []]));
const rows: SheetRow[] = [];
for (const scene of scenes) {
  const cutouts = new Map<string, Uint8Array>();
  for (const { name, cutOut } of contenders) {
    const rgba = await cutOut(scene);
    results.get(name)!.push(score(scene, rgba));
    cutouts.set(name, rgba);
  }
  rows.push({ scene, cutouts });
  process.stderr.write(".");
}
for (const contender of contenders) contender.stop();
await engine.close();

const naive = results.get("naive")!;
for (const measure of ["composite", "bandMad", "mad", "iou"] as const) {
  const line = (name: string, pick: (scores: Scores[]) => number) =>
    Object.fromEntries([["scene", name], ...contenders.map(({ name }) => [name, pick(results.get(name)!)])]);
  const table = scenes.map((scene, i) => line(scene.name, (scores) => scores[i]![measure]));
  table.push(line("mean", (scores) => scores.reduce((sum, s) => sum + s[measure], 0) / scores.length));
  table.push(line("median", (scores) => median(scores.map((s) => s[measure]))));
  printTable(`${measure}${measure === "iou" ? " (higher is better)" : " (lower is better)"}`, table);
}
const worst = contenders.slice(1).map(({ name }) => {
  const ratios = results.get(name)!.map((s, i) => s.composite / naive[i]!.composite);
  return {
    contender: name,
    "worst composite ÷ naive": Math.max(...ratios),
    scene: scenes[ratios.indexOf(Math.max(...ratios))]!.name,
  };
});
printTable("Worst scene against the naive paste", worst);
const sheet = join(out, "quality.png");
await writeFile(sheet, await contactSheet(rows));
console.log(`\nZoomed edges over three backgrounds: ${sheet}`);
