/** Makes every picture of the guides with the real engine: `npm run pictures -w packages/docs`. */
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Recipe } from "@alphacut/engine";
import sharp from "sharp";

const folder = new URL("../pages/public/docs/pictures/", import.meta.url);
const orange = { r: 255, g: 140, b: 0, alpha: 1 };
const pink = { r: 229, g: 46, b: 113, alpha: 1 };
const black = { r: 0, g: 0, b: 0, alpha: 0.6 };

/** An espresso cup by Rachel Michetti, released under CC0; the README's picture is made of it too. */
const readPhoto = (): Promise<Buffer> => readFile(new URL("../../../docs/photo.jpg", import.meta.url));

/** A backdrop of our own: warm light from the upper left. */
function drawBackdrop(width: number, height: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="light" cx="25%" cy="20%" r="110%">
      <stop offset="0" stop-color="#fff3d6"/><stop offset=".5" stop-color="#f0b46a"/><stop offset="1" stop-color="#8d4a2f"/>
    </radialGradient></defs>
    <rect width="100%" height="100%" fill="url(#light)"/>
    <path d="M0 ${height * 0.78} Q${width / 2} ${height * 0.72} ${width} ${height * 0.8} V${height} H0Z" fill="#6f3a26" opacity=".55"/>
  </svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

async function recipes(): Promise<Record<string, Partial<Recipe>>> {
  const backdrop = await drawBackdrop(600, 400);
  return {
    cutout: {},
    mask: { output: "mask" },
    color: { background: { kind: "color", color: orange } },
    fit: { resize: { width: 200, height: 200 }, background: { kind: "color", color: orange } },
    exact: { resize: { width: 200, height: 200, exact: true }, background: { kind: "color", color: orange } },
    rotated: { rotation: { degrees: 20, expand: true }, background: { kind: "color", color: orange } },
    "rotated-same-canvas": {
      rotation: { degrees: 20, expand: false },
      background: { kind: "color", color: orange },
    },
    blur: { background: { kind: "blur", radius: 16 } },
    gradient: { background: { kind: "gradient", top: orange, bottom: pink } },
    shadow: { shadow: { color: black, offset: { x: 18, y: 18 }, blurRadius: 24 } },
    picture: { background: { kind: "picture", bytes: backdrop } },
  };
}

const modelsDir = await mkdtemp(join(tmpdir(), "alphacut-pictures-"));
const engine = createEngine({ modelsDir });
try {
  const photo = await readPhoto();
  await writeFile(new URL("photo.webp", folder), await sharp(photo).webp({ quality: 80 }).toBuffer());
  for (const [name, recipe] of Object.entries(await recipes())) {
    const { data } = await engine.cutout(photo, { format: "png", ...recipe });
    const small = await sharp(data).webp({ quality: 80, alphaQuality: 90, effort: 6 }).toBuffer();
    await writeFile(new URL(`${name}.webp`, folder), small);
    const digest = createHash("sha256").update(small).digest("hex").slice(0, 12);
    console.log(`${name}.webp  ${small.length} bytes  ${digest}`);
  }
} finally {
  await engine.close();
  await rm(modelsDir, { recursive: true });
}
