// Makes docs/cutout.webp, the picture of the README: a photo beside its cutout over a checkerboard. Run after npm run build.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEngine } from "@alphacut/engine";
import sharp from "sharp";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const photo = await readFile(join(root, "docs/photo.jpg"));
const engine = createEngine({ modelsDir: join(root, "data/models") });
const { data, width, height } = await engine.cutout(photo, { format: "png", quality: "best" });
await engine.close();

const square = 12;
const tile = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * square}" height="${2 * square}"><rect width="100%" height="100%" fill="#fff"/>
  <path fill="#d8d8d8" d="M0 0h${square}v${square}H0zM${square} ${square}h${square}v${square}h-${square}z"/></svg>`,
);
const board = await sharp({ create: { width, height, channels: 3, background: "#fff" } })
  .composite([{ input: tile, tile: true }, { input: data }])
  .png()
  .toBuffer();
await sharp({ create: { width: 2 * width, height, channels: 3, background: "#fff" } })
  .composite([
    { input: photo, left: 0, top: 0 },
    { input: board, left: width, top: 0 },
  ])
  .webp({ quality: 88 })
  .toFile(join(root, "docs/cutout.webp"));
