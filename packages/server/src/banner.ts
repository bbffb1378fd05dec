import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { relative } from "node:path";

/** What `npm start` prints: where, on what, and one line to try it with. */
export function banner(address: string, runsOn: { storage: string; model: string }): string {
  return [
    "",
    `  Alphacut is at  ${address}`,
    `  Storage         ${runsOn.storage}`,
    `  Model           ${runsOn.model}`,
    "",
    "  Cut out a photo:",
    `  curl -fsS -F image=@${examplePhoto()} -o cutout.webp ${address}/rmbg`,
    "",
    "",
  ].join("\n");
}

/** The photo that comes with the original client, where that is installed. */
function examplePhoto(): string {
  const path = createRequire(import.meta.url)
    .resolve.paths("@remove-background-ai/rembg.js")
    ?.map((folder) => `${folder}/@remove-background-ai/rembg.js/example/input.jpg`)
    .find(existsSync);
  return path === undefined ? "photo.jpg" : relative(process.cwd(), path);
}
