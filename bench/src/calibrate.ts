/**
 * `npm run calibrate -- --about WORDS FOLDER…`: measures the default model's activation ranges on this benchmark's own pictures
 * and on those of the folders, and writes them into the engine package. `measuredOn` in the committed file names the pictures:
 * `apt-get download mate-backgrounds plasma-workspace-wallpapers` and `dpkg -x` bring them without installing anything.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_MODEL, MODELS } from "@alphacut/engine";
import { calibrateModel, formatRanges, rangesPath } from "@alphacut/engine/calibration";
import { picture } from "./pictures.ts";
import { generateScenes } from "./quality/generate.ts";

const { positionals: folders, values } = parseArgs({
  allowPositionals: true,
  options: { about: { type: "string", default: "photos" } },
});
const own = [...(await generateScenes()).map(({ jpeg }) => jpeg), (await picture(0.25)).jpeg];
const photos: Buffer[] = [];
for (const folder of folders) {
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
  for (const name of names) photos.push(await readFile(join(folder, name)));
}
const file = await calibrateModel(MODELS.find(({ name }) => name === DEFAULT_MODEL)!, [...own, ...photos], {
  path: "",
  measuredOn: `${own.length} pictures of this benchmark, ${photos.length} ${values.about}`,
  onProgress: () => process.stderr.write("."),
});
const path = rangesPath(file.model, file.weights);
await mkdir(dirname(path), { recursive: true });
await writeFile(path, formatRanges(file));
console.log(`\n${path}`);
